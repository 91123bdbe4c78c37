import type { CopyVaultArn } from "../policy/author";
import type { Partition } from "../policy/regions";
import { AppRegistry } from "./app-registry";
import {
  BackupLogicallyAirGappedVault,
  BackupVaultLockConfiguration,
  BackupVaultNotifications,
  BackupVaultPolicy,
  BackupVaultResource,
} from "./aws-bindings";
import type { BackupVaultProps } from "./backup-vault-props";
import { constructError } from "./construct-error";
import type { Construct, TerraformElement } from "./framework";
import { iamPolicyText } from "./iam-document";
import { isLate, knownText } from "./late-value";
import { organizationIdOf } from "./organization-id";
import { whereOf } from "./provisions";
import { providerRegion } from "./provider-region";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import {
  accessStatements,
  checkVaultLock,
  checkVaultName,
  declaredLock,
  VAULT_PROP_RULES,
} from "./vault-definition";
import { vaultKey } from "./vault-key";
import { notificationTopic } from "./vault-topic";
import { tagsFor } from "./terraform-tags";

/**
 * A vault in one account and Region: the central vault of the organization, or the destination of copies.
 *
 * @throws OrgBackupError (`input`) where AWS Backup would refuse the name or the lock, or a lock in
 * compliance mode was not acknowledged
 */
export class BackupVault extends BackupConstruct {
  readonly vaultName: string;
  /** The ARN for policies: a literal where account and Region are known before apply, else a reference. */
  readonly vaultArn: CopyVaultArn;
  /** The vault itself. */
  readonly vault: BackupVaultResource | BackupLogicallyAirGappedVault;

  constructor(scope: Construct, id: string, given: BackupVaultProps = {}) {
    super("BackupVault", scope, id);
    const props = checkedProps(this, given, PROP_RULES);
    this.vaultName = props.vaultName ?? id;
    checkVaultName(this, this.vaultName);
    checkVaultLock(this, props.lock);
    const registry = AppRegistry.of(this);
    const region = props.region ?? providerRegion(this, props.provider);
    this.vault = props.logicallyAirGapped === undefined ? this.ordinary(props) : this.airGapped(props);
    const accountId = props.accountId ?? registry.organization?.settings.managementAccountId;
    this.vaultArn =
      accountId === undefined || region === undefined
        ? // A token, whatever its text: Terraform makes an ARN of it.
          (this.vault.arn as CopyVaultArn)
        : `arn:${(props.partition ?? "aws") as Partition}:backup:${region}:${accountId}:backup-vault:${this.vaultName}`;
    const lock = declaredLock(props.lock ?? props.logicallyAirGapped);
    registry.order.add("foundation", this.vault, ...this.additions(props));
    registry.provisions.addVault({
      origin: this.node.path,
      name: knownText(this, this.vaultName),
      where: whereOf(this, props.accountId),
      regions: region === undefined ? undefined : [knownText(this, region)],
      isAirGapped: props.logicallyAirGapped !== undefined,
      lock,
    });
    this.useResourceProps(props);
  }

  private ordinary(props: BackupVaultProps): BackupVaultResource {
    const kmsKeyArn = vaultKey(this, this.vaultName, props);
    return new BackupVaultResource(this, "vault", {
      name: this.vaultName,
      ...(kmsKeyArn === undefined ? {} : { kmsKeyArn }),
      ...(props.deleteRecoveryPoints === undefined ? {} : { forceDestroy: props.deleteRecoveryPoints }),
      ...tagsFor(this, props.tags),
    });
  }

  private airGapped(props: BackupVaultProps): BackupLogicallyAirGappedVault {
    const { logicallyAirGapped: retention, lock, encryption } = props;
    if (retention === undefined || lock !== undefined || encryption !== undefined) {
      throw constructError(
        this,
        "A logically air-gapped vault brings its own lock and encryption.",
        "Leave out lock and encryption.",
      );
    }
    const isKnown = !isLate(retention.minRetentionDays) && !isLate(retention.maxRetentionDays);
    if (
      isKnown &&
      (retention.minRetentionDays < 7 || retention.maxRetentionDays < retention.minRetentionDays)
    ) {
      throw constructError(
        this,
        `A logically air-gapped vault cannot keep recovery points from ${retention.minRetentionDays} to ${retention.maxRetentionDays} days: the minimum is 7 days at least, and not above the maximum.`,
      );
    }
    return new BackupLogicallyAirGappedVault(this, "vault", {
      name: this.vaultName,
      minRetentionDays: retention.minRetentionDays,
      maxRetentionDays: retention.maxRetentionDays,
      ...tagsFor(this, props.tags),
    });
  }

  private additions(props: BackupVaultProps): readonly TerraformElement[] {
    const backupVaultName = this.vault.name;
    const added: TerraformElement[] = [];
    const statements = accessStatements(
      props,
      props.allowCopiesFrom === "organization" ? organizationIdOf(this, props.organizationId) : undefined,
    );
    if (statements.length > 0) {
      const policy = iamPolicyText(this, statements);
      added.push(new BackupVaultPolicy(this, "policy", { backupVaultName, policy }));
    }
    if (props.lock !== undefined) {
      const { minRetentionDays, maxRetentionDays } = props.lock;
      added.push(
        new BackupVaultLockConfiguration(this, "lock", {
          backupVaultName,
          ...(minRetentionDays === undefined ? {} : { minRetentionDays }),
          ...(maxRetentionDays === undefined ? {} : { maxRetentionDays }),
          ...(props.lock.mode === "compliance" ? { changeableForDays: props.lock.changeableForDays } : {}),
          // The provider never reads it back: after an import it would replace the lock.
          lifecycle: { ignoreChanges: ["changeable_for_days"] },
        }),
      );
    }
    if (props.notifications !== undefined) {
      const topic = notificationTopic(this, this.vaultName, props.notifications.topicArn);
      const notifications = new BackupVaultNotifications(this, "notifications", {
        backupVaultName,
        snsTopicArn: topic.arn,
        backupVaultEvents: [...props.notifications.events].sort(),
        ...(topic.policy === undefined ? {} : { dependsOn: [topic.policy] }),
      });
      added.push(notifications);
    }
    return added;
  }
}

const PROP_RULES: PropRules<BackupVaultProps> = {
  ...RESOURCE_PROP_RULES,
  ...VAULT_PROP_RULES,
  vaultName: "text",
  accountId: "text",
  region: "text",
  logicallyAirGapped: NestedProps.object<NonNullable<BackupVaultProps["logicallyAirGapped"]>>({
    minRetentionDays: "number",
    maxRetentionDays: "number",
  }),
  notifications: NestedProps.object<NonNullable<BackupVaultProps["notifications"]>>({
    topicArn: "text",
    events: "texts",
  }),
  organizationId: "text",
  partition: "text",
  deleteRecoveryPoints: "boolean-token",
};
