import { joinPath } from "../../text/policy-path";
import type { AdvancedSetting, BackupPlan, ScanSetting } from "../backup-plan";
import { PartContent } from "./part-content";
import type { PlanSource } from "./plan-source";
import { readRule } from "./read-rule";
import { readSelection } from "./read-selection";
import { readTags } from "./read-tags";
import { texts, text } from "./read-value";

/** Reads a plan into its parts. */
export function readPlan<Node>(source: PlanSource<Node>, name: string, plan: Node): BackupPlan {
  const path = joinPath(["plans", name]);
  const regions = texts(source, plan, "regions");
  const selections = source.child(plan, "selections");
  const tags = source.child(plan, "backup_plan_tags");
  return {
    name,
    path,
    regions,
    rules: source
      .members(source.child(plan, "rules"))
      .map(([rule, node]) => readRule(source, rule, node, `${path}/rules/${joinPath([rule])}`, regions)),
    selections: (["tags", "resources"] as const).flatMap((kind) =>
      source
        .members(source.child(selections, kind))
        .map(([selection, node]) =>
          readSelection(source, kind, selection, node, `${path}/selections/${kind}/${joinPath([selection])}`),
        ),
    ),
    tags: readTags(source, tags, `${path}/backup_plan_tags`),
    advancedSettings: advancedSettings(source, source.child(plan, "advanced_backup_settings"), path),
    scanSettings: scanSettings(source, source.child(plan, "scan_settings"), path),
    content: new PartContent(source, plan),
  };
}

function advancedSettings<Node>(
  source: PlanSource<Node>,
  settings: Node | undefined,
  planPath: string,
): readonly AdvancedSetting[] {
  return source.members(settings).flatMap(([service, node]) =>
    source.settingNames(node).flatMap((name) => {
      const value = text(source, node, name);
      const path = `${planPath}/${joinPath(["advanced_backup_settings", service, name])}`;
      return value === undefined ? [] : [{ path, service, name, value }];
    }),
  );
}

function scanSettings<Node>(
  source: PlanSource<Node>,
  settings: Node | undefined,
  planPath: string,
): readonly ScanSetting[] {
  return source.members(settings).map(([scanner, node]) => ({
    path: `${planPath}/${joinPath(["scan_settings", scanner])}`,
    scanner,
    resourceTypes: texts(source, node, "resource_types"),
    scannerRole: text(source, node, "scanner_role_arn"),
  }));
}
