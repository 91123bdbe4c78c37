import type { IConstruct } from "../framework";
import { checkObject, checkedProps } from "../props/prop-rules";
import type { PropRules } from "../props/prop-rules";
import { RESOURCE_PROP_RULES } from "../resource-props";
import type { ResourceProps } from "../resource-props";

export const BACKUP_PRINCIPAL = "backup.amazonaws.com";
export const BACKUP_POLICY_TYPE = "BACKUP_POLICY";

interface AccessProps extends ResourceProps {
  /**
   * Additional service principals that need trusted access. Services that other constructs of the app need are
   * added automatically.
   *
   * @default - none
   */
  readonly servicePrincipals?: readonly string[];
}

/** Changes nothing: Terraform stops if something is missing, and says how to enable it. */
export interface VerifyAccessProps extends AccessProps {
  /**
   * How the app gets trusted access and the policy type.
   *
   * @default "verify"
   */
  readonly mode?: "verify";
}

interface ManagedAccessProps extends AccessProps {
  /**
   * `off` switches off trusted access for AWS Backup and keeps everything else. The management account can then
   * no longer see jobs of other accounts; AWS Backup's service role remains; switching it on again restores
   * everything. Refused while a delegated administrator for AWS Backup is declared.
   *
   * @default "on"
   */
  readonly trustedAccess?: "on" | "off";
}

interface OrganizationResourceProps extends ManagedAccessProps {
  /**
   * Additional policy types to enable, `SERVICE_CONTROL_POLICY` for example.
   *
   * @default - none
   */
  readonly policyTypes?: readonly string[];

  /**
   * Lets `terraform destroy` delete the organization.
   *
   * @default false
   */
  readonly allowDestroy?: boolean;
}

/** Creates a new organization with the current account as its management account. */
export interface CreateAccessProps extends OrganizationResourceProps {
  /** How the app gets trusted access and the policy type. */
  readonly mode: "create";
}

/** Takes an existing organization under management without switching anything off. */
export interface AdoptAccessProps extends OrganizationResourceProps {
  /** How the app gets trusted access and the policy type. */
  readonly mode: "adopt";

  /**
   * The id of the organization to import, `o-...`.
   *
   * @default - the id in the organization file
   */
  readonly organizationId?: string;

  /**
   * Where the existing service principals and policy types are read from. The data source reads them at each
   * plan. With the organization file, anything enabled since the file was written would be switched off.
   *
   * @default "data-source"
   */
  readonly existing?: "data-source" | "organization-file";
}

/**
 * Manages trusted access alone, one resource for each service, and verifies the rest. Needs a provider
 * with `aws_organizations_aws_service_access`, newer than the one that the bindings are made for.
 */
export interface ServiceAccessResourceProps extends ManagedAccessProps {
  /** How the app gets trusted access and the policy type. */
  readonly mode: "serviceAccessResource";
}

export type OrganizationBackupAccessProps =
  VerifyAccessProps | CreateAccessProps | AdoptAccessProps | ServiceAccessResourceProps;

const VERIFY = {
  ...RESOURCE_PROP_RULES,
  mode: ["verify", "create", "adopt", "serviceAccessResource"],
  servicePrincipals: "known-texts",
} as const satisfies PropRules<VerifyAccessProps>;

const SERVICE_ACCESS = {
  ...VERIFY,
  trustedAccess: ["on", "off"],
} as const satisfies PropRules<ServiceAccessResourceProps>;

const CREATE = {
  ...SERVICE_ACCESS,
  policyTypes: "known-texts",
  allowDestroy: "boolean",
} as const satisfies PropRules<CreateAccessProps>;

const ADOPT = {
  ...CREATE,
  organizationId: "text",
  existing: ["data-source", "organization-file"],
} as const satisfies PropRules<AdoptAccessProps>;

/** @throws OrgBackupError (`input`) for a property that the mode does not take: it would be ignored */
export function checkedAccessProps(
  construct: IConstruct,
  props: OrganizationBackupAccessProps,
): OrganizationBackupAccessProps {
  checkObject(construct, props, "mode");
  switch (props.mode) {
    case undefined:
    case "verify":
      return checkedProps(construct, props, VERIFY);
    case "serviceAccessResource":
      return checkedProps(construct, props, SERVICE_ACCESS);
    case "create":
      return checkedProps(construct, props, CREATE);
    // A mode that does not exist is reported, too.
    default:
      return checkedProps(construct, props, ADOPT);
  }
}
