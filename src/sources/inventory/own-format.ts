import * as v from "valibot";
import type { NotSeen } from "../../organization/inventory";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { itemsOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { HeadSource, JsonFormat } from "./inventory-format";
import { recordObject, RecordProblem, resourceOfRecord, tagsOfObject } from "./inventory-record";

const KEYS = ["arn", "accountId", "region", "tags"] as const;
const HEAD_KEYS = ["version", "source", "blindSpots", "notSeen"];
const DOCUMENT_KEYS = [...HEAD_KEYS, "resources"];

/** What stands in front of the resources: where they come from, and what is missing. */
const headSchema = v.object({
  source: v.optional(v.string()),
  blindSpots: v.optional(v.array(v.string()), []),
  notSeen: v.optional(
    v.array(
      v.strictObject({
        accounts: v.optional(v.array(v.string())),
        regions: v.optional(v.array(v.string())),
        why: v.string(),
      }),
    ),
  ),
});

type Head = v.InferOutput<typeof headSchema>;

/** `{"version":1,"resources":[{"arn","accountId","region","tags":{}}]}` */
export const OWN_FORMAT: JsonFormat = {
  name: "resources.json",
  blindSpots: [],
  isDocument: (document) => Object.hasOwn(document, "resources"),
  isRecord: (record) => Object.hasOwn(record, "arn"),
  isHead: (record) => Object.hasOwn(record, "version") && !Object.hasOwn(record, "resources"),
  readHead: (head) => {
    const problem = headProblem(head, HEAD_KEYS);
    return problem === undefined ? sourceOf(head) : { problem };
  },
  read: (document) => ({
    key: "resources",
    records: itemsOf(document.resources),
    problem: documentProblem(document),
    source: sourceOf(document),
  }),
  resource: (value) => {
    const record = recordObject(value);
    const unknown = Object.keys(record).find((key) => !(KEYS as readonly string[]).includes(key));
    if (unknown !== undefined) {
      throw new RecordProblem(
        `Unknown key ${JSON.stringify(unknown)}.${didYouMeanSentence(unknown, KEYS)} Known keys: ${KEYS.join(", ")}.`,
      );
    }
    const { arn, accountId, region, tags } = record;
    return resourceOfRecord({ arn, accountId, region, tags: tagsOfObject(tags) }, "arn");
  },
};

type Problem = { readonly key: string; readonly message: string } | undefined;

function documentProblem(document: JsonObject): Problem {
  return (
    headProblem(document, DOCUMENT_KEYS) ??
    (Array.isArray(document.resources)
      ? undefined
      : { key: "resources", message: '"resources" must be a list.' })
  );
}

function headProblem(head: JsonObject, known: readonly string[]): Problem {
  const unknown = Object.keys(head).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    const meant = didYouMeanSentence(unknown, known);
    return { key: unknown, message: `Unknown key ${JSON.stringify(unknown)}.${meant}` };
  }
  if (head.version !== 1) {
    const message =
      head.version === undefined ? 'The key "version" is missing: it must be 1.' : '"version" must be 1.';
    return { key: "version", message };
  }
  const { success, issues } = v.safeParse(headSchema, head);
  if (success) {
    return undefined;
  }
  const [first] = issues;
  const [key = "version"] = (v.getDotPath(first) ?? "").split(".");
  return {
    key,
    message: `${JSON.stringify(v.getDotPath(first) ?? key)} is not as expected: ${first.message}.`,
  };
}

/** Nothing of a head with mistakes, which {@link headProblem} names. */
function sourceOf(head: JsonObject): HeadSource {
  const { success, output } = v.safeParse(headSchema, head);
  if (!success) {
    return {};
  }
  const { source, blindSpots, notSeen } = output;
  return {
    ...(source === undefined ? {} : { format: source }),
    blindSpots,
    ...(notSeen === undefined ? {} : { notSeen: notSeen.map(present) }),
  };
}

function present({ accounts, regions, why }: NonNullable<Head["notSeen"]>[number]): NotSeen {
  return {
    ...(accounts === undefined ? {} : { accounts }),
    ...(regions === undefined ? {} : { regions }),
    why,
  };
}
