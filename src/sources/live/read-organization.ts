import type { Account as AwsAccount } from "@aws-sdk/client-organizations";
import { OrgBackupError } from "../../org-backup-error";
import { MAX_OU_DEPTH } from "../../organization/check-organization";
import { ACCOUNT_STATES } from "../../organization/model";
import type {
  Account,
  AccountState,
  DelegatedAdministrator,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
} from "../../organization/model";
import { Organization } from "../../organization/organization";
import { allOrFirstError } from "./all-or-first-error";
import { createLimiter } from "./limiter";
import type { OrganizationsApi } from "./organizations-api";
import { assembleOrganization } from "./assemble-organization";
import type { ReadAttachment, ReadPolicy } from "./assemble-organization";
import type { ReadLog } from "./read-log";
import { NO_READ_LOG } from "./read-log";
import type { ReadProgress } from "./read-progress";
import { NO_PROGRESS } from "./read-progress";
import { ResumableCalls } from "./resumable";

export interface ReadOptions {
  /** Keep the e-mail addresses of accounts. Default: they are dropped as soon as they arrive. */
  readonly emails?: boolean;
  /** Read the tags of policies, which say who manages them: one more call a policy. Default: no. */
  readonly tags?: boolean;
  readonly log?: ReadLog;
  readonly progress?: ReadProgress;
}

/** What was read, and what the caller may not see. */
export interface LiveOrganization {
  readonly organization: Organization;
  /** Sentences about what could not be read. */
  readonly warnings: readonly string[];
}

/** AWS answers about as fast as it is asked one by one; more at once only runs into its limits sooner. */
const CONCURRENCY = 8;
const GONE =
  /^(?:Policy|Parent|Target|OrganizationalUnit|Account|Root)NotFoundException$|^AccountNotRegisteredException$/;

/**
 * Reads the whole organization with as few calls as AWS allows.
 *
 * @throws OrgBackupError (`aws`)
 */
export async function readLiveOrganization(
  api: OrganizationsApi,
  options: ReadOptions = {},
): Promise<LiveOrganization> {
  return new OrganizationReader(api, options).read();
}

interface ReadAccount {
  readonly [key: string]: string;
  readonly id: string;
  readonly name: string;
  readonly state: AccountState;
  /** Empty where AWS did not tell the path. */
  readonly parentId: string;
}

class OrganizationReader {
  private readonly calls: ResumableCalls;
  private readonly progress: ReadProgress;
  private readonly log: ReadLog;
  private readonly warnings: string[] = [];
  /** Once AWS denied the tags of one policy, the others are not asked for. */
  private isWithoutTags = false;

  constructor(
    private readonly api: OrganizationsApi,
    private readonly options: ReadOptions,
  ) {
    this.log = options.log ?? NO_READ_LOG;
    this.progress = options.progress ?? NO_PROGRESS;
    this.calls = new ResumableCalls(this.log, createLimiter(CONCURRENCY), this.progress);
  }

  async read(): Promise<LiveOrganization> {
    try {
      return await this.readParts();
    } catch (error) {
      // Listed a moment ago, and gone: with what is remembered the next run would ask for it again.
      const code = error instanceof OrgBackupError && error.cause instanceof Error ? error.cause.name : "";
      if (GONE.test(code) && error instanceof OrgBackupError) {
        throw this.changed([{ where: code, message: error.message }]);
      }
      throw error;
    }
  }

