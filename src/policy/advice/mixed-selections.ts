import type { AdviceRule } from "./advice-rule";

/** Documented as alternatives; both together are accepted and published. */
export const mixedSelections: AdviceRule = {
  id: "mixed-selections",
  severity: "warning",
  sentence:
    "A plan selects by `tags` or by `resources`; AWS documents them as mutually exclusive and does not check it.",
  hint: "Use resource selections with conditions on tags, or one plan per kind of selection.",
  concepts: ["selections"],
  check: (selections) => {
    const resources = selections.container("resources");
    const tags = selections.container("tags");
    if (
      resources === undefined ||
      tags === undefined ||
      resources.children.size === 0 ||
      tags.children.size === 0
    ) {
      return undefined;
    }
    return [
      {
        message:
          "The plan selects by tags and by resources; AWS documents the two as mutually exclusive and accepts them together.",
        path: selections.path(),
        offset: Math.max(resources.offset, tags.offset),
        hint: "Use resource selections with conditions on tags, or a plan for each.",
      },
    ];
  },
};
