import type { RoleArn } from "../policy/author";
import type { JsonObject } from "../text/json";
import { AppRegistry } from "./app-registry";
import type { ResolvedTarget } from "./resolved-target";
import { CloudformationStackSet } from "./aws-bindings";
import { BackupServiceRole } from "./backup-service-role";
import { BackupVault } from "./backup-vault";
import { constructError } from "./construct-error";
import { constructIdOf } from "./construct-id";
import { lateJson, lateJsonText } from "./late-json";
import { isLate, knownText, stableText } from "./late-value";
import { Construct } from "./framework";
import type { TerraformProvider } from "./framework";
import { FOUNDATION_PROP_RULES } from "./member-accounts/foundation-props";
import type { MemberAccountFoundationProps } from "./member-accounts/foundation-props";
import { foundationTemplate } from "./member-accounts/foundation-template";
import { stackSetInstances } from "./member-accounts/stack-set-instances";
import { organizationIdOf } from "./organization-id";
import { providerRegion } from "./provider-region";
import { checkedProps } from "./props/prop-rules";
import { BackupConstruct } from "./resource-props";
import { policyRoleArn, serviceRoleDefinition } from "./service-role-definition";
import type { ServiceRoleDefinition } from "./service-role-definition";
import { checkVaultLock, checkVaultName, declaredLock } from "./vault-definition";

export type { MemberAccountFoundationProps } from "./member-accounts/foundation-props";
export type { MemberVault } from "./member-accounts/foundation-template";

const STACK_SETS_PRINCIPAL = "member.org.stacksets.cloudformation.amazonaws.com";
const TEMPLATE = "The CloudFormation template";
const MAX_TEMPLATE_BYTES = 51_200;

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
  /** The CloudFormation template, as JSON text; for Terraform, if there are tokens in it. */
  readonly template: string;
  /** The ARN for `iam_role_arn` in policies; undefined without a role. */
  readonly policyRoleArn: RoleArn | undefined;
  private readonly registry: AppRegistry;

  constructor(scope: Construct, id: string, given: MemberAccountFoundationProps) {
    super("MemberAccountFoundation", scope, id);
    const props = checkedProps(this, given, FOUNDATION_PROP_RULES, ["regions", "vaults"]);
    this.registry = AppRegistry.of(this);
    this.check(props);
    const [homeRegion = ""] = props.regions;
    const role = props.role === "none" ? undefined : serviceRoleDefinition(this, props.role ?? {});
    this.policyRoleArn = role === undefined ? undefined : policyRoleArn(role);
    const template = this.templateOf(props, role, homeRegion);
    const templateBody = lateJsonText(this, template, TEMPLATE);
    const { value, tokens } = lateJson(this, template, undefined, TEMPLATE);
    this.template = tokens.length === 0 ? JSON.stringify(value) : templateBody;
    this.checkSize(JSON.stringify(value));
    this.stackSet = this.createStackSet(props, templateBody);
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
    const regions = [props.regions, ...props.vaults.map((vault) => vault.regions ?? [])];
    if (regions.some((list) => isLate(list) || list.some((region) => isLate(region)))) {
      throw constructError(
        this,
        "A Region in regions is a token, but which resources there are depends on the Regions.",
        'Write the Regions themselves: regions: ["eu-central-1"].',
      );
    }
    const roleTags = typeof props.role === "object" ? props.role.tags : undefined;
    if ([roleTags, ...props.vaults.map(({ tags }) => tags)].some(isLate)) {
      throw constructError(
        this,
        "Tags of the role or of a vault are a token, but CloudFormation takes them one by one.",
        "Write the keys themselves; the values may be tokens.",
      );
    }
    if (props.regions.length === 0 || new Set(props.regions).size !== props.regions.length) {
      throw constructError(this, "Regions are missing or named twice.", "Name each Region once.");
    }
    const names = new Set<string>();
    for (const vault of props.vaults) {
      checkVaultName(this, vault.name);
      checkVaultLock(this, vault.lock);
      const name = stableText(this, vault.name);
      if (names.has(name)) {
        throw constructError(this, `The vault ${JSON.stringify(name)} is named twice.`);
      }
      names.add(name);
      const foreign = (vault.regions ?? []).filter((region) => !props.regions.includes(region));
      if (foreign.length > 0 || vault.regions?.length === 0) {
        throw constructError(
          this,
          `The vault ${JSON.stringify(name)} is wanted in ${foreign.join(", ") || "no Region"}, but the foundation is deployed to ${props.regions.join(", ")}.`,
          "Add the Region to regions of the foundation, or remove it from the vault.",
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
    if (resolved.some(({ iterator }) => iterator !== undefined)) {
      throw constructError(
        this,
        "targets holds an iterator, but the instances of a stack set are created one after the other.",
        "Name each root or OU.",
      );
    }
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

  private templateOf(
    props: MemberAccountFoundationProps,
    role: ServiceRoleDefinition | undefined,
    homeRegion: string,
  ): JsonObject {
    const needsOrganization = props.vaults.some(({ allowCopiesFrom }) => allowCopiesFrom === "organization");
    return foundationTemplate({
      role,
      vaults: props.vaults,
      regions: props.regions,
      homeRegion,
      organizationId: needsOrganization ? organizationIdOf(this, props.organizationId) : undefined,
      partition: role?.partition ?? "aws",
      retainVaults: props.onRemoval !== "delete",
      stableText: (text) => stableText(this, text),
    });
  }

  private checkSize(template: string): void {
    const size = Buffer.byteLength(template);
    if (size > MAX_TEMPLATE_BYTES) {
      throw constructError(
        this,
        `The CloudFormation template has ${size} bytes, AWS takes ${MAX_TEMPLATE_BYTES}.`,
        'Spread the vaults over two foundations, the second one with role: "none".',
      );
    }
  }

  private createStackSet(props: MemberAccountFoundationProps, templateBody: string): CloudformationStackSet {
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
      templateBody,
      // The provider reads a role that service-managed sets do not have, and would change it forever.
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
      const [name, path] = [knownText(this, role.name), knownText(this, role.path)];
      provisions.addRole({ origin: this.node.path, name, path, where });
    }
    for (const vault of props.vaults) {
      const lock = declaredLock(vault.lock);
      provisions.addVault({
        origin: this.node.path,
        name: knownText(this, vault.name),
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
        new BackupVault(scope, constructIdOf(`${stableText(this, name)}-${region}`), {
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
