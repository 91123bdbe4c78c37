import { DataAwsCallerIdentity, KmsAlias, KmsKey } from "./aws-bindings";
import type { BackupVaultProps } from "./backup-vault-props";
import type { Construct } from "./framework";
import { iamPolicyText } from "./iam-document";
import { organizationIdOf } from "./organization-id";
import { keyStatements } from "./vault-definition";
import { tagsFor } from "./terraform-tags";

/** The ARN of the key of a vault, which is created where wanted; undefined for AWS Backup's own key. */
export function vaultKey(scope: Construct, vaultName: string, props: BackupVaultProps): string | undefined {
  const { encryption = "customer-managed-key" } = props;
  if (encryption === "aws-managed-key") {
    return undefined;
  }
  if (encryption !== "customer-managed-key") {
    return encryption.keyArn;
  }
  const accountId = props.accountId ?? new DataAwsCallerIdentity(scope, "caller").accountId;
  const organizationId =
    props.allowCopiesFrom === "organization" ? organizationIdOf(scope, props.organizationId) : undefined;
  const key = new KmsKey(scope, "key", {
    description: `Recovery points in the backup vault ${vaultName}`,
    enableKeyRotation: true,
    policy: iamPolicyText(
      scope,
      keyStatements(`arn:${props.partition ?? "aws"}:iam::${accountId}:root`, organizationId),
    ),
    ...tagsFor(scope, props.tags),
  });
  new KmsAlias(scope, "alias", { name: `alias/backup/${vaultName}`, targetKeyId: key.keyId });
  return key.arn;
}
