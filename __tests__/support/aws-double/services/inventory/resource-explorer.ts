import { AwsError } from "../../aws-error";
import type { Input } from "../../input";
import { nextToken, pager } from "../../paging";
import { RestJsonProtocol } from "../../protocols/rest-json";
import type { Call, Operations, Service } from "../../service";
import { jsonErrors } from "../json-errors";
import type { OrganizationsStore } from "../organizations/organizations-store";
import { typeOfArn } from "./inventory-store";
import type { InventoryStore, SeedResource, View } from "./inventory-store";

const OPERATIONS = [
  "GetView",
  "ListIndexes",
  "ListIndexesForMembers",
  "ListResources",
  "ListSupportedResourceTypes",
  "ListViews",
];

const SUPPORTED = [
  "cloudformation:stack",
  "dynamodb:table",
  "ec2:instance",
  "ec2:volume",
  "eks:cluster",
  "elasticfilesystem:file-system",
  "lambda:function",
  "rds:cluster",
  "rds:db",
  "redshift:cluster",
  "s3:bucket",
];

const invalid = (message: string): AwsError => new AwsError("ValidationException", message);

const page = pager({
  token: ["NextToken"],
  size: ["MaxResults"],
  defaultSize: 1000,
  next: nextToken,
  invalidToken: () => invalid("The token is not valid."),
  checkSize: (size) => {
    if (!Number.isInteger(size) || size < 1 || size > 1000) {
      throw invalid("MaxResults must be between 1 and 1000.");
    }
  },
});

/** AWS Resource Explorer: views of the resources in the store. */
export function resourceExplorerService(store: InventoryStore, organizations: OrganizationsStore): Service {
  return {
    signingName: "resource-explorer-2",
    actionPrefix: "resource-explorer-2",
    protocol: new RestJsonProtocol(
      Object.fromEntries(OPERATIONS.map((operation) => [`POST /${operation}`, operation])),
    ),
    errors: jsonErrors,
    operations: operations(store, organizations),
  };
}

function operations(store: InventoryStore, organizations: OrganizationsStore): Operations {
  const viewsOf = ({ accountId, region }: Call["caller"]): readonly View[] =>
    store.views.filter((view) => view.accountId === accountId && view.region === region);
  const find = (input: Input, { caller }: Call): View => {
    const found = viewsOf(caller).find((view) => arnOf(view) === input.text("ViewArn"));
    if (found === undefined) {
      throw new AwsError("ResourceNotFoundException", "The view does not exist.", 404);
    }
    return found;
  };
  return {
    ListIndexes: (input, { caller }) => {
      const region = store.aggregatorIndexes.get(caller.accountId);
      const indexes = region === undefined ? [] : [indexOf(caller.accountId, region, "AGGREGATOR")];
      return page(input, "indexes", "Indexes", indexes, ({ Arn, Region, Type }) => ({ Arn, Region, Type }));
    },

    ListViews: (input, { caller }) => page(input, "views", "Views", viewsOf(caller), arnOf),

    GetView: (input, call) => {
      const view = find(input, call);
      return {
        View: {
          ViewArn: arnOf(view),
          ViewName: view.name,
          Owner: view.accountId,
          Scope: view.scope,
          IncludedProperties: view.showsTags ? [{ Name: "tags" }] : [],
          Filters: { FilterString: view.filter },
        },
        Tags: {},
      };
    },

    ListSupportedResourceTypes: (input) =>
      page(input, "types", "ResourceTypes", SUPPORTED, (type) => ({
        Service: type.split(":")[0],
        ResourceType: type,
      })),

    ListIndexesForMembers: (input, { caller }) => {
      const accounts = input.texts("AccountIdList");
      if (accounts.length < 1 || accounts.length > 10) {
        throw invalid("AccountIdList must have between 1 and 10 members.");
      }
      if (!organizations.isManagementAccount(caller.accountId)) {
        throw jsonErrors.denied("resource-explorer-2:ListIndexesForMembers", caller.arn);
      }
      const indexes = accounts.flatMap((accountId) =>
        store.regions
          .filter((region) => !store.unindexed.has(`${accountId} ${region}`))
          .map((region) => indexOf(accountId, region, "LOCAL")),
      );
      return page(input, `indexes of ${accounts.join()}`, "Indexes", indexes, (index) => index);
    },

    ListResources: (input, call) => {
      const view = find(input, call);
      const filter = input.object("Filters")?.text("FilterString") ?? "";
      const [, type] = /^resourcetype:([a-z0-9-]+:[a-z0-9-]+)$/.exec(filter) ?? [];
      if (filter !== "" && type === undefined) {
        throw invalid("The filter is not valid.");
      }
      const found = store.resources.filter(
        ({ arn, accountId, region }) =>
          !store.unindexed.has(`${accountId} ${region}`) &&
          (type === undefined || explorerType(arn) === type),
      );
      const { NextToken, ...answer } = page(input, filter, "Resources", found, (resource) =>
        show(resource, view),
      );
      // As the API reference says: no token where 1,000 are asked for.
      return {
        ...answer,
        ViewArn: arnOf(view),
        ...(input.number("MaxResults") === 1000 ? {} : { NextToken }),
      };
    },
  };
}

function indexOf(AccountId: string, Region: string, Type: string) {
  return {
    AccountId,
    Region,
    Arn: `arn:aws:resource-explorer-2:${Region}:${AccountId}:index/00000000-0000-0000-0000-000000000000`,
    Type,
  };
}

function arnOf({ name, accountId, region }: View): string {
  return `arn:aws:resource-explorer-2:${region}:${accountId}:view/${name}/00000000-0000-0000-0000-000000000000`;
}

function explorerType(arn: string): string {
  const { service, form } = typeOfArn(arn);
  return `${service}:${form}`;
}

function show({ arn, accountId, region, tags }: SeedResource, { showsTags }: View): object {
  const Data = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    Arn: arn,
    OwningAccountId: accountId,
    Region: region,
    ResourceType: explorerType(arn),
    Service: typeOfArn(arn).service,
    LastReportedAt: "2026-01-01T00:00:00Z",
    // A resource without tags has no such property.
    Properties:
      showsTags && Data.length > 0 ? [{ Name: "tags", LastReportedAt: "2026-01-01T00:00:00Z", Data }] : [],
  };
}
