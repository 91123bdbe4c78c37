import { AwsError } from "../../aws-error";
import { tagList } from "../../input";
import { pager } from "../../paging";
import { Json11Protocol } from "../../protocols/json-1-1";
import type { Service } from "../../service";
import { jsonErrors } from "../json-errors";
import type { InventoryStore, SeedResource } from "./inventory-store";

const page = pager({
  token: ["PaginationToken"],
  size: ["ResourcesPerPage"],
  defaultSize: 100,
  // The last page has an empty token.
  next: (token) => ({ PaginationToken: token ?? "" }),
  invalidToken: () => new AwsError("InvalidParameterException", "Invalid pagination token."),
  checkSize: (size) => {
    if (!Number.isInteger(size) || size < 1 || size > 100) {
      throw new AwsError("InvalidParameterException", "ResourcesPerPage must be between 1 and 100.");
    }
  },
});

/** The Resource Groups Tagging API: resources of an account and Region that have or once had a tag. */
export function taggingService(store: InventoryStore): Service {
  return {
    signingName: "tagging",
    actionPrefix: "tag",
    protocol: new Json11Protocol("ResourceGroupsTaggingAPI_20170126", "Message"),
    errors: jsonErrors,
    operations: {
      GetResources: (input, { caller: { accountId, region } }) => {
        const tagged = store.resources.filter(
          (resource) =>
            resource.accountId === accountId &&
            resource.region === region &&
            (resource.wasTagged ?? Object.keys(resource.tags).length > 0),
        );
        return page(input, `resources ${accountId} ${region}`, "ResourceTagMappingList", tagged, show);
      },
    },
  };
}

function show({ arn, tags }: SeedResource): object {
  return { ResourceARN: arn, Tags: tagList(new Map(Object.entries(tags))) };
}
