import type { AttachmentOrder } from "../effective/inheritance-level";
import { getOrAdd } from "../text/get-or-add";
import type { JsonObject } from "../text/json";
import { checkOrganization } from "./check-organization";
import type { OrganizationProblem } from "./check-organization";
import type {
  Account,
  Attachments,
  OpenAttachment,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  Root,
} from "./model";

export type TargetKind = "root" | "organizational unit" | "account";

/** A root, OU or account: whatever a policy can be attached to. */
export interface Target {
  readonly kind: TargetKind;
  readonly id: string;
  readonly name: string;
  /** Undefined for the root. */
  readonly parentId: string | undefined;
}

export interface AttachedPolicies {
  readonly policies: readonly Policy[];
  readonly order: AttachmentOrder;
}

export type OrganizationResult =
  | { readonly ok: true; readonly organization: Organization }
  | { readonly ok: false; readonly problems: readonly OrganizationProblem[] };

const nothingAttached: AttachedPolicies = { policies: [], order: "known" };

/** An organization whose parts fit together. Immutable; every look-up is by index. */
export class Organization {
  private readonly policiesById: ReadonlyMap<string, Policy>;
  private readonly attachedTo: ReadonlyMap<string, AttachedPolicies>;
  private readonly openByTarget: ReadonlyMap<string, readonly OpenAttachment[]>;

  private constructor(
    readonly data: OrganizationData,
    private readonly tree: Tree,
    policies: ReadonlyMap<string, Policy>,
  ) {
    this.policiesById = policies;
    this.attachedTo = new Map(
      data.attachments.map(({ targetId, policyIds, order }) => [
        targetId,
        { policies: policyIds.flatMap((id) => policies.get(id) ?? []), order },
      ]),
    );
    this.openByTarget = openByTarget(data.openAttachments ?? []);
  }

  /**
   * Checks that everything refers to something that exists, and builds the indexes.
   *
   * @param earlier the organization before a change: where root, OUs and accounts are the same lists, so are indexes
   */
  static create(data: OrganizationData, earlier?: Organization): OrganizationResult {
    const known = earlier !== undefined && hasSameTree(earlier.data, data) ? earlier.tree : undefined;
    const tree = known ?? treeOf(data);
    const policies = new Map(data.policies.map((policy) => [policy.id, policy]));
    const problems = checkOrganization(data, { ...tree, policies }, known !== undefined);
    return problems.length > 0
      ? { ok: false, problems }
      : { ok: true, organization: new Organization(data, tree, policies) };
  }

  get settings(): OrganizationSettings {
    return this.data.settings;
  }

  get root(): Root {
    return this.data.root;
  }

  get organizationalUnits(): readonly OrganizationalUnit[] {
    return this.data.organizationalUnits;
  }

  get accounts(): readonly Account[] {
    return this.data.accounts;
  }

  get policies(): readonly Policy[] {
    return this.data.policies;
  }

  get attachments(): readonly Attachments[] {
    return this.data.attachments;
  }

  /** Whether AWS computes backup policies at all. */
  get backupPoliciesEnabled(): boolean {
    return this.settings.enabledPolicyTypes?.includes("BACKUP_POLICY") ?? true;
  }

  target(id: string): Target | undefined {
    const account = this.tree.accounts.get(id);
    if (account !== undefined) {
      return { kind: "account", id, name: account.name, parentId: account.parentId };
    }
    const unit = this.tree.units.get(id);
    if (unit !== undefined) {
      return { kind: "organizational unit", id, name: unit.name, parentId: unit.parentId };
    }
    return id === this.root.id ? { kind: "root", id, name: this.root.name, parentId: undefined } : undefined;
  }

  account(id: string): Account | undefined {
    return this.tree.accounts.get(id);
  }

  policy(id: string): Policy | undefined {
    return this.policiesById.get(id);
  }

  /** The ids of the OUs and accounts directly below a target, OUs first. */
  children(id: string): readonly string[] {
    return this.tree.childIds.get(id) ?? [];
  }

  attached(targetId: string): AttachedPolicies {
    return this.attachedTo.get(targetId) ?? nothingAttached;
  }

  /** Policies that may come to be attached to the target itself. */
  openAt(targetId: string): readonly OpenAttachment[] {
    return this.openByTarget.get(targetId) ?? [];
  }

  /** Whether the parent of an OU or account is known only after apply. */
  hasOpenParent(id: string): boolean {
    return this.data.openParents?.has(id) === true;
  }

  /** From the root down to the target itself. */
  lineage(id: string): readonly Target[] {
    const lineage: Target[] = [];
    for (let target = this.target(id); target !== undefined;) {
      lineage.push(target);
      target = target.parentId === undefined ? undefined : this.target(target.parentId);
    }
    return lineage.reverse();
  }

  /** The accounts and all above them, each once, from the root down: what is attached there reaches the accounts. */
  targetsOver(accountIds: readonly string[]): ReadonlySet<string> {
    const found = new Set<string>();
    for (const accountId of accountIds) {
      const added: string[] = [];
      let target = this.target(accountId);
      while (target !== undefined && !found.has(target.id)) {
        added.push(target.id);
        target = target.parentId === undefined ? undefined : this.target(target.parentId);
      }
      for (const id of added.reverse()) {
        found.add(id);
      }
    }
    return found;
  }

  /** Names from the root down: `Root/Production/Payments`. */
  path(id: string): string {
    return this.lineage(id)
      .map(({ name }) => name)
      .join("/");
  }

  /** What AWS last published for the account, where the source recorded it. */
  published(accountId: string): JsonObject | undefined {
    return this.data.publishedPolicies.get(accountId);
  }
}

function openByTarget(open: readonly OpenAttachment[]): ReadonlyMap<string, readonly OpenAttachment[]> {
  const found = new Map<string, OpenAttachment[]>();
  for (const attachment of open) {
    const known = found.get(attachment.targetId);
    if (known === undefined) {
      found.set(attachment.targetId, [attachment]);
    } else {
      known.push(attachment);
    }
  }
  return found;
}

/** The OUs and accounts, by index. */
interface Tree {
  readonly units: ReadonlyMap<string, OrganizationalUnit>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly childIds: ReadonlyMap<string, readonly string[]>;
}

function treeOf({ organizationalUnits, accounts }: OrganizationData): Tree {
  const tree = {
    units: new Map<string, OrganizationalUnit>(),
    accounts: new Map<string, Account>(),
    childIds: new Map<string, string[]>(),
  };
  for (const unit of organizationalUnits) {
    tree.units.set(unit.id, unit);
    getOrAdd(tree.childIds, unit.parentId, () => []).push(unit.id);
  }
  for (const account of accounts) {
    tree.accounts.set(account.id, account);
    getOrAdd(tree.childIds, account.parentId, () => []).push(account.id);
  }
  return tree;
}

function hasSameTree(one: OrganizationData, other: OrganizationData): boolean {
  return (
    one.root === other.root &&
    one.organizationalUnits === other.organizationalUnits &&
    one.accounts === other.accounts
  );
}
