import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, textOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { objectList } from "../object-list";
import { readValue } from "../read-document";
import { displayName } from "../read-text";
import { conditionOf, moduleResources } from "../terraform-plan/plan-resource";
import type { StateResource } from "../terraform-plan/plan-resource";

/**
 * Every resource of a Terraform state: the JSON of `terraform show -json`, or a state file of version 4.
 *
 * @throws OrgBackupError (`input`)
 */
export function readTerraformState(file: string): readonly StateResource[] {
  const state = readValue(file);
  const resources = isJsonObject(state) ? resourcesOf(state, displayName(file)) : undefined;
  if (resources === undefined) {
    throw new OrgBackupError("input", "Not a Terraform state file.", {
      where: displayName(file),
      hint: "Write one with: terraform show -json > state.json, or terraform state pull > state.json",
    });
  }
  return resources;
}

function resourcesOf(state: JsonObject, where: string): readonly StateResource[] | undefined {
  if (Array.isArray(state.resources)) {
    return fileResources(state, where);
  }
  // A plan has the values that are planned, whether it changes something or not.
  if (state.format_version === undefined || (state.resource_changes ?? state.planned_values) !== undefined) {
    return undefined;
  }
  return moduleResources(state.values, where);
}

/** The resources of a state file of version 4. */
export function fileResources(state: JsonObject, where: string): readonly StateResource[] {
  return objectList(state, "resources", where).flatMap((resource) => instancesOf(resource, where));
}

/** One resource of a state file, with all its instances. */
function instancesOf(resource: JsonObject, where: string): readonly StateResource[] {
  const [type, name] = [textOf(resource.type), textOf(resource.name)];
  if (type === undefined || name === undefined) {
    throw new OrgBackupError("input", 'A resource of the state has no "type" and "name".', { where });
  }
  const mode = resource.mode === "data" ? "data" : "managed";
  const module = typeof resource.module === "string" ? `${resource.module}.` : "";
  const address = `${module}${mode === "data" ? "data." : ""}${type}.${name}`;
  return objectList(resource, "instances", where).flatMap(
    ({ index_key: key, attributes, dependencies, deposed, status, create_before_destroy: createsFirst }) =>
      isJsonObject(attributes)
        ? [
            {
              mode,
              type,
              address: `${address}${indexOf(key)}`,
              values: attributes,
              dependsOn: textsOf(dependencies),
              ...conditionOf(deposed, status === "tainted"),
              ...(createsFirst === true ? { createsFirst } : {}),
            },
          ]
        : [],
  );
}

function indexOf(key: JsonValue | undefined): string {
  return key === undefined || key === null ? "" : `[${JSON.stringify(key)}]`;
}
