import { isJsonObject, itemsOf } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { pageProblem } from "./inventory-format";
import type { JsonFormat } from "./inventory-format";
import { recordObject, RecordProblem, resourceOfRecord, tagsOfList } from "./inventory-record";

/** `aws configservice select-aggregate-resource-config`; each result is JSON in a text. */
export const AWS_CONFIG: JsonFormat = {
  name: "AWS Config",
  blindSpots: [
    "AWS Config lists what its recorders record: types, accounts and Regions without recording, or outside the aggregator, are missing.",
  ],
  isDocument: (document) => Object.hasOwn(document, "Results"),
  isRecord: (record) =>
    Object.hasOwn(record, "awsRegion") || Object.hasOwn(record, "configurationItemStatus"),
  read: (document) => ({
    key: "Results",
    records: itemsOf(document.Results),
    problem: pageProblem(document, "NextToken"),
  }),
  resource: (value) => {
    const record = recordObject(parsed(value));
    const { arn, accountId, awsRegion: region, tags } = record;
    // `SELECT` must name the tags; a query without them says nothing of tags.
    return resourceOfRecord({ arn, accountId, region, tags: tagsOfList(tags, ["key", "value"]) }, "arn");
  },
};

function parsed(value: JsonValue): JsonValue {
  if (typeof value !== "string") {
    return value;
  }
  try {
    const result = JSON.parse(value) as JsonValue;
    return isJsonObject(result) ? result : value;
  } catch {
    throw new RecordProblem("A result of AWS Config must be JSON in a string.");
  }
}
