import type { AdviceRule } from "./advice-rule";

/** The guide's examples name both types, AWS Backup's own interface takes one. */
export const indexResourceTypes: AdviceRule = {
  id: "index-resource-types",
  severity: "notice",
  sentence:
    "AWS Backup's own interface takes one resource type in the index actions of a rule; what a policy with two does is not known.",
  hint: "Check in one account that both types are indexed, or use one rule per type.",
  concepts: ["index-actions"],
  check: (actions) => {
    const types = actions.setting("resource_types");
    const kept = new Set(types?.kept);
    if (types === undefined || kept.size < 2) {
      return undefined;
    }
    return [
      {
        message: `index_actions names ${[...kept].sort().join(" and ")}; AWS Backup's own interface takes one resource type a rule.`,
        path: types.path(),
        offset: types.valueOffset,
        hint: "Check in one account that both are indexed, or use a rule for each.",
      },
    ];
  },
};
