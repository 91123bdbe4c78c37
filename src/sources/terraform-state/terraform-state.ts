import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject, objectOf, objectsOf, textOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
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
  const resources = isJsonObject(state) ? resourcesOf(state) : undefined;
  if (resources === undefined) {
    throw new OrgBackupError("input", "Not a Terraform state file.", {
      where: displayName(file),
      hint: "Write one with: terraform show -json > state.json, or terraform state pull > state.json",
    });
  }
  return resources;
}

function resourcesOf(state: JsonObject): readonly StateResource[] | undefined {
  if (Array.isArray(state.resources)) {
    return objectsOf(state.resources).flatMap(instancesOf);
  }
  if (state.format_version === undefined || state.resource_changes !== undefined) {
    return undefined;
  }
  return moduleResources(objectOf(objectOf(state.values).root_module));
}

/** One resource of a state file, with all its instances. */
function instancesOf(resource: JsonObject): readonly StateResource[] {
  const [type, name] = [textOf(resource.type), textOf(resource.name)];
  if (type === undefined || name === undefined) {
    return [];
  }
  const mode = resource.mode === "data" ? "data" : "managed";
  const module = typeof resource.module === "string" ? `${resource.module}.` : "";
  const address = `${module}${mode === "data" ? "data." : ""}${type}.${name}`;
  return objectsOf(resource.instances).flatMap(
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
