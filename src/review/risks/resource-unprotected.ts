import { counted } from "../../text/counted";
import { resourcesOf, typesOf } from "../resources/resource-changes";
import type { ResourceChange } from "../resources/resource-changes";
import type { Risk, RiskFinding } from "./risk";

export const resourceUnprotected: Risk = {
  id: "resource-unprotected",
  severity: "error",
  sentence:
    "With --resources: resources that a backup plan selects now will not be selected. As a warning: it is not known whether they will be.",
  hint: "Let a plan select them, or acknowledge the finding with a reason.",
  find: ({ resources }) => {
    const groups = new Map<string, ResourceChange[]>();
    for (const change of resources?.changes ?? []) {
      if (change.effect === "loses-protection" || change.effect === "may-lose-protection") {
        const key = `${change.effect} ${change.detail}`;
        groups.set(key, [...(groups.get(key) ?? []), change]);
      }
    }
    return [...groups.values()].flatMap(findingOfGroup);
  },
};

function findingOfGroup(changes: readonly ResourceChange[]): readonly RiskFinding[] {
  const [first] = changes;
  if (first === undefined) {
    return [];
  }
  const { effect, detail, examples } = first;
  const resources = resourcesOf(changes);
  const what = `${counted(resources, "resource")} (${typesOf(changes)})`;
  const isCertain = effect === "loses-protection";
  const verb = isCertain ? (resources === 1 ? "loses its" : "lose their") : "may lose their";
  const rest = resources > 1 ? `, and ${resources - 1} more` : "";
  return [
    {
      ...(isCertain ? {} : { severity: "warning" as const }),
      message: `${what} ${verb} backup: ${detail} (${examples[0] ?? ""}${rest}).`,
      accounts: [...new Set(changes.flatMap(({ accountId }) => accountId ?? []))],
      policies: [],
      path: "",
      resources,
    },
  ];
}
