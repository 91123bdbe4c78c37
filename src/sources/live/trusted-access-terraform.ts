import { OrgBackupError } from "../../org-backup-error";
import type { TerraformManager } from "../../jobs/trusted-access";
import { BACKUP_PRINCIPAL } from "../../jobs/trusted-access";
import { isJsonObject, objectOf } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { readValue } from "../read-document";
import { displayName } from "../read-text";
import { moduleResources } from "../terraform-plan/plan-resource";
import type { StateResource } from "../terraform-plan/plan-resource";
import { fileResources } from "../terraform-state/terraform-state";

/**
 * The resources of a Terraform state, of `terraform show -json` or of a plan in JSON that decide AWS Backup's
 * trusted access, those that a plan would create included.
 *
 * @throws OrgBackupError (`input`) for a file that is none of the three
 */
export function readTrustedAccessManagers(file: string): readonly TerraformManager[] {
  const resources = resourcesIn(readValue(file), displayName(file));
  if (resources === undefined) {
    throw new OrgBackupError("input", "This is neither a Terraform state nor a plan in JSON.", {
      where: displayName(file),
      hint: "terraform state pull > state.json, or terraform show -json > state.json",
    });
  }
  const addresses = new Set(resources.filter(decides).map(({ address }) => address));
  return [...addresses].map((address) => ({ address, file: displayName(file) }));
}

/** `aws_organizations_organization` is authoritative for all principals, those that it does not name too. */
function decides({ mode, type, values }: StateResource): boolean {
  return (
    mode === "managed" &&
    (type === "aws_organizations_organization" ||
      (/^aws_organizations_(aws_)?service_access$/.test(type) &&
        values.service_principal === BACKUP_PRINCIPAL))
  );
}

function resourcesIn(document: JsonValue, where: string): readonly StateResource[] | undefined {
  if (!isJsonObject(document)) {
    return undefined;
  }
  if (typeof document.version === "number") {
    return fileResources(document, where);
  }
  return document.format_version === undefined
    ? undefined
    : [document.values, document.planned_values, objectOf(document.prior_state).values].flatMap((values) =>
        moduleResources(values, where),
      );
}
