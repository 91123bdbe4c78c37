import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { sameConditions } from "../../effective/backup-plan/same-conditions";
import type { PlanPair } from "../protection-pairs";
import { list } from "../words";
import { findInPlans } from "./find-in-plans";
import type { PlanFinding } from "./find-in-plans";
import type { Risk } from "./risk";

export const selectionRemoved: Risk = {
  id: "selection-removed",
  severity: "error",
  sentence: "A selection is removed or becomes narrower: resources are no longer backed up.",
  hint: "Check that other selections take every resource that only this one took.",
  find: (context) => findInPlans(context, lostIn),
};

function lostIn({ lostSelections, selections }: PlanPair): readonly PlanFinding[] {
  return [
    ...lostSelections.map((selection) => ({
      message: `Selection ${JSON.stringify(selection.name)} is removed (${selected(selection)}).`,
      path: selection.path,
    })),
    ...selections.flatMap(({ before, after }) => narrowed(before, after)),
  ];
}

function narrowed(before: BackupSelection, after: BackupSelection): readonly PlanFinding[] {
  const { name, path } = after;
  const tell = (setting: string, what: string): PlanFinding => ({
    message: `Selection ${JSON.stringify(name)} becomes narrower: ${what}.`,
    path: `${path}/${setting}`,
  });
  const gone = (first: readonly string[], second: readonly string[]): readonly string[] =>
    first.filter((member) => !second.includes(member));
  const values = gone(before.tagValues, after.tagValues);
  // `*` takes in all the others, and so do conditions without types.
  const [first, second] = [before.resourceTypes, after.resourceTypes];
  const takesAll = second.length === 0 || second.includes("*");
  const types = takesAll ? [] : gone(first, second);
  const excluded = gone(after.notResourceTypes, before.notResourceTypes);
  return [
    ...(before.tagKey !== after.tagKey
      ? [tell("tag_key", `it looks for the tag ${String(after.tagKey)} instead of ${String(before.tagKey)}`)]
      : []),
    ...(values.length > 0
      ? [tell("tag_value", `resources with ${String(before.tagKey)} = ${list(values)} are left out`)]
      : []),
    ...(types.length > 0
      ? [tell("resource_types", `${list(types)} ${types.length === 1 ? "is" : "are"} left out`)]
      : []),
    ...(first.length === 0 && !takesAll
      ? [tell("resource_types", `only ${list(second)} ${second.length === 1 ? "is" : "are"} left`)]
      : []),
    ...(excluded.length > 0
      ? [tell("not_resource_types", `${list(excluded)} ${excluded.length === 1 ? "is" : "are"} left out`)]
      : []),
    ...(!sameConditions(before, after) && after.conditions.length > 0
      ? [tell("conditions", "its conditions change and may match fewer resources")]
      : []),
  ];
}

function selected({ kind, tagKey, tagValues, resourceTypes }: BackupSelection): string {
  return kind === "tags" ? `resources with ${String(tagKey)} = ${list(tagValues)}` : list(resourceTypes);
}
