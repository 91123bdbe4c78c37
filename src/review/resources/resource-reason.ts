import { tagOf } from "../../capabilities/selection/compile-selection";
import type { SelectableResource, SelectionMiss } from "../../capabilities/selection/compile-selection";
import { list } from "../words";

/** Why a resource is not selected, or why that is not known. */
export type ReasonCode =
  // Nothing that a policy says could select it.
  | "type-not-supported"
  | "account-not-active"
  | "restore-test"
  // A change of the policy or of the resource selects it.
  | "account-not-in-organization"
  | "no-policy"
  | "policy-withheld"
  | "type-not-in-region"
  | "type-not-selected"
  | "excluded"
  | "no-tag"
  | "tag-key-case"
  | "tag-value"
  | "tag-value-case"
  | "opted-out"
  | "region-not-in-plan"
  | "plan-ended"
  // Not known.
  | "account-not-known"
  | "region-not-known"
  | "tags-not-known"
  | "policy-not-known"
  | "order-not-known"
  | "schedule-not-known"
  | "condition-not-known"
  | "support-not-known"
  | "opt-in-not-known";

export interface ResourceReason {
  readonly code: ReasonCode;
  /** Without anything of the single resource, so that resources can be counted by it. */
  readonly summary: string;
  /** A sentence without a full stop. */
  readonly words: string;
}

/** Resources that no policy of the organization could select; they are counted apart. */
export const OUT_OF_REACH: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  "type-not-supported",
  "account-not-active",
  "restore-test",
]);

export function reason(code: ReasonCode, summary: string, words: string = summary): ResourceReason {
  return { code, summary, words };
}

/** How near a resource is to being selected: the nearest reason is the one to act on. */
export function nearness({ code }: ResourceReason): number {
  return NEAREST_LAST.indexOf(code);
}

const NEAREST_LAST: readonly ReasonCode[] = [
  "type-not-selected",
  "excluded",
  "no-tag",
  "tag-value",
  "tag-key-case",
  "tag-value-case",
  "opted-out",
  "region-not-in-plan",
  "restore-test",
];

/** Reasons that were put into words: inventories repeat them for thousands of resources. */
const worded = new WeakMap<SelectionMiss, Map<string, ResourceReason>>();

/** Values of a tag may be as many as resources: then they are put into words each time. */
const KEPT_WORDS = 1000;

/** Why one selection does not take a resource. */
export function reasonOfMiss(miss: SelectionMiss, resource: SelectableResource): ResourceReason {
  const known = worded.get(miss) ?? new Map<string, ResourceReason>();
  worded.set(miss, known);
  const key = varyingPart(miss, resource);
  const found = known.get(key) ?? newReason(miss, resource);
  if (known.size < KEPT_WORDS) {
    known.set(key, found);
  }
  return found;
}

/** What of the reason is the resource's own. */
function varyingPart(miss: SelectionMiss, { tags = {} }: SelectableResource): string {
  switch (miss.kind) {
    case "tag-absent":
      return similarKey(miss.key, tags) ?? "";
    case "tag-value":
    case "tag-ruled-out":
      return tagOf(tags, miss.key) ?? "";
    default:
      return "";
  }
}

function similarKey(wanted: string, tags: Readonly<Record<string, string>>): string | undefined {
  const lower = wanted.toLowerCase();
  return Object.keys(tags).find((key) => key.length === wanted.length && key.toLowerCase() === lower);
}

function newReason(miss: SelectionMiss, { tags = {} }: SelectableResource): ResourceReason {
  switch (miss.kind) {
    case "restore-test":
      return reason("restore-test", "made by a restore test, which backup plans ignore");
    case "pattern":
      return reason("type-not-selected", "type not selected");
    case "excluded":
      return reason("excluded", `excluded by ${miss.pattern}`);
    case "tag-absent": {
      const similar = similarKey(miss.key, tags);
      return similar === undefined
        ? missingTags([miss.key])
        : reason(
            "tag-key-case",
            `key of tag "${miss.key}" differs in case`,
            `no tag "${miss.key}"; its tag "${similar}" differs in case`,
          );
    }
    case "tag-value": {
      const actual = tagOf(tags, miss.key) ?? "";
      const similar = miss.wanted.find((value) => value.toLowerCase() === actual.toLowerCase());
      return similar === undefined
        ? reason(
            "tag-value",
            `value of tag "${miss.key}" is not selected`,
            `tag "${miss.key}" is ${JSON.stringify(actual)}; selected values: ${list(miss.wanted.map((value) => JSON.stringify(value)))}`,
          )
        : reason(
            "tag-value-case",
            `value of tag "${miss.key}" differs in case`,
            `tag "${miss.key}" is ${JSON.stringify(actual)}, not ${JSON.stringify(similar)}: case differs`,
          );
    }
    case "tag-ruled-out":
      return reason(
        "tag-value",
        `value of tag "${miss.key}" is ruled out`,
        `tag "${miss.key}" is ${JSON.stringify(tagOf(tags, miss.key))}, which the selection rules out`,
      );
  }
}

/** Resources without any of the tags that selections ask for. */
export function missingTags(keys: readonly string[]): ResourceReason {
  return reason("no-tag", `no tag ${keys.map((key) => `"${key}"`).join(" or ")}`);
}