  private async readParts(): Promise<LiveOrganization> {
    const { Id: id = "", MasterAccountId: managementAccountId } = await this.api.describeOrganization();
    this.log.begin(`${id} ${managementAccountId ?? ""}`);
    const roots = await this.calls.list("roots", this.api.listRoots, ({ Id, Name, PolicyTypes }) => ({
      id: Id ?? "",
      name: Name ?? "Root",
      policyTypes: (PolicyTypes ?? []).flatMap(({ Type, Status }) =>
        Status === "ENABLED" && Type !== undefined ? [Type as string] : [],
      ),
    }));
    const [root] = roots;
    if (root === undefined) {
      throw new OrgBackupError("aws", "AWS lists no root of the organization.");
    }
    const [units, accounts, policies, trustedServices, delegatedAdministrators] = await allOrFirstError([
      this.organizationalUnits(root.id),
      this.accounts(),
      this.policies(),
      this.trustedServices(),
      this.delegatedAdministrators(),
    ]);
    const settings: OrganizationSettings = {
      id,
      ...(managementAccountId === undefined ? {} : { managementAccountId }),
      enabledPolicyTypes: [...root.policyTypes].sort(),
      ...(trustedServices === undefined ? {} : { trustedServices }),
      ...(delegatedAdministrators === undefined ? {} : { delegatedAdministrators }),
    };
    const data = assembleOrganization({
      settings,
      root: { id: root.id, name: root.name },
      units,
      accounts: accounts ?? (await this.accountsByParent([root.id, ...units.map((unit) => unit.id)])),
      policies,
    });
    return { organization: this.checked(data), warnings: this.warnings };
  }

  /** Every parent has to be asked, empty OUs too; those at the last level have no OUs below them. */
  private async organizationalUnits(rootId: string): Promise<readonly OrganizationalUnit[]> {
    const units: OrganizationalUnit[] = [];
    const below = async (parentId: string, depth: number): Promise<void> => {
      const children = await this.calls.list(
        `units ${parentId}`,
        this.api.listOrganizationalUnits(parentId),
        ({ Id, Name }) => ({ id: Id ?? "", name: Name ?? "" }),
      );
      this.progress.found("OUs", children.length);
      units.push(...children.map(({ id, name }) => ({ id, name, parentId })));
      await allOrFirstError(
        children.flatMap(({ id }) => (depth < MAX_OU_DEPTH ? [below(id, depth + 1)] : [])),
      );
    };
    await below(rootId, 1);
    return units;
  }

  /** Undefined if AWS does not tell the paths of accounts: then every parent has to be asked. */
  private async accounts(): Promise<readonly Account[] | undefined> {
    let isWithoutPaths = false;
    const accounts = await this.calls.list(
      "accounts",
      async (token) => {
        const page = await this.api.listAccounts(token);
        isWithoutPaths ||= page.items.some((account) => parentIn(account) === undefined);
        this.progress.found("accounts", isWithoutPaths ? 0 : page.items.length);
        // The first page shows whether the others are of any use.
        return isWithoutPaths ? { ...page, next: undefined } : page;
      },
      (account) => this.readAccount(account, parentIn(account) ?? ""),
    );
    return accounts.some(({ parentId }) => parentId === "") ? undefined : accounts;
  }

  private async accountsByParent(parentIds: readonly string[]): Promise<readonly Account[]> {
    const lists = parentIds.map(async (parentId) => {
      const read = this.api.listAccountsForParent(parentId);
      const accounts = await this.calls.list(`accounts ${parentId}`, read, (account) =>
        this.readAccount(account, parentId),
      );
      this.progress.found("accounts", accounts.length);
      return accounts;
    });
    return (await allOrFirstError(lists)).flat();
  }

  private readAccount(account: AwsAccount, parentId: string): ReadAccount {
    const { Id: id = "", Name: name = "", Email: email } = account;
    return {
      id,
      name,
      parentId,
      state: stateOf(account),
      ...(this.options.emails === true && email !== undefined ? { email } : {}),
    };
  }

