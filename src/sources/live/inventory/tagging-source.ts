import * as sdk from "@aws-sdk/client-resource-groups-tagging-api";
import { typeOfResource } from "../../../capabilities/type-of-resource";
import type { NotSeen, Resource } from "../../../organization/inventory";
import { OrgBackupError } from "../../../org-backup-error";
import { parseArn } from "../../../text/arn";
import type { JsonObject } from "../../../text/json";
import { TAGGING_API } from "../../inventory/tagging-api";
import { allOrFirstError } from "../all-or-first-error";
import type { AwsSession } from "../aws-session";
import { factOf } from "../fact";
import { createLimiter } from "../limiter";
import type { PageReader } from "../organizations-api";
import type { InventoryReader, InventoryScope, ResourceSource } from "./inventory-reader";
import { notSeenOf } from "./missing-pairs";
import type { MissingPair } from "./missing-pairs";

const ACTION = "tag:GetResources";
const SESSION_NAME = "org-backup-snapshot";
/** The most that the Tagging API gives at once. */
const RESOURCES_A_PAGE = 100;
const ACCOUNTS_AT_ONCE = 8;

/** The Tagging API of every account and Region, through a role in the accounts. */
export function taggingSource(session: AwsSession, roleName: string): ResourceSource {
  return {
    name: `Resource Groups Tagging API, through the role ${JSON.stringify(roleName)}`,
    isRegional: true,
    blindSpots: [
      "The Tagging API lists resources that have or once had a tag: what was never tagged is missing.",
    ],
    read: async (reader, scope) => {
      const limit = createLimiter(ACCOUNTS_AT_ONCE);
      const accounts = new TaggedAccounts(session, roleName, reader, scope);
      const missing = (
        await allOrFirstError(scope.accounts.map((accountId) => limit(() => accounts.read(accountId))))
      ).flat();
      return accounts.failIfNothing(missing);
    },
  };
}

class TaggedAccounts {
  private lists = 0;
  private stopped = false;

  constructor(
    private readonly session: AwsSession,
    private readonly roleName: string,
    private readonly reader: InventoryReader,
    private readonly scope: InventoryScope,
  ) {}

  async read(accountId: string): Promise<readonly MissingPair[]> {
    if (this.stopped) {
      return [];
    }
    try {
      const own = await this.session.caller();
      const partition = parseArn(own.arn)?.partition ?? "aws";
      const roleArn = `arn:${partition}:iam::${accountId}:role/${this.roleName}`;
      const there = own.accountId === accountId ? this.session : this.session.assume(roleArn, SESSION_NAME);
      try {
        return await this.regions(there, accountId);
      } finally {
        if (there !== this.session) {
          // A session for each of thousands of accounts: its connections must not stay.
          there.close();
        }
      }
    } catch (error) {
      // What is wrong is not this account: the others would only fail in the same way.
      this.stopped = true;
      throw error;
    }
  }

  /** @throws OrgBackupError (`aws`) if no account let itself be read */
  failIfNothing(missing: readonly MissingPair[]): readonly NotSeen[] {
    const notSeen = notSeenOf(missing);
    const [first] = notSeen;
    if (this.lists === 0 && first !== undefined) {
      throw new OrgBackupError("aws", `The resources of no account could be read: ${first.why}.`, {
        hint: `Allow ${ACTION} to the role ${JSON.stringify(this.roleName)} of each account, and let the caller assume it; org-backup help snapshot lists what is needed.`,
      });
    }
    return notSeen;
  }

  private async regions(session: AwsSession, accountId: string): Promise<readonly MissingPair[]> {
    const missing: MissingPair[] = [];
    const keyOf = (region: string): string => `tagging ${this.roleName} ${accountId} ${region}`;
    const isDone = this.scope.regions.every((region) => this.reader.isRead(keyOf(region)));
    const entered = isDone ? undefined : await factOf(() => session.caller());
    if (entered?.known === false) {
      const why = `the role ${JSON.stringify(this.roleName)} cannot be assumed (sts:AssumeRole)`;
      return this.scope.regions.map((region) => ({ accountId, region, why }));
    }
    for (const region of this.scope.regions) {
      const read = await factOf(
        () =>
          this.reader.list(keyOf(region), resources(session, region), (mapping) =>
            taggedResource(mapping, accountId, region),
          ),
        region,
      );
      if (read.known) {
        this.lists += 1;
      } else {
        missing.push({ accountId, region, why: whyNot(read.why) });
      }
    }
    return missing;
  }
}

/** In the words of all accounts, so that they are told together. */
function whyNot(why: string): string {
  const [, denial] = /access denied, (with an explicit deny[^.]*)/.exec(why) ?? [];
  return why.includes("access denied")
    ? `${ACTION} is denied${denial === undefined ? "" : `, ${denial}`}`
    : "the Region is not enabled for the account";
}

function resources(session: AwsSession, region: string): PageReader<sdk.ResourceTagMapping> {
  return async (PaginationToken) => {
    const client = await session.client(
      "tagging",
      (configuration) => new sdk.ResourceGroupsTaggingAPIClient(configuration),
      region,
    );
    const asked = { ResourcesPerPage: RESOURCES_A_PAGE, PaginationToken };
    const output = await session.call(
      ACTION,
      (options) => client.send(new sdk.GetResourcesCommand(asked), options),
      [],
      region,
    );
    return { items: output.ResourceTagMappingList ?? [], next: output.PaginationToken, action: ACTION };
  };
}

/** The account and Region are those that were asked: a bucket's ARN has neither. */
function taggedResource(
  mapping: sdk.ResourceTagMapping,
  accountId: string,
  region: string,
): Resource | undefined {
  const resource = TAGGING_API.resource(mapping as unknown as JsonObject);
  return (typeOfResource(resource.arn)?.kinds.length ?? 0) === 0
    ? undefined
    : { ...resource, accountId: resource.accountId ?? accountId, region: resource.region ?? region };
}
