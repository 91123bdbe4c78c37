import type { RoleArn } from "../policy/author";
import { AppRegistry } from "./app-registry";
import type { AttachmentTarget, ResolvedTarget } from "./resolved-target";
import { CloudformationStackSet } from "./aws-bindings";
import { BackupServiceRole } from "./backup-service-role";
import { BackupVault } from "./backup-vault";
import { constructError } from "./construct-error";
import { Construct } from "./framework";
import type { TerraformProvider } from "./framework";
import { foundationTemplate } from "./member-accounts/foundation-template";
import type { MemberVault } from "./member-accounts/foundation-template";
import { stackSetInstances } from "./member-accounts/stack-set-instances";
import { organizationIdOf } from "./organization-id";
import { providerRegion } from "./provider-region";
import { BackupConstruct } from "./resource-props";
import type { ResourceProps } from "./resource-props";
import { policyRoleArn, serviceRoleDefinition } from "./service-role-definition";
import type { ServiceRoleDefinition, ServiceRoleProps } from "./service-role-definition";
import { jsonTemplate } from "./terraform-text";
import { checkVaultLock, checkVaultName, declaredLock } from "./vault-definition";

export type { MemberVault } from "./member-accounts/foundation-template";

const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";
const MAX_TEMPLATE_BYTES = 51_200;

export interface MemberAccountFoundationProps extends ResourceProps {
  /**
   * The name of the stack set.
   *
   * @default "organization-backup"
   */
  readonly stackSetName?: string;

  /**
   * The roots or OUs whose accounts get it, new accounts included. An account that moves from one target to
   * another one loses its stack and gets a new one, which fails where the vault is still there: name the
   * root, or OUs between which no account moves.
   *
   * @default - the root
   */
  readonly targets?: readonly AttachmentTarget[];

  /** The Regions of the vaults; the first one makes the role, which is global. */
  readonly regions: readonly string[];

  /**
   * The role that policies name, or `none` where it exists.
   *
   * @default - OrganizationBackupRole, which may back up and restore everything
   */
  readonly role?: ServiceRoleProps | "none";

  /** The vaults that policies name. */
  readonly vaults: readonly MemberVault[];

  /**
   * What the management account gets, which no stack set reaches: role and vaults by Terraform, with a
   * provider of the management account for each Region. `none` where nothing is backed up there.
   *
   * @default - the provider of the stack, for its own Region
   */
  readonly managementAccount?: { readonly providers: Readonly<Record<string, TerraformProvider>> } | "none";

  /**
   * `DELEGATED_ADMIN` where Terraform runs in a delegated administrator of CloudFormation StackSets.
   *
   * @default "SELF"
   */
  readonly callAs?: "SELF" | "DELEGATED_ADMIN";

  /**
   * What becomes of stacks and vaults when an account leaves the targets, or the targets leave the code.
   * Keys of vaults are retained in any case.
   *
   * @default "retain"
   */
  readonly onRemoval?: "retain" | "delete";

  /**
   * How many accounts are changed at once, and how many may fail before a change stops, in percent.
   *
   * @default - 25 at once, 10 may fail
   */
  readonly rollout?: {
    readonly maxConcurrentPercentage: number;
    readonly failureTolerancePercentage: number;
  };

  /**
   * How long all accounts of one target may take in one Region.
   *
   * @default "2h"
   */
  readonly timeout?: string;

  /**
   * The organization whose accounts may copy into the vaults.
   *
   * @default - the organization of the app
   */
  readonly organizationId?: string;
}

/**
 * The role and the vaults that policies name, in every account of OUs: a service-managed stack set that
 * deploys itself to new accounts, and plain resources for the management account. AWS has to be told once
 * that CloudFormation may use the organization: `aws cloudformation activate-organizations-access`.
 *
 * @throws OrgBackupError (`input`) for Regions, names or locks that do not fit together, a template that is
 * too large, or a management account without a provider
 */
export class MemberAccountFoundation extends BackupConstruct {
  readonly stackSet: CloudformationStackSet;
  /** The CloudFormation template, as JSON text. */
  readonly template: string;
  /** The ARN for `iam_role_arn` in policies; undefined without a role. */
  readonly policyRoleArn: RoleArn | undefined;
  private readonly registry: AppRegistry;

  constructor(scope: Construct, id: string, props: MemberAccountFoundationProps) {
    super(scope, id);
    this.registry = AppRegistry.of(this);
    this.check(props);
    const [homeRegion = ""] = props.regions;
    const role = props.role === "none" ? undefined : serviceRoleDefinition(this, props.role ?? {});
    this.policyRoleArn = role === undefined ? undefined : policyRoleArn(role);
    this.template = this.templateText(props, role, homeRegion);
    this.stackSet = this.createStackSet(props);
    const targets = this.targets(props);
    const instances = stackSetInstances(this, {
      stackSet: this.stackSet,
      targets,
      regions: props.regions,
      callAs: props.callAs ?? "SELF",
      retainStacks: props.onRemoval !== "delete",
      timeout: props.timeout ?? "2h",
    });
    this.registry.needService(STACK_SETS_PRINCIPAL);
    this.registry.order.after(this.stackSet, ["access"]);
    this.registry.order.add("foundation", ...instances.slice(-1));
    this.provide(props, role, targets);
    if (props.managementAccount !== "none") {
      this.coverManagementAccount(props);
    }
    this.useResourceProps(props);
  }

