import type { FixedContainer, NamedContainer } from "./node";
import { conditionKey, tagValue } from "./value-spec";

const condition = {
  kind: "fixed",
  concept: "condition",
  title: "a condition",
  doc: "One condition on a tag of the resource.",
  evidence: "captured",
  keys: {
    condition_key: {
      kind: "single",
      value: conditionKey,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The tag that is compared, as aws:ResourceTag/KEY.",
      evidence: "documented",
      aliases: ["key"],
    },
    condition_value: {
      kind: "single",
      value: tagValue,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The text that the tag's value is compared with; `*` is a wildcard in the two `like` comparisons.",
      evidence: "documented",
      aliases: ["value"],
    },
  },
} as const satisfies FixedContainer;

const comparison = {
  kind: "named",
  concept: "condition-set",
  title: "a comparison",
  placeholder: "condition",
  names: "name",
  child: condition,
  evidence: "documented",
} as const satisfies Omit<NamedContainer, "doc">;

/** Further conditions on the tags of the resources that a selection finds; all must hold. */
export const conditions = {
  kind: "fixed",
  concept: "conditions",
  title: "the conditions of a selection",
  doc: "Conditions on the tags of the resources; a resource is selected where all of them hold.",
  evidence: "documented",
  maximumInside: "conditionsPerSelection",
  keys: {
    string_equals: { ...comparison, doc: "The tag's value equals the text.", aliases: ["StringEquals"] },
    string_not_equals: {
      ...comparison,
      doc: "The tag's value differs from the text.",
      aliases: ["StringNotEquals"],
    },
    string_like: {
      ...comparison,
      doc: "The tag's value matches the text with wildcards.",
      aliases: ["StringLike"],
    },
    string_not_like: {
      ...comparison,
      doc: "The tag's value does not match the text with wildcards.",
      aliases: ["StringNotLike"],
    },
  },
} as const satisfies FixedContainer;
