import { isJsonObject, itemsOf, objectOf, objectsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { Resource } from "../../organization/inventory";
import { counted } from "../../text/counted";
import { pageProblem } from "./inventory-format";
import type { JsonFormat } from "./inventory-format";
import { recordObject, resourceOfRecord, tagsOfList } from "./inventory-record";

/** `aws resource-explorer-2 search` or `list-resources`. */
export const RESOURCE_EXPLORER: JsonFormat = {
  name: "Resource Explorer",
  blindSpots: [
    "Resource Explorer lists the types that it supports, in the accounts and Regions with an index that the view includes.",
  ],
  isDocument: (document) => Object.hasOwn(document, "Resources"),
  isRecord: (record) => Object.hasOwn(record, "Arn"),
  read: (document) => {
    const records = itemsOf(document.Resources);
    // A view without tags looks like resources without tags, unless one of them has some.
    const hasTags = records.some((record) => isJsonObject(record) && tagsProperty(record) !== undefined);
    return {
      key: "Resources",
      records,
      problem: pageProblem(document, "NextToken"),
      cutOff: cutOff(document, records.length),
      resource: (record) => explorerResource(record, hasTags),
    };
  },
  resource: (record) => explorerResource(record, false),
};

/** @param hasTags whether a resource without the property has no tags, rather than tags that are not shown */
export function explorerResource(value: JsonValue, hasTags: boolean): Resource {
  const record = recordObject(value);
  const { Arn: arn, OwningAccountId: accountId, Region: region } = record;
  const tags = tagsProperty(record) ?? (hasTags ? [] : undefined);
  return resourceOfRecord({ arn, accountId, region, tags: tagsOfList(tags, ["Key", "Value"]) }, "Arn");
}

function tagsProperty({ Properties: properties }: JsonObject): JsonValue | undefined {
  return objectsOf(properties).find(({ Name: name }) => name === "tags")?.Data;
}

function cutOff({ Count: count }: JsonObject, found: number): string | undefined {
  const { Complete: isComplete, TotalResources: total } = objectOf(count);
  if (isComplete === false) {
    return `Resource Explorer cut the result off after ${counted(found, "resource")}: one search returns 1,000 at most. Search by Region or type, or use list-resources.`;
  }
  return typeof total === "number" && total > found
    ? `Resource Explorer counted ${counted(total, "resource")}, the file holds ${counted(found, "resource")}.`
    : undefined;
}
