import { isOwner, OWNER_RULE } from "../change/ownership";
import type { Organization } from "../organization/organization";
import type { AccountFilter } from "../review/account-filter";
import type { Acknowledgement } from "../review/acknowledgement";
import { REVIEW_RULES } from "../review/rules";
import { readOrganizationFile } from "../sources/organization-file";
import { AppRegistry } from "./app-registry";
import { mismatch } from "../arguments/mismatch";
import { checkedScope } from "./checked-scope";
import { constructError } from "./construct-error";
import { Construct, TerraformStack } from "./framework";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { didYouMeanSentence } from "../text/did-you-mean";

/** A role that exists without this app. */
export interface ExistingRole {
  /** Path and name, as in the ARN: `service-role/AWSBackupDefaultServiceRole`. */
  readonly role: string;
  /**
   * The accounts that have it.
   *
   * @default - every account
   */
  readonly accounts?: readonly string[];
}

/** A vault that exists without this app. */
export interface ExistingVault {
  /** The name of the vault. */
  readonly vaultName: string;
  /**
   * The accounts that have it.
   *
   * @default - every account
   */
  readonly accounts?: readonly string[];
  /**
   * The Regions it is in.
   *
   * @default - every Region
   */
  readonly regions?: readonly string[];
}

export interface BackupOrganizationProps {
  /** The organization as it is: the path of an organization file, or the organization itself. */
  readonly organization: Organization | string;

  /**
   * An id for this app, unique in the organization: every backup policy gets it as the tag `org-backup:owner`.
   * Reviews of the code can then tell which policies Terraform deletes and which belong to other apps. Never
   * change it. 1 to 256 letters, digits, spaces and `_ . : / = + - @`.
   *
   * @default - no tag; reviews need `--base` or `--state` to know of deletions
   */
  readonly owner?: string;

  /**
   * Roles and vaults that exist outside the app and that policies may name.
   *
   * @default - none
   */
  readonly existing?: {
    readonly roles?: readonly ExistingRole[];
    readonly vaults?: readonly ExistingVault[];
  };

  /**
   * Findings that are accepted: they do not fail the synthesis, and every review shows them as acknowledged.
   *
   * @default - none
   */
  readonly acknowledge?: readonly Acknowledgement[];

  /**
   * The time at which schedules are validated: AWS looks at the next runs after the request.
   *
   * @default - now
   */
  readonly at?: Date;
}

/**
 * The organization that an app is for. Paths of targets are looked up in it, and the app is checked against
 * it when it is synthesized: the synthesis fails where AWS would refuse a policy or withhold one from an
 * account, or if a policy names a role or vault that does not exist. The review is written to
 * `backup-review.json` beside the manifest.
 *
 * @throws OrgBackupError (`input`) for a file that is no organization file, or a second one in an app
 */
export class BackupOrganization extends Construct {
  readonly organization: Organization;

  constructor(scope: Construct, id: string, given: BackupOrganizationProps) {
    super(checkedScope("BackupOrganization", scope, id, false), id);
    const props = checkedProps(this, given, PROP_RULES, ["organization"]);
    this.checkShapes(props);
    const registry = this.registryFor(scope);
    this.organization =
      typeof props.organization === "string" ? readOrganizationFile(props.organization) : props.organization;
    registry.organization = this.organization;
    registry.targets.useOrganization(this.organization);
    this.useOwner(props.owner, registry);
    this.checkRules(props.acknowledge ?? []);
    registry.settings = { where: this.node.path, at: props.at, acknowledge: props.acknowledge ?? [] };
    this.declareExisting(props.existing ?? {}, registry);
  }

  private checkShapes({ organization, owner, at }: BackupOrganizationProps): void {
    const wrong =
      mismatch({ either: [{ is: "Organization" }, "string"] }, organization, "organization", false) ??
      (owner === undefined ? undefined : mismatch("string", owner, "owner", false)) ??
      (at === undefined ? undefined : mismatch("time", at, "at", false));
    if (wrong !== undefined) {
      throw constructError(this, `${wrong.path} ${wrong.is}; it must be ${wrong.mustBe}.`);
    }
  }

