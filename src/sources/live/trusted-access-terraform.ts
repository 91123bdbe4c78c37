import { OrgBackupError } from "../../org-backup-error";
import type { TerraformManager } from "../../jobs/trusted-access";
import { BACKUP_PRINCIPAL } from "../../jobs/trusted-access";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { displayName, readText } from "../read-text";

/**
 * The resources of a Terraform state, of `terraform show -json` or of a plan in JSON that decide AWS Backup's
 * trusted access, those that a plan would create included.
 *
 * @throws OrgBackupError (`input`) for a file that is none of the three
 */
export function readTrustedAccessManagers(file: string): readonly TerraformManager[] {
  const resources = resourcesIn(parse(file));
  if (resources === undefined) {
    throw new OrgBackupError("input", "This is neither a Terraform state nor a plan in JSON.", {
      where: displayName(file),
      hint: "terraform state pull > state.json, or terraform show -json > state.json",
    });
  }
  const addresses = new Set(resources.filter(decides).map(({ address }) => address));
  return [...addresses].map((address) => ({ address, file: displayName(file) }));
}

interface FoundResource {
  readonly address: string;
  readonly type: string;
  readonly attributes: JsonObject;
}

/** `aws_organizations_organization` is authoritative for all principals, those that it does not name too. */
function decides({ type, attributes }: FoundResource): boolean {
  return (
    type === "aws_organizations_organization" ||
    (/^aws_organizations_(aws_)?service_access$/.test(type) &&
      attributes.service_principal === BACKUP_PRINCIPAL)
  );
}

function parse(file: string): JsonValue {
  const text = readText(file);
  try {
    return JSON.parse(text) as JsonValue;
  } catch (cause) {
    throw new OrgBackupError("input", `This is not JSON: ${(cause as Error).message}`, {
      where: displayName(file),
      hint: "terraform state pull > state.json, or terraform show -json > state.json",
      cause,
    });
  }
}

function resourcesIn(document: JsonValue): readonly FoundResource[] | undefined {
  if (!isJsonObject(document)) {
    return undefined;
  }
  if (Array.isArray(document.resources) && typeof document.version === "number") {
    return objectsIn(document.resources).flatMap(stateResources);
  }
  if (document.format_version === undefined) {
    return undefined;
  }
  const prior = isJsonObject(document.prior_state) ? document.prior_state.values : undefined;
  return [document.values, document.planned_values, prior].flatMap((values) =>
    isJsonObject(values) ? moduleResources(values.root_module) : [],
  );
}

/** Format 4 of the state: instances below each resource. */
function stateResources(resource: JsonObject): readonly FoundResource[] {
  const { mode, type, name, module, instances } = resource;
  if (mode !== "managed" || typeof type !== "string" || typeof name !== "string") {
    return [];
  }
  const address = `${typeof module === "string" ? `${module}.` : ""}${type}.${name}`;
  return objectsIn(instances).flatMap(({ attributes }) =>
    isJsonObject(attributes) ? [{ address, type, attributes }] : [],
  );
}

function moduleResources(module: JsonValue | undefined): readonly FoundResource[] {
  const found: FoundResource[] = [];
  const open = [module];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (isJsonObject(at)) {
      for (const { mode, type, address, values } of objectsIn(at.resources)) {
        if (
          mode === "managed" &&
          typeof type === "string" &&
          typeof address === "string" &&
          isJsonObject(values)
        ) {
          found.push({ address, type, attributes: values });
        }
      }
      open.push(...objectsIn(at.child_modules));
    }
  }
  return found;
}

function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}
