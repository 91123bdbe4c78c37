import { DataAwsOrganizationsOrganization } from "../aws-bindings";
import type { Construct } from "../framework";
import { BACKUP_POLICY_TYPE, BACKUP_PRINCIPAL } from "./access-props";

/** Something that must hold of the organization, and how to get it. */
export interface Requirement {
  readonly condition: string;
  readonly errorMessage: string;
}

export const ALL_FEATURES: Requirement = {
  condition: '${self.feature_set == "ALL"}',
  errorMessage:
    "Backup policies need an organization with all features, this one has consolidated billing only. Enable all features in the AWS Organizations console, or with: aws organizations enable-all-features. Invited member accounts have to agree.",
};

export const POLICY_TYPE_ENABLED: Requirement = {
  condition: `\${contains(self.enabled_policy_types, "${BACKUP_POLICY_TYPE}")}`,
  errorMessage: `The policy type ${BACKUP_POLICY_TYPE} is not enabled, so no backup policy has any effect. Enable it with: aws organizations enable-policy-type --policy-type ${BACKUP_POLICY_TYPE} --root-id ROOT_ID. If it is enabled, check that Terraform runs in the management account or in a delegated administrator: other accounts cannot see it.`,
};

export function trustedAccessOf(principal: string): Requirement {
  const how =
    principal === BACKUP_PRINCIPAL
      ? "Switch on cross-account monitoring in the settings of the AWS Backup console of the management account, or use"
      : "Switch it on in the console of the service, or use";
  return {
    condition: `\${contains(self.aws_service_access_principals, "${principal}")}`,
    errorMessage: `Trusted access for ${principal} is not enabled. ${how}: aws organizations enable-aws-service-access --service-principal ${principal}. If it is enabled, check that Terraform runs in the management account: other accounts cannot see it.`,
  };
}

/** The organization as it is when Terraform plans; Terraform stops where a requirement does not hold. */
export function readOrganization(
  scope: Construct,
  id: string,
  requirements: readonly Requirement[],
): DataAwsOrganizationsOrganization {
  return new DataAwsOrganizationsOrganization(scope, id, { lifecycle: { postcondition: [...requirements] } });
}
