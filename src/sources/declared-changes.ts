import { OrgBackupError } from "../org-backup-error";
import type { ChangeKind } from "../review/preflight/needed-actions";
import { isJsonObject, itemsOf, objectsOf } from "../text/json";
import type { JsonValue } from "../text/json";
import { readPlanFile } from "./terraform-plan/plan-file";
import { readStacks } from "./synthesized/stack-json";

export type DeclaredChanges = ReadonlyMap<string, ReadonlySet<ChangeKind>>;

/** What Terraform plans do, by type of resource. */
export function changesInPlans(files: readonly string[]): DeclaredChanges {
  const changes = new Map<string, Set<ChangeKind>>();
  for (const file of files) {
    const { json } = readPlanFile(file);
    for (const resource of objectsOf(json.resource_changes)) {
      const actions = isJsonObject(resource.change) ? resource.change.actions : undefined;
      if (typeof resource.type === "string" && resource.mode !== "data") {
        add(changes, resource.type, itemsOf(actions).flatMap(kindOf));
      }
    }
  }
  return changes;
}

/** What synthesized code may do, by type of resource: whatever is there is assumed to be created and updated. */
export function changesInCode(directory: string): DeclaredChanges {
  const changes = new Map<string, Set<ChangeKind>>();
  for (const { json } of readStacks(directory)) {
    const resources = isJsonObject(json.resource) ? json.resource : {};
    for (const type of Object.keys(resources)) {
      add(changes, type, ["create", "update"]);
    }
  }
  if (changes.size === 0) {
    throw new OrgBackupError("input", "The code declares no resources.", { where: directory });
  }
  return changes;
}

function add(changes: Map<string, Set<ChangeKind>>, type: string, kinds: readonly ChangeKind[]): void {
  const known = changes.get(type) ?? new Set<ChangeKind>();
  changes.set(type, known);
  known.add("read");
  kinds.forEach((kind) => known.add(kind));
}

function kindOf(action: JsonValue): readonly ChangeKind[] {
  return action === "create" || action === "update" || action === "delete" || action === "read"
    ? [action]
    : [];
}
