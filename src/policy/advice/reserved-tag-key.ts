import { quoted } from "../validate/quoted";
import type { AdviceRule } from "./advice-rule";

/** Recovery point tags and plan tags are written by AWS Backup, which may not write reserved ones. */
export const reservedTagKey: AdviceRule = {
  id: "reserved-tag-key",
  severity: "warning",
  sentence: "Tag keys that start with `aws:` are reserved; AWS Backup cannot write them.",
  hint: "Choose a key that does not start with `aws:`.",
  concepts: ["tag"],
  check: (tag) => {
    const key = tag.setting("tag_key");
    if (key?.text?.toLowerCase().startsWith("aws:") !== true) {
      return undefined;
    }
    return [
      {
        message: `${quoted(key.text)} starts with aws:, which AWS reserves for itself: the tag cannot be written.`,
        path: key.path(),
        offset: key.valueOffset,
        hint: "Choose a key that does not start with aws:.",
      },
    ];
  },
};
