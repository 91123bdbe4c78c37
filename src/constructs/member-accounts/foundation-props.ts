import type { TerraformProvider } from "../framework";
import { NestedProps } from "../props/prop-rules";
import type { PropRules } from "../props/prop-rules";
import type { AttachmentTarget } from "../resolved-target";
import { RESOURCE_PROP_RULES } from "../resource-props";
import type { ResourceProps } from "../resource-props";
import { SERVICE_ROLE_PROP_RULES } from "../service-role-definition";
import type { ServiceRoleProps } from "../service-role-definition";
import { MEMBER_VAULT_PROP_RULES } from "./foundation-template";
import type { MemberVault } from "./foundation-template";

export interface MemberAccountFoundationProps extends ResourceProps {
  /**
   * The name of the stack set.
   *
   * @default "organization-backup"
   */
  readonly stackSetName?: string;

  /**
   * The roots or OUs whose accounts get it, including new accounts. An account that moves from one target to
   * another loses its stack and gets a new one, which fails if the vault still exists: use the root, or OUs
   * between which accounts do not move.
   *
   * @default - the root
   */
  readonly targets?: readonly AttachmentTarget[];

  /** The Regions of the vaults; the global role is created in the first one. */
  readonly regions: readonly string[];

  /**
   * The role that policies name, or `none` if it exists already.
   *
   * @default - OrganizationBackupRole, allowed to back up and restore everything
   */
  readonly role?: ServiceRoleProps | "none";

  /** The vaults that policies name. */
  readonly vaults: readonly MemberVault[];

  /**
   * What the management account gets, since stack sets do not reach it: role and vaults created by Terraform,
   * with a provider of the management account for each Region. `none` if nothing is backed up there.
   *
   * @default - the provider of the stack, for its own Region
   */
  readonly managementAccount?: { readonly providers: Readonly<Record<string, TerraformProvider>> } | "none";

  /**
   * `DELEGATED_ADMIN` if Terraform runs in a delegated administrator account of CloudFormation StackSets.
   *
   * @default "SELF"
   */
  readonly callAs?: "SELF" | "DELEGATED_ADMIN";

  /**
   * What happens to stacks and vaults when an account leaves the targets, or a target is removed from the code.
   * Keys of vaults are always retained.
   *
   * @default "retain"
   */
  readonly onRemoval?: "retain" | "delete";

  /**
   * The percentage of accounts that are changed at once, and that may fail before a change stops.
   *
   * @default - 25 at once, 10 may fail
   */
  readonly rollout?: {
    readonly maxConcurrentPercentage: number;
    readonly failureTolerancePercentage: number;
  };

  /**
   * The time limit for all accounts of one target in one Region.
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

/** How the properties are checked. */
export const FOUNDATION_PROP_RULES: PropRules<MemberAccountFoundationProps> = {
  ...RESOURCE_PROP_RULES,
  stackSetName: "text",
  targets: "list",
  regions: "texts",
  role: NestedProps.object<ServiceRoleProps>(SERVICE_ROLE_PROP_RULES, ["none"]),
  vaults: NestedProps.list<MemberVault>(MEMBER_VAULT_PROP_RULES),
  managementAccount: NestedProps.object<{ readonly providers: unknown }>({ providers: "any" }, ["none"]),
  callAs: ["SELF", "DELEGATED_ADMIN"],
  onRemoval: ["retain", "delete"],
  rollout: NestedProps.object<NonNullable<MemberAccountFoundationProps["rollout"]>>({
    maxConcurrentPercentage: "number",
    failureTolerancePercentage: "number",
  }),
  timeout: "text",
  organizationId: "text",
};
