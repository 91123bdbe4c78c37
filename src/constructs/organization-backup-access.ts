import { shownValue } from "./props/prop-rules";
import { holdsContainerMarker } from "./late-value";
import type { OrganizationSettings } from "../organization/model";
import type { AccessMode } from "./access/access-mode";
import { accessOutcome } from "./access/access-outcome";
import type { AccessOutcome } from "./access/access-outcome";
import { BACKUP_PRINCIPAL, checkedAccessProps } from "./access/access-props";
import type { OrganizationBackupAccessProps } from "./access/access-props";
import { adoptAccess, createAccess } from "./access/organization-access";
import { serviceAccess } from "./access/service-access";
import { verifyAccess } from "./access/verify-access";
import { AppRegistry } from "./app-registry";
import { constructError } from "./construct-error";
import type { Construct } from "./framework";
import { checkAtSynthesis } from "./synthesis/synthesis-check";
import { awsProviderMajor, pinnedAwsProviderVersion } from "./provider-version";
import { BackupConstruct } from "./resource-props";

export type {
  AdoptAccessProps,
  CreateAccessProps,
  OrganizationBackupAccessProps,
  ServiceAccessResourceProps,
  VerifyAccessProps,
} from "./access/access-props";

/**
 * Trusted access for AWS Backup and the policy type `BACKUP_POLICY`: verified, or managed explicitly. The
 * policies of the app wait for it.
 *
 * @throws OrgBackupError (`input`) for a second one in an app, or an organization to adopt that is not known
 */
export class OrganizationBackupAccess extends BackupConstruct {
  /** Whether AWS Backup has trusted access once the code is applied. */
  readonly trustedAccess: "on" | "off";
  readonly mode: NonNullable<OrganizationBackupAccessProps["mode"]>;
  private readonly services: Set<string>;
  private readonly policyTypes: readonly string[];
  private readonly access: AccessMode;
  private readonly registry: AppRegistry;

  constructor(scope: Construct, id: string, given: OrganizationBackupAccessProps = {}) {
    super("OrganizationBackupAccess", scope, id);
    const props = checkedAccessProps(this, given);
    this.registry = AppRegistry.of(this);
    const other = this.registry.access;
    if (other !== undefined) {
      throw constructError(
        this,
        `Trusted access is managed by ${other.node.path} already.`,
        "One app has one OrganizationBackupAccess: two would undo what the other one does.",
      );
    }
    this.mode = props.mode ?? "verify";
    this.trustedAccess = "trustedAccess" in props ? (props.trustedAccess ?? "on") : "on";
    this.access = this.accessMode(props);
    this.policyTypes = "policyTypes" in props ? (props.policyTypes ?? []) : [];
    this.services = new Set([BACKUP_PRINCIPAL, ...(props.servicePrincipals ?? [])]);
    this.registry.access = this;
    this.registry.targets.useRoot(this.access.rootId);
    this.registry.neededServices.forEach((principal) => this.services.add(principal));
    this.useServices();
    this.useResourceProps(props);
    checkAtSynthesis(this);
    this.node.addValidation({ validate: () => [...this.validateSwitchedOff(), ...this.validateProvider()] });
  }

  /** The id of the root, as a reference. */
  get rootId(): string {
    return this.access.rootId;
  }

  /** The id of the organization, `o-...`, as a reference. */
  get organizationId(): string {
    return this.access.organizationId;
  }

  /** The id of the management account, as a reference. */
  get managementAccountId(): string {
    return this.access.managementAccountId;
  }

  /** The root: a target of policies and a parent of OUs. */
  get targetId(): string {
    return this.access.rootId;
  }

  /** Gives one more service trusted access, or verifies that it has it. */
  addServicePrincipal(principal: string): void {
    if (typeof principal !== "string" || principal === "" || holdsContainerMarker(principal)) {
      throw constructError(
        this,
        `The service principal is ${shownValue(principal)}; it must be a string.`,
        "Give the name of the service: ram.amazonaws.com.",
      );
    }
    if (!this.services.has(principal)) {
      this.services.add(principal);
      this.useServices();
      this.access.elements.forEach((element) => this.applyResourceProps(element));
    }
  }

  /** What has trusted access and which policy types are enabled once the code is applied; undefined if it stays. */
  outcome(current: OrganizationSettings | undefined): AccessOutcome | undefined {
    return accessOutcome(this.mode, this.trustedAccess, [...this.services].sort(), this.policyTypes, current);
  }

  private accessMode(props: OrganizationBackupAccessProps): AccessMode {
    switch (props.mode) {
      case "create":
        return createAccess(this, props);
      case "adopt":
        return adoptAccess(this, props, this.registry.organization);
      case "serviceAccessResource":
        return serviceAccess(this, props);
      default:
        return verifyAccess(this);
    }
  }

  private useServices(): void {
    const principals = [...this.services].sort();
    this.access.useServices(principals);
    this.registry.order.add("access", ...this.access.elements);
  }

  private validateSwitchedOff(): string[] {
    if (this.trustedAccess === "on") {
      return [];
    }
    const declared = this.registry.delegations.map(({ node }) => node.path);
    const existing = (this.registry.organization?.settings.delegatedAdministrators ?? [])
      .filter(({ servicePrincipals }) => servicePrincipals.includes(BACKUP_PRINCIPAL))
      .map(({ accountId }) => `account ${accountId} in the organization file`);
    const administrators = declared.length > 0 ? declared : existing;
    return administrators.length === 0
      ? []
      : [
          `Trusted access for AWS Backup is switched off while a delegated administrator for it is declared: ${administrators.join(", ")}. Remove the delegated administrator first, apply, and switch trusted access off then.`,
        ];
  }

  private validateProvider(): string[] {
    const isNewEnough = pinnedAwsProviderVersion(this) !== undefined && awsProviderMajor(this) >= 6;
    return this.mode !== "serviceAccessResource" || isNewEnough
      ? []
      : [
          'The AWS provider that the bindings pin has no resource aws_organizations_aws_service_access. Pin one that has it: useAwsProviderVersion(stack, "~> 6.62").',
        ];
  }
}
