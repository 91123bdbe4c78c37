import { didYouMeanSentence } from "../../text/did-you-mean";
import { itemsOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { JsonFormat } from "./inventory-format";
import { recordObject, RecordProblem, resourceOfRecord, tagsOfObject } from "./inventory-record";

const KEYS = ["arn", "accountId", "region", "tags"] as const;
const DOCUMENT_KEYS = ["version", "resources"];

/** `{"version":1,"resources":[{"arn","accountId","region","tags":{}}]}` */
export const OWN_FORMAT: JsonFormat = {
  name: "resources.json",
  blindSpots: [],
  isDocument: (document) => Object.hasOwn(document, "resources"),
  isRecord: (record) => Object.hasOwn(record, "arn"),
  read: (document) => ({
    key: "resources",
    records: itemsOf(document.resources),
    problem: documentProblem(document),
  }),
  resource: (value) => {
    const record = recordObject(value);
    const unknown = Object.keys(record).find((key) => !(KEYS as readonly string[]).includes(key));
    if (unknown !== undefined) {
      throw new RecordProblem(
        `There is no key ${JSON.stringify(unknown)} here.${didYouMeanSentence(unknown, KEYS)} Known keys: ${KEYS.join(", ")}.`,
      );
    }
    const { arn, accountId, region, tags } = record;
    return resourceOfRecord({ arn, accountId, region, tags: tagsOfObject(tags) }, "arn");
  },
};

function documentProblem(
  document: JsonObject,
): { readonly key: string; readonly message: string } | undefined {
  const unknown = Object.keys(document).find((key) => !DOCUMENT_KEYS.includes(key));
  if (unknown !== undefined) {
    const meant = didYouMeanSentence(unknown, DOCUMENT_KEYS);
    return { key: unknown, message: `There is no key ${JSON.stringify(unknown)} here.${meant}` };
  }
  if (document.version !== 1) {
    const message =
      document.version === undefined ? 'The key "version" is missing: it must be 1.' : '"version" must be 1.';
    return { key: "version", message };
  }
  return Array.isArray(document.resources)
    ? undefined
    : { key: "resources", message: '"resources" must be a list.' };
}
