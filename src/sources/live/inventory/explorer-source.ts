import * as sdk from "@aws-sdk/client-resource-explorer-2";
import { kindNames, RESOURCE_KINDS } from "../../../capabilities/resource-kinds";
import type { ResourceKind } from "../../../capabilities/resource-kinds";
import type { NotSeen } from "../../../organization/inventory";
import type { JsonObject } from "../../../text/json";
import { explorerResource, RESOURCE_EXPLORER } from "../../inventory/resource-explorer";
import { allOrFirstError } from "../all-or-first-error";
import type { AwsSession } from "../aws-session";
import { factOf } from "../fact";
import { allPages } from "../organizations-api";
import type { PageReader } from "../organizations-api";
import type { InventoryReader, InventoryScope, ResourceSource } from "./inventory-reader";
import { notSeenOf } from "./missing-pairs";

/** With 1,000, ListResources gives no token for the next page, as its reference says. */
const RESOURCES_A_PAGE = 500;
/** As many accounts as ListIndexesForMembers takes. */
const ACCOUNTS_A_CALL = 10;

/** The view of the whole organization in the Region of the aggregator index; undefined if there is none. */
export async function explorerSource(
  session: AwsSession,
  region: string,
): Promise<ResourceSource | undefined> {
  const [index] = await allPages(new ExplorerApi(session, region).aggregatorIndexes);
  if (index?.Region === undefined) {
    return undefined;
  }
  const explorer = new ExplorerApi(session, index.Region);
  const view = await organizationView(explorer);
  if (view === undefined) {
    return undefined;
  }
  const supported = new Set(
    (await allPages(explorer.supportedTypes)).map(({ ResourceType }) => ResourceType ?? ""),
  );
  const types = [...new Set(RESOURCE_KINDS.map(typeOf))].filter((type) => supported.has(type));
  const others = RESOURCE_KINDS.filter((kind) => !supported.has(typeOf(kind)));
  const hasTags = showsTags(view);
  return {
    name: `Resource Explorer view ${JSON.stringify(view.ViewArn?.split("/").at(-2) ?? "")} in ${index.Region}`,
    blindSpots: [
      ...RESOURCE_EXPLORER.blindSpots,
      ...(others.length === 0
        ? []
        : [`Resource Explorer does not list these types: ${kindNames(others).join(", ")}.`]),
      ...(hasTags ? [] : ["The view does not show tags: which tags resources have is not known."]),
    ],
    read: async (reader, scope) => {
      const arn = view.ViewArn ?? "";
      const [missing] = await allOrFirstError([
        withoutIndex(reader, explorer, scope),
        ...types.map((type) =>
          reader.list(`explorer ${arn} ${type}`, explorer.resources(arn, type), (resource) =>
            explorerResource(resource as unknown as JsonObject, hasTags),
          ),
        ),
      ]);
      return missing;
    },
  };
}

/** A view that leaves nothing of the organization out; one that shows tags is better. */
async function organizationView(explorer: ExplorerApi): Promise<sdk.View | undefined> {
  let found: sdk.View | undefined;
  for (const arn of await allPages(explorer.views)) {
    const view = await explorer.view(arn);
    const isWhole =
      view?.Scope?.includes(":organization/") === true && (view.Filters?.FilterString ?? "").trim() === "";
    if (view !== undefined && isWhole && (found === undefined || showsTags(view))) {
      found = view;
      if (showsTags(view)) {
        break;
      }
    }
  }
  return found;
}

function showsTags({ IncludedProperties: properties = [] }: sdk.View): boolean {
  return properties.some(({ Name: name }) => name === "tags");
}

/** `ec2:volume`, as Resource Explorer names types; a bucket's ARN does not hold its own. */
function typeOf({ pattern }: ResourceKind): string {
  const [service = "", , , ...rest] = pattern.split(":");
  return service === "s3" ? "s3:bucket" : `${service}:${rest.join(":").replace(/[:/]?\*$/, "")}`;
}

