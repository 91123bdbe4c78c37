import type { FixedContainer } from "./node";
import { tagKey, tagValue } from "./value-spec";

/** A tag that AWS Backup writes; its name in the policy must equal its key, ignoring case. */
export const tag = {
  kind: "fixed",
  concept: "tag",
  title: "a tag",
  doc: "One tag; the name of this container equals tag_key, ignoring case.",
  evidence: "captured",
  keys: {
    tag_key: {
      kind: "single",
      value: tagKey,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The key of the tag, with its case.",
      evidence: "captured",
      aliases: ["key"],
    },
    tag_value: {
      kind: "single",
      value: tagValue,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The value of the tag, with its case; a single text, not a list.",
      evidence: "captured",
      aliases: ["value", "tag_values"],
    },
  },
} as const satisfies FixedContainer;