  private check(props: MemberAccountFoundationProps): void {
    if (props.regions.length === 0 || new Set(props.regions).size !== props.regions.length) {
      throw constructError(this, "Regions are missing or named twice.", "Name each Region once.");
    }
    const names = new Set<string>();
    for (const vault of props.vaults) {
      checkVaultName(this, vault.name);
      checkVaultLock(this, vault.lock);
      if (names.has(vault.name)) {
        throw constructError(this, `The vault ${JSON.stringify(vault.name)} is named twice.`);
      }
      names.add(vault.name);
      const foreign = (vault.regions ?? []).filter((region) => !props.regions.includes(region));
      if (foreign.length > 0 || vault.regions?.length === 0) {
        throw constructError(
          this,
          `The vault ${JSON.stringify(vault.name)} is wanted in ${foreign.join(", ") || "no Region"}, but the foundation is deployed to ${props.regions.join(", ")}.`,
          "Add the Region to regions of the foundation, or take it away from the vault.",
        );
      }
    }
    if (props.vaults.length === 0 && props.role === "none") {
      throw constructError(this, "There is neither a role nor a vault to create.");
    }
  }

  private targets(props: MemberAccountFoundationProps): readonly ResolvedTarget[] {
    const root = this.registry.organization?.root.id ?? this.registry.access;
    const targets = props.targets ?? (root === undefined ? [] : [root]);
    if (targets.length === 0) {
      throw constructError(
        this,
        "There is no OU to deploy to.",
        "Give targets, or create an OrganizationBackupAccess or a BackupOrganization first.",
      );
    }
    const resolved = targets.map((target) => this.registry.targets.resolve(this, target));
    const account = resolved.find(({ id }) => /^\d{12}$/.test(id));
    if (account !== undefined) {
      throw constructError(
        this,
        `A stack set deploys to roots and OUs, not to the account ${account.id}.`,
        "Use BackupServiceRole and BackupVault with a provider of that account.",
      );
    }
    return resolved;
  }

  private templateText(
    props: MemberAccountFoundationProps,
    role: ServiceRoleDefinition | undefined,
    homeRegion: string,
  ): string {
    const needsOrganization = props.vaults.some(({ allowCopiesFrom }) => allowCopiesFrom === "organization");
    const text = JSON.stringify(
      foundationTemplate({
        role,
        vaults: props.vaults,
        regions: props.regions,
        homeRegion,
        organizationId: needsOrganization ? organizationIdOf(this, props.organizationId) : undefined,
        partition: role?.partition ?? "aws",
        retainVaults: props.onRemoval !== "delete",
      }),
    );
    if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES) {
      throw constructError(
        this,
        `The CloudFormation template has ${Buffer.byteLength(text)} bytes, AWS takes ${MAX_TEMPLATE_BYTES}.`,
        'Spread the vaults over two foundations, the second one with role: "none".',
      );
    }
    return text;
  }

  private createStackSet(props: MemberAccountFoundationProps): CloudformationStackSet {
    const rollout = props.rollout ?? { maxConcurrentPercentage: 25, failureTolerancePercentage: 10 };
    return new CloudformationStackSet(this, "stack-set", {
      name: props.stackSetName ?? "organization-backup",
      description: "What the backup policies of the organization need in every account",
      permissionModel: "SERVICE_MANAGED",
      callAs: props.callAs ?? "SELF",
      capabilities: ["CAPABILITY_NAMED_IAM"],
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: props.onRemoval !== "delete" },
      // Operations that meet each other wait instead of failing.
      managedExecution: { active: true },
      operationPreferences: { ...rollout, regionConcurrencyType: "PARALLEL" },
      templateBody: jsonTemplate(this.template),
      // The provider reads a role that service-managed sets do not have, and would change it for ever.
      lifecycle: { ignoreChanges: ["administration_role_arn"] },
    });
  }

  private provide(
    props: MemberAccountFoundationProps,
    role: ServiceRoleDefinition | undefined,
    targets: readonly ResolvedTarget[],
  ): void {
    const where = {
      kind: "members",
      targets: targets.map(({ knownId, path, label }) => ({ knownId, name: path ?? label })),
    } as const;
    const { provisions } = this.registry;
    if (role !== undefined) {
      provisions.addRole({ origin: this.node.path, name: role.name, path: role.path, where });
    }
    for (const vault of props.vaults) {
      const lock = declaredLock(vault.lock);
      provisions.addVault({
        origin: this.node.path,
        name: vault.name,
        where,
        regions: vault.regions ?? props.regions,
        isAirGapped: false,
        lock,
      });
    }
  }

  private coverManagementAccount(props: MemberAccountFoundationProps): void {
    const providers =
      props.managementAccount === undefined || props.managementAccount === "none"
        ? undefined
        : props.managementAccount.providers;
    const own = providerRegion(this, props.provider);
    const scope = new Construct(this, "management");
    const [homeRegion = ""] = props.regions;
    const providerFor = (region: string): { readonly provider?: TerraformProvider } => {
      const provider = providers?.[region];
      const isOwn = props.callAs !== "DELEGATED_ADMIN" && own === region;
      if (provider === undefined && !isOwn) {
        throw constructError(
          this,
          `The management account has no provider for ${region}: a stack set never reaches the management account.`,
          'Give managementAccount: { providers: { "REGION": provider } } with a provider for every Region, or managementAccount: "none" where no policy is attached above it.',
        );
      }
      return provider === undefined ? {} : { provider };
    };
    if (props.role !== "none") {
      new BackupServiceRole(scope, "role", { ...props.role, ...providerFor(homeRegion) });
    }
    for (const vault of props.vaults) {
      const { name, regions = props.regions, ...rest } = vault;
      for (const region of regions) {
        new BackupVault(scope, `${name}-${region}`, {
          ...rest,
          vaultName: name,
          region,
          ...(props.organizationId === undefined ? {} : { organizationId: props.organizationId }),
          ...providerFor(region),
        });
      }
    }
  }
}