  private useOwner(owner: string | undefined, registry: AppRegistry): void {
    if (owner === undefined) {
      return;
    }
    if (!isOwner(owner)) {
      throw constructError(
        this,
        `owner is ${JSON.stringify(owner)}, which AWS does not take as the value of a tag.`,
        OWNER_RULE,
      );
    }
    registry.owner = owner;
    // Policies that are declared before the organization.
    registry.policies.forEach((policy) => policy.useOwner(owner));
  }

  /**
   * The first organization is that of the whole app. A further one is that of the stack in which it is
   * declared, or of a scope that holds whole stacks.
   */
  private registryFor(scope: Construct): AppRegistry {
    const registry = AppRegistry.of(this);
    if (registry.organization === undefined) {
      return registry;
    }
    const isStack = TerraformStack.isStack(scope);
    const isInStack = scope.node.scopes.some((each) => TerraformStack.isStack(each));
    if (scope === this.node.root || registry.name !== undefined || (isInStack && !isStack)) {
      throw constructError(
        this,
        "The app has an organization already.",
        "Declare a further organization in its own stack, or in a construct that holds its stacks.",
      );
    }
    const earlier = [...registry.policies.values()].find(({ node }) => node.scopes.includes(scope));
    if (earlier !== undefined) {
      throw constructError(
        this,
        `${earlier.node.path} was declared before the organization that it belongs to.`,
        "Declare the BackupOrganization first in its stack.",
      );
    }
    return AppRegistry.at(scope, scope.node.id);
  }

  /** A rule that does not exist would accept nothing, and no review would say why. */
  private checkRules(acknowledgements: readonly Acknowledgement[]): void {
    const known = REVIEW_RULES.map(({ id }) => id);
    const unknown = acknowledgements.find(({ rule }) => !known.includes(rule));
    if (unknown !== undefined) {
      throw constructError(
        this,
        `There is no rule ${JSON.stringify(unknown.rule)} to acknowledge.${didYouMeanSentence(unknown.rule, known)}`,
        "`org-backup help findings` lists the rules.",
      );
    }
  }

  private declareExisting(
    { roles = [], vaults = [] }: NonNullable<BackupOrganizationProps["existing"]>,
    { provisions }: AppRegistry,
  ): void {
    const origin = this.node.path;
    for (const { role, accounts } of roles) {
      const slash = role.lastIndexOf("/") + 1;
      const common = { origin, name: role.slice(slash), path: `/${role.slice(0, slash)}` };
      wheres(accounts).forEach((where) => provisions.addRole({ ...common, where }));
    }
    for (const { vaultName, accounts, regions } of vaults) {
      wheres(accounts).forEach((where) =>
        provisions.addVault({ origin, name: vaultName, where, regions, isAirGapped: false, lock: undefined }),
      );
    }
  }
}

function wheres(
  accounts: readonly string[] | undefined,
): readonly ({ readonly kind: "everywhere" } | { readonly kind: "account"; readonly id: string })[] {
  return accounts === undefined
    ? [{ kind: "everywhere" }]
    : accounts.map((id) => ({ kind: "account", id }) as const);
}

const PROP_RULES: PropRules<BackupOrganizationProps> = {
  organization: "any",
  owner: "any",
  existing: NestedProps.object<NonNullable<BackupOrganizationProps["existing"]>>({
    roles: NestedProps.list<ExistingRole>({ role: "text", accounts: "known-texts" }),
    vaults: NestedProps.list<ExistingVault>({
      vaultName: "text",
      accounts: "known-texts",
      regions: "known-texts",
    }),
  }),
  acknowledge: NestedProps.list<Acknowledgement>({
    rule: "text",
    accounts: NestedProps.object<AccountFilter>({
      under: "known-texts",
      names: "known-texts",
      except: "known-texts",
    }),
    policies: "known-texts",
    path: "text",
    reason: "text",
    expires: "any",
  }),
  at: "any",
};