async function withoutIndex(
  { calls }: InventoryReader,
  explorer: ExplorerApi,
  { accounts, regions }: InventoryScope,
): Promise<readonly NotSeen[]> {
  const chunks = Array.from({ length: Math.ceil(accounts.length / ACCOUNTS_A_CALL) }, (_, index) =>
    accounts.slice(index * ACCOUNTS_A_CALL, (index + 1) * ACCOUNTS_A_CALL),
  );
  const indexes = await factOf(async () => {
    return (
      await allOrFirstError(
        chunks.map((ids) =>
          calls.list(
            `explorer indexes ${ids.join(" ")}`,
            explorer.memberIndexes(ids),
            ({ AccountId = "", Region = "" }) => `${AccountId} ${Region}`,
          ),
        ),
      )
    ).flat();
  });
  if (!indexes.known) {
    return [
      {
        why: `which accounts and Regions have no index is not known, and nothing of them is listed. ${indexes.why.replace(/\.$/, "")}`,
      },
    ];
  }
  const seen = new Set(indexes.value);
  return notSeenOf(
    accounts.flatMap((accountId) =>
      regions
        .filter((region) => !seen.has(`${accountId} ${region}`))
        .map((region) => ({ accountId, region, why: "Resource Explorer has no index there" })),
    ),
  );
}

/** The operations of Resource Explorer that are needed, in one Region; nothing here changes anything. */
class ExplorerApi {
  constructor(
    private readonly session: AwsSession,
    private readonly region: string,
  ) {}

  readonly aggregatorIndexes: PageReader<sdk.Index> = async (NextToken) => {
    const output = await this.call("ListIndexes", (client, options) =>
      client.send(new sdk.ListIndexesCommand({ Type: "AGGREGATOR", NextToken }), options),
    );
    return this.page(output.Indexes, output.NextToken, "ListIndexes");
  };

  readonly views: PageReader<string> = async (NextToken) => {
    const output = await this.call("ListViews", (client, options) =>
      client.send(new sdk.ListViewsCommand({ NextToken }), options),
    );
    return this.page(output.Views, output.NextToken, "ListViews");
  };

  readonly supportedTypes: PageReader<sdk.SupportedResourceType> = async (NextToken) => {
    const output = await this.call("ListSupportedResourceTypes", (client, options) =>
      client.send(new sdk.ListSupportedResourceTypesCommand({ NextToken }), options),
    );
    return this.page(output.ResourceTypes, output.NextToken, "ListSupportedResourceTypes");
  };

  async view(ViewArn: string): Promise<sdk.View | undefined> {
    const output = await this.call("GetView", (client, options) =>
      client.send(new sdk.GetViewCommand({ ViewArn }), options),
    );
    return output.View;
  }

  memberIndexes(accounts: readonly string[]): PageReader<sdk.MemberIndex> {
    return async (NextToken) => {
      const asked = { AccountIdList: [...accounts], NextToken };
      const output = await this.call("ListIndexesForMembers", (client, options) =>
        client.send(new sdk.ListIndexesForMembersCommand(asked), options),
      );
      return this.page(output.Indexes, output.NextToken, "ListIndexesForMembers");
    };
  }

  resources(ViewArn: string, type: string): PageReader<sdk.Resource> {
    const Filters = { FilterString: `resourcetype:${type}` };
    return async (NextToken) => {
      const asked = { ViewArn, Filters, MaxResults: RESOURCES_A_PAGE, NextToken };
      const output = await this.call("ListResources", (client, options) =>
        client.send(new sdk.ListResourcesCommand(asked), options),
      );
      return this.page(output.Resources, output.NextToken, "ListResources");
    };
  }

  private page<T>(items: readonly T[] | undefined, next: string | undefined, operation: string) {
    return { items: items ?? [], next, action: `resource-explorer-2:${operation}` };
  }

  private async call<T>(
    operation: string,
    send: (
      client: sdk.ResourceExplorer2Client,
      options: { readonly abortSignal?: AbortSignal },
    ) => Promise<T>,
  ): Promise<T> {
    const { region } = this;
    const client = await this.session.client(
      "resource-explorer",
      (configuration) => new sdk.ResourceExplorer2Client(configuration),
      region,
    );
    return this.session.call(
      `resource-explorer-2:${operation}`,
      (options) => send(client, options),
      [],
      region,
    );
  }
}
