import { QUOTAS } from "../quotas";
import type { QuotaId } from "../quotas";
import type { Occurrence } from "../validate/findings";
import type { ContainerView, View } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** Counts what one document holds; several documents together may hold more. */
export const quotaExceeded: AdviceRule = {
  id: "quota-exceeded",
  severity: "warning",
  sentence:
    "A document holds more rules, copies, tags, selections or conditions than AWS Backup takes; AWS Organizations accepts it.",
  hint: "Reduce the number, or split the plan.",
  concepts: [
    "plans",
    "rules",
    "copy-actions",
    "recovery-point-tags",
    "tag-selections",
    "tag-selection",
    "selections",
    "conditions",
  ],
  check: (view) => {
    const { node, concept } = view.grammar;
    if (node.kind === "named") {
      return node.maximum === undefined
        ? undefined
        : exceeded(view, node.maximum, view.children.size, node.maximumInEffective);
    }
    if (concept === "tag-selection") {
      const values = view.setting("tag_value");
      return values === undefined
        ? undefined
        : exceeded(values, "tagsPerSelection", new Set(values.kept).size);
    }
    return exceeded(
      view,
      concept === "selections" ? "selectionsPerPlan" : "conditionsPerSelection",
      grandchildren(view),
    );
  },
};

function exceeded(
  view: View,
  quota: QuotaId,
  count: number,
  withheld = false,
): readonly Occurrence[] | undefined {
  const { limit, item } = QUOTAS[quota];
  if (count <= limit) {
    return undefined;
  }
  const consequence = withheld
    ? "AWS accepts the document, but withholds the effective policy of every account with ELEMENTS_TOO_MANY"
    : "AWS Organizations accepts the document, AWS Backup does not carry it out";
  return [
    {
      message: `There are ${count}, and the quota is ${limit} ${item}: ${consequence}.`,
      path: view.path(),
      offset: view.offset,
      hint: `Keep at most ${limit}, or split the plan.`,
    },
  ];
}

function grandchildren(view: ContainerView): number {
  let count = 0;
  for (const child of view.containers()) {
    count += child.children.size;
  }
  return count;
}
