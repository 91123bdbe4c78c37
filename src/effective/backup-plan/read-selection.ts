import { compareText } from "../../text/compare-text";
import type { BackupSelection, NamedCondition } from "./backup-selection";
import { PartContent } from "./part-content";
import type { PlanSource } from "./plan-source";
import { text, texts } from "./read-value";

export function readSelection<Node>(
  source: PlanSource<Node>,
  kind: BackupSelection["kind"],
  name: string,
  selection: Node,
  path: string,
): BackupSelection {
  return {
    kind,
    name,
    path,
    role: text(source, selection, "iam_role_arn"),
    tagKey: text(source, selection, "tag_key"),
    tagValues: texts(source, selection, "tag_value"),
    resourceTypes: texts(source, selection, "resource_types"),
    notResourceTypes: texts(source, selection, "not_resource_types"),
    conditions: readConditions(source, source.child(selection, "conditions")),
    content: new PartContent(source, selection),
  };
}

function readConditions<Node>(
  source: PlanSource<Node>,
  conditions: Node | undefined,
): readonly NamedCondition[] {
  return source
    .members(conditions)
    .flatMap(([operator, named]) =>
      source.members(named).map(([name, condition]) => ({
        operator,
        name,
        key: text(source, condition, "condition_key"),
        value: text(source, condition, "condition_value"),
      })),
    )
    .sort((first, second) => compareText(sortKey(first), sortKey(second)));
}

function sortKey({ operator, name }: NamedCondition): string {
  return JSON.stringify([operator, name]);
}
