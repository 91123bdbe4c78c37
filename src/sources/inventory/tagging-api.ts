import { itemsOf } from "../../text/json";
import { pageProblem } from "./inventory-format";
import type { JsonFormat } from "./inventory-format";
import { recordObject, resourceOfRecord, tagsOfList } from "./inventory-record";

/** `aws resourcegroupstaggingapi get-resources` of one account and Region. */
export const TAGGING_API: JsonFormat = {
  name: "Resource Groups Tagging API",
  blindSpots: [
    "The Tagging API lists resources that have or once had a tag: what was never tagged is missing.",
    "One call lists one account and Region, and names neither: the account of an S3 bucket is not known.",
  ],
  isDocument: (document) => Object.hasOwn(document, "ResourceTagMappingList"),
  isRecord: (record) => Object.hasOwn(record, "ResourceARN"),
  read: (document) => ({
    key: "ResourceTagMappingList",
    records: itemsOf(document.ResourceTagMappingList),
    problem: pageProblem(document, "PaginationToken") ?? pageProblem(document, "NextToken"),
  }),
  resource: (value) => {
    const { ResourceARN: arn, Tags: tags } = recordObject(value);
    return resourceOfRecord({ arn, tags: tagsOfList(tags, ["Key", "Value"]) }, "ResourceARN");
  },
};