  private async policies(): Promise<readonly ReadPolicy[]> {
    const summaries = await this.calls.list(
      "policies",
      this.api.listPolicies,
      ({ Id, Name, Description }) => ({
        id: Id ?? "",
        name: Name ?? "",
        description: Description ?? "",
      }),
    );
    this.progress.found("policies", summaries.length);
    return allOrFirstError(
      summaries.map(async (summary) => {
        const [text, targets, tags] = await allOrFirstError([
          this.calls.once(`policy ${summary.id}`, () => this.api.policyText(summary.id)),
          this.targets(summary.id),
          this.tags(summary.id),
        ]);
        return { ...summary, text, targets, ...(tags === undefined ? {} : { tags }) };
      }),
    );
  }

  private targets(policyId: string): Promise<readonly ReadAttachment[]> {
    return this.calls.list(`targets ${policyId}`, this.api.listTargets(policyId), ({ TargetId }) => ({
      targetId: TargetId ?? "",
    }));
  }

  /** Tags say which app manages a policy. */
  private async tags(policyId: string): Promise<ReadonlyMap<string, string> | undefined> {
    if (this.options.tags !== true || this.isWithoutTags) {
      return undefined;
    }
    const tags = await this.ifAllowed("the tags of policies", () =>
      this.calls.list(`tags ${policyId}`, this.api.listTags(policyId), ({ Key, Value }) => [
        Key ?? "",
        Value ?? "",
      ]),
    );
    this.isWithoutTags ||= tags === undefined;
    return tags === undefined ? undefined : new Map(tags.map(([key = "", value = ""]) => [key, value]));
  }

  private trustedServices(): Promise<readonly string[] | undefined> {
    return this.ifAllowed("the services with trusted access", async () => {
      const services = await this.calls.list(
        "services",
        this.api.listTrustedServices,
        ({ ServicePrincipal }) => ServicePrincipal ?? "",
      );
      return [...services].sort();
    });
  }

  private delegatedAdministrators(): Promise<readonly DelegatedAdministrator[] | undefined> {
    return this.ifAllowed("the delegated administrators", async () => {
      const ids = await this.calls.list(
        "administrators",
        this.api.listDelegatedAdministrators,
        ({ Id }) => Id ?? "",
      );
      const administrators = await allOrFirstError(
        ids.map(async (accountId) => {
          const read = this.api.listDelegatedServices(accountId);
          const services = await this.calls.list(
            `delegated ${accountId}`,
            read,
            ({ ServicePrincipal }) => ServicePrincipal ?? "",
          );
          return { accountId, servicePrincipals: [...services].sort() };
        }),
      );
      return administrators.sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
    });
  }

  /** The organization file can do without; a caller who may only read policies still gets a snapshot. */
  private async ifAllowed<T>(what: string, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (
        error instanceof OrgBackupError &&
        error.cause instanceof Error &&
        error.cause.name.includes("AccessDenied")
      ) {
        const warning = `Left out ${what}: ${error.message}`;
        if (!this.warnings.some((known) => known.startsWith(`Left out ${what}:`))) {
          this.warnings.push(warning);
        }
        return undefined;
      }
      throw error;
    }
  }

  private checked(data: OrganizationData): Organization {
    const result = Organization.create(data);
    if (result.ok) {
      return result.organization;
    }
    throw this.changed(result.problems.map(({ message, at }) => ({ where: at.join("."), message })));
  }

  /** What was remembered belongs to two states of the organization: it is forgotten. */
  private changed(problems: OrgBackupError["problems"]): OrgBackupError {
    this.log.forget("");
    return new OrgBackupError("aws", "The organization changed while it was read.", {
      problems,
      hint: "Run again.",
    });
  }
}

/** `o-1/r-1/ou-1/123456789012/`: the parent stands before the account. */
function parentIn({ Paths: paths }: AwsAccount): string | undefined {
  const [path] = paths ?? [];
  return path?.split("/").findLast((part) => /^(?:r|ou)-/.test(part));
}

/** `State` has replaced `Status`, which knows fewer words. */
function stateOf({ State: state, Status: status }: AwsAccount): AccountState {
  return ACCOUNT_STATES.find((known) => known === (state ?? status)) ?? "ACTIVE";
}
