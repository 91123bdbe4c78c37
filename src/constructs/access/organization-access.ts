import type { Organization } from "../../organization/organization";
import { OrganizationsOrganization } from "../aws-bindings";
import { constructError } from "../construct-error";
import { Fn, Token } from "../framework";
import type { Construct } from "../framework";
import type { AccessMode } from "./access-mode";
import { BACKUP_POLICY_TYPE, BACKUP_PRINCIPAL } from "./access-props";
import type { AdoptAccessProps, CreateAccessProps } from "./access-props";
import { ImportBlock } from "./import-block";
import { ALL_FEATURES, readOrganization } from "./verified-organization";

/** What an organization has already: literal, or read when Terraform plans. */
interface Existing {
  readonly servicePrincipals: readonly string[];
  readonly policyTypes: readonly string[];
  readonly isKnown: boolean;
}

const NOTHING: Existing = { servicePrincipals: [], policyTypes: [], isKnown: true };

/** Creates the organization. */
export function createAccess(scope: Construct, props: CreateAccessProps): AccessMode {
  return manage(scope, props, NOTHING).mode;
}

/**
 * Imports the organization. The resource decides about all services and policy types, so that those that
 * exist are kept by naming them too.
 *
 * @throws OrgBackupError (`input`) where the id of the organization is not known
 */
export function adoptAccess(
  scope: Construct,
  props: AdoptAccessProps,
  known: Organization | undefined,
): AccessMode {
  const id = props.organizationId ?? known?.settings.id;
  if (id === undefined) {
    throw constructError(
      scope,
      "The organization to adopt is not known.",
      "Give organizationId, or create a BackupOrganization with the organization file first.",
    );
  }
  const { organization, mode } = manage(scope, props, existingIn(scope, props, known));
  new ImportBlock(scope, "import", organization, id);
  return mode;
}

function existingIn(scope: Construct, props: AdoptAccessProps, known: Organization | undefined): Existing {
  if (props.existing !== "organization-file") {
    // Without all features the import would plan to replace the organization.
    const now = readOrganization(scope, "existing", [ALL_FEATURES]);
    // References by themselves: the attributes of the bindings wrap them in a conversion that is of no use here.
    const reference = (attribute: string): string[] =>
      now.interpolationForAttribute(attribute) as unknown as string[];
    return {
      servicePrincipals: reference("aws_service_access_principals"),
      policyTypes: reference("enabled_policy_types"),
      isKnown: false,
    };
  }
  const { trustedServices, enabledPolicyTypes } = known?.settings ?? {};
  if (trustedServices === undefined || enabledPolicyTypes === undefined) {
    throw constructError(
      scope,
      "The organization file does not tell the services with trusted access and the enabled policy types: naming none would switch them off.",
      'Bring the file up to date with org-backup snapshot, or use existing: "data-source".',
    );
  }
  return { servicePrincipals: trustedServices, policyTypes: enabledPolicyTypes, isKnown: true };
}

function manage(
  scope: Construct,
  props: CreateAccessProps | AdoptAccessProps,
  existing: Existing,
): { readonly organization: OrganizationsOrganization; readonly mode: AccessMode } {
  const isOff = props.trustedAccess === "off";
  const organization = new OrganizationsOrganization(scope, "organization", {
    featureSet: "ALL",
    enabledPolicyTypes: union(
      existing.policyTypes,
      [BACKUP_POLICY_TYPE, ...(props.policyTypes ?? [])],
      existing.isKnown,
    ),
    ...(props.allowDestroy === true ? {} : { lifecycle: { preventDestroy: true } }),
  });
  const mode: AccessMode = {
    rootId: organization.roots.get(0).id,
    organizationId: organization.id,
    managementAccountId: organization.masterAccountId,
    elements: [organization],
    useServices: (principals) => {
      const needed = principals.filter((principal) => !isOff || principal !== BACKUP_PRINCIPAL);
      organization.awsServiceAccessPrincipals = isOff
        ? without(existing.servicePrincipals, needed, existing.isKnown)
        : union(existing.servicePrincipals, needed, existing.isKnown);
    },
  };
  return { organization, mode };
}

function union(existing: readonly string[], needed: readonly string[], isKnown: boolean): string[] {
  return isKnown
    ? [...new Set([...existing, ...needed])].sort()
    : Token.asList(Fn.setunion(existing as string[], [[...new Set(needed)].sort()]));
}

/** Everything but AWS Backup. */
function without(existing: readonly string[], needed: readonly string[], isKnown: boolean): string[] {
  const all = union(existing, needed, isKnown);
  return isKnown
    ? all.filter((principal) => principal !== BACKUP_PRINCIPAL)
    : Token.asList(Fn.setsubtract(all, [BACKUP_PRINCIPAL]));
}
