import { QUOTAS } from "../quotas";
import type { QuotaId } from "../quotas";
import type { GrammarNode, ListSetting } from "../grammar/node";
import type { Occurrence } from "../validate/findings";
import type { ContainerView, SettingView, View } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** Counts what one document holds; several documents together may hold more. */
export const quotaExceeded: AdviceRule = {
  id: "quota-exceeded",
  severity: "warning",
  sentence:
    "A document has more rules, copies, tags, selections or conditions than AWS Backup takes; AWS Organizations accepts it.",
  hint: "Reduce the number, or split the plan.",
  concepts: "every",
  appliesTo: ({ node, keys }) =>
    node.kind === "named"
      ? node.maximum !== undefined
      : node.maximumInside !== undefined || [...keys.values()].some((child) => hasMaximum(child.node)),
  check: (view) => {
    const { node } = view.grammar;
    if (node.kind === "named") {
      return node.maximum === undefined
        ? undefined
        : exceeded(view, node.maximum, view.children.size, node.maximumInEffective);
    }
    const found: Occurrence[] = [];
    if (node.maximumInside !== undefined) {
      found.push(...exceeded(view, node.maximumInside, grandchildren(view)));
    }
    view.children.forEach((child) => {
      if (child?.kind === "setting" && child.grammar.isList) {
        found.push(...exceededList(child));
      }
    });
    return found;
  },
};

function hasMaximum(node: GrammarNode): node is ListSetting & { readonly maximum: QuotaId } {
  return node.kind === "list" && node.maximum !== undefined;
}

function exceededList(view: SettingView): readonly Occurrence[] {
  const { node } = view.grammar;
  return hasMaximum(node) ? exceeded(view, node.maximum, new Set(view.kept).size) : [];
}

function exceeded(view: View, quota: QuotaId, count: number, withheld = false): readonly Occurrence[] {
  const { limit, item } = QUOTAS[quota];
  if (count <= limit) {
    return [];
  }
  const consequence = withheld
    ? "AWS accepts the document, but withholds the effective policy of every account with ELEMENTS_TOO_MANY"
    : "AWS Organizations accepts the document; whether it then withholds the effective policy or AWS Backup ignores the excess is not recorded";
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
