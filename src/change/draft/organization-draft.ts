import type { AttachmentOrder } from "../../effective/inheritance-level";
import type {
  Account,
  Attachments,
  OpenAttachment,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  Root,
} from "../../organization/model";
import { NEW_ROOT } from "../../organization/new-root";
import { Organization } from "../../organization/organization";
import { sameOr } from "../../text/same-or";
import { add, unitNameKey } from "./indexes";

/** A policy of another type: its content is of no interest, its name and its attachments may be. */
interface OtherPolicy {
  readonly name: string;
  readonly policyType: string;
}

interface DraftAttachments {
  readonly policyIds: Set<string>;
  order: AttachmentOrder;
}

/**
 * An organization while calls are carried out: a mutable copy, so that a call costs what it touches rather
 * than the size of the organization. Nothing outside of `src/change` sees one.
 */
export class OrganizationDraft {
  settings: OrganizationSettings;
  readonly root: Root;
  private readonly units: Map<string, OrganizationalUnit>;
  private readonly accounts: Map<string, Account>;
  private readonly policies: Map<string, Policy>;
  private readonly otherPolicies = new Map<string, OtherPolicy>();
  private readonly policyIdsByName = new Map<string, Set<string>>();
  private readonly attachments: Map<string, DraftAttachments>;
  private readonly targetsByPolicy = new Map<string, Set<string>>();
  private readonly childrenByParent = new Map<string, Set<string>>();
  private readonly unitIdsByName = new Map<string, Set<string>>();
  private readonly openAttachments: OpenAttachment[];
  private readonly openParents: Map<string, readonly string[] | undefined>;
  private isChanged = false;

  constructor(private readonly original: Organization) {
    const { data } = original;
    this.settings = data.settings;
    this.root = data.root;
    this.units = new Map(data.organizationalUnits.map((unit) => [unit.id, unit]));
    this.accounts = new Map(data.accounts.map((account) => [account.id, account]));
    this.policies = new Map(data.policies.map((policy) => [policy.id, policy]));
    this.attachments = new Map(
      data.attachments.map(({ targetId, policyIds, order }) => [
        targetId,
        { policyIds: new Set(policyIds), order },
      ]),
    );
    this.openAttachments = [...(data.openAttachments ?? [])];
    this.openParents = new Map(data.openParents);
    for (const { targetId, policyIds } of data.attachments) {
      policyIds.forEach((policyId) => add(this.targetsByPolicy, policyId, targetId));
    }
    for (const { id, name } of data.policies) {
      add(this.policyIdsByName, name, id);
    }
    for (const unit of data.organizationalUnits) {
      add(this.childrenByParent, unit.parentId, unit.id);
      add(this.unitIdsByName, unitNameKey(unit), unit.id);
    }
    for (const { id, parentId } of data.accounts) {
      add(this.childrenByParent, parentId, id);
    }
  }

  /** False until the call that creates the organization. */
  get isInUse(): boolean {
    return this.root.id !== NEW_ROOT.id || this.settings.enabledPolicyTypes !== undefined;
  }

  get policyCount(): number {
    return this.policies.size;
  }

  get unitCount(): number {
    return this.units.size;
  }

  get allUnits(): Iterable<OrganizationalUnit> {
    return this.units.values();
  }

  get allAccounts(): Iterable<Account> {
    return this.accounts.values();
  }

  get allPolicies(): Iterable<Policy> {
    return this.policies.values();
  }

  unit(id: string): OrganizationalUnit | undefined {
    return this.units.get(id);
  }

  account(id: string): Account | undefined {
    return this.accounts.get(id);
  }

  policy(id: string): Policy | undefined {
    return this.policies.get(id);
  }

  /** The type of a policy; undefined for an id that is not a known policy. */
  policyType(id: string): string | undefined {
    return this.policies.has(id) ? BACKUP_POLICY_TYPE : this.otherPolicies.get(id)?.policyType;
  }

  policyName(id: string): string {
    return this.policies.get(id)?.name ?? this.otherPolicies.get(id)?.name ?? id;
  }

  hasPolicyNamed(name: string, policyType: string): boolean {
    return [...(this.policyIdsByName.get(name) ?? [])].some((id) => this.policyType(id) === policyType);
  }

  isTarget(id: string): boolean {
    return id === this.root.id || this.units.has(id) || this.accounts.has(id);
  }

  isParent(id: string): boolean {
    return id === this.root.id || this.units.has(id);
  }

  parentOf(id: string): string | undefined {
    return this.units.get(id)?.parentId ?? this.accounts.get(id)?.parentId;
  }

  /** From the target itself up to the root. */
  lineageUp(id: string): readonly string[] {
    const lineage: string[] = [];
    for (let at: string | undefined = id; at !== undefined; at = this.parentOf(at)) {
      lineage.push(at);
    }
    return lineage;
  }

  /** Names from the root down; the id for what is not in the organization. */
  path(id: string): string {
    return this.isTarget(id)
      ? this.lineageUp(id)
          .map(
            (at) => (at === this.root.id ? this.root : (this.units.get(at) ?? this.accounts.get(at)))?.name,
          )
          .reverse()
          .join("/")
      : id;
  }

  /** Levels below the root. */
  depthOf(id: string): number {
    return this.lineageUp(id).length - 1;
  }

  childrenOf(id: string): ReadonlySet<string> {
    return this.childrenByParent.get(id) ?? NONE;
  }

  hasUnitNamed(parentId: string, name: string): boolean {
    return (this.unitIdsByName.get(unitNameKey({ parentId, name }))?.size ?? 0) > 0;
  }

  isAttached(policyId: string, targetId: string): boolean {
    return this.targetsByPolicy.get(policyId)?.has(targetId) === true;
  }

  targetsOf(policyId: string): ReadonlySet<string> {
    return this.targetsByPolicy.get(policyId) ?? NONE;
  }

  attachedTo(targetId: string): readonly string[] {
    return [...(this.attachments.get(targetId)?.policyIds ?? [])];
  }

  /** Targets that policies are attached to, or were. */
  get attachmentTargets(): readonly string[] {
    return [...this.attachments.keys()];
  }

  updateSettings(settings: Partial<OrganizationSettings>): void {
    this.isChanged = true;
    this.settings = { ...this.settings, ...settings };
  }

  putUnit(unit: OrganizationalUnit): void {
    this.isChanged = true;
    const known = this.units.get(unit.id);
    if (known !== undefined) {
      this.childrenByParent.get(known.parentId)?.delete(known.id);
      this.unitIdsByName.get(unitNameKey(known))?.delete(known.id);
    }
    this.units.set(unit.id, unit);
    add(this.childrenByParent, unit.parentId, unit.id);
    add(this.unitIdsByName, unitNameKey(unit), unit.id);
  }

  removeUnit(id: string): void {
    const unit = this.units.get(id);
    if (unit !== undefined) {
      this.isChanged = true;
      this.units.delete(id);
      this.childrenByParent.get(unit.parentId)?.delete(id);
      this.unitIdsByName.get(unitNameKey(unit))?.delete(id);
      this.detachAll(id);
    }
  }

  putAccount(account: Account): void {
    this.isChanged = true;
    const known = this.accounts.get(account.id);
    if (known !== undefined) {
      this.childrenByParent.get(known.parentId)?.delete(known.id);
    }
    this.accounts.set(account.id, account);
    add(this.childrenByParent, account.parentId, account.id);
  }

  removeAccount(id: string): void {
    const account = this.accounts.get(id);
    if (account !== undefined) {
      this.isChanged = true;
      this.accounts.delete(id);
      this.childrenByParent.get(account.parentId)?.delete(id);
      this.detachAll(id);
    }
  }

  putPolicy(policy: Policy): void {
    this.isChanged = true;
    const known = this.policies.get(policy.id);
    if (known !== undefined) {
      this.policyIdsByName.get(known.name)?.delete(known.id);
    }
    this.policies.set(policy.id, policy);
    add(this.policyIdsByName, policy.name, policy.id);
  }

  putOtherPolicy(id: string, policy: OtherPolicy): void {
    this.otherPolicies.set(id, policy);
    add(this.policyIdsByName, policy.name, id);
  }

  removePolicy(id: string): void {
    this.isChanged ||= this.policies.has(id);
    this.policyIdsByName.get(this.policyName(id))?.delete(id);
    this.policies.delete(id);
    this.otherPolicies.delete(id);
  }

  /** The policy comes last on its target. */
  attach(policyId: string, targetId: string): void {
    this.isChanged = true;
    const known = this.attachments.get(targetId);
    if (known === undefined) {
      this.attachments.set(targetId, { policyIds: new Set([policyId]), order: "known" });
    } else {
      known.order = known.policyIds.size < 2 ? "known" : known.order;
      known.policyIds.add(policyId);
    }
    add(this.targetsByPolicy, policyId, targetId);
  }

  detach(policyId: string, targetId: string): void {
    this.isChanged = true;
    this.attachments.get(targetId)?.policyIds.delete(policyId);
    this.targetsByPolicy.get(policyId)?.delete(targetId);
  }

  /** Nothing decides in which order the policies of the target were attached. */
  forgetOrder(targetId: string): void {
    const known = this.attachments.get(targetId);
    if (known !== undefined) {
      known.order = "unknown";
    }
  }

  detachEverything(): void {
    this.attachmentTargets.forEach((targetId) => {
      this.detachAll(targetId);
    });
  }

  /** What AWS deletes with the organization itself: the accounts that are left stand alone below the root. */
  deleteContents(): void {
    this.detachEverything();
    for (const account of [...this.accounts.values()]) {
      this.putAccount({ ...account, parentId: this.root.id });
    }
    for (const id of [...this.units.keys()]) {
      this.removeUnit(id);
    }
    for (const id of [...this.policies.keys(), ...this.otherPolicies.keys()]) {
      this.removePolicy(id);
    }
    this.updateSettings({ trustedServices: [], enabledPolicyTypes: [], delegatedAdministrators: [] });
  }

  openAttachment(attachment: OpenAttachment): void {
    this.isChanged = true;
    this.openAttachments.push(attachment);
  }

  openParent(id: string, candidates: readonly string[] | undefined): void {
    this.isChanged = true;
    this.openParents.set(id, candidates);
  }

  /** The same object if nothing was changed. */
  build(): Organization {
    if (!this.isChanged) {
      return this.original;
    }
    const attachments = [...this.attachments].flatMap(([targetId, { policyIds, order }]): Attachments[] => {
      // Policies of other types have attachments of their own, which nothing here depends on.
      const backup = [...policyIds].filter((id) => this.policies.has(id));
      return backup.length === 0
        ? []
        : [{ targetId, policyIds: backup, order: backup.length < 2 ? "known" : order }];
    });
    const open = this.openAttachments.filter(({ targetId }) => this.isTarget(targetId));
    const data: OrganizationData = {
      settings: this.settings,
      root: this.root,
      organizationalUnits: sameOr(this.original.organizationalUnits, [...this.units.values()]),
      accounts: sameOr(this.original.accounts, [...this.accounts.values()]),
      policies: [...this.policies.values()],
      attachments,
      publishedPolicies: new Map(
        [...this.original.data.publishedPolicies].filter(([id]) => this.accounts.has(id)),
      ),
      ...(open.length === 0 ? {} : { openAttachments: open }),
      ...(this.openParents.size === 0 ? {} : { openParents: this.openParents }),
    };
    const result = Organization.create(data, this.original);
    if (!result.ok) {
      // Every call checks what it refers to, so that only a defect of ours gets here.
      throw new RangeError(result.problems.map(({ message }) => message).join(" "));
    }
    return result.organization;
  }

  private detachAll(targetId: string): void {
    for (const policyId of this.attachments.get(targetId)?.policyIds ?? []) {
      this.targetsByPolicy.get(policyId)?.delete(targetId);
    }
    this.isChanged = true;
    this.attachments.delete(targetId);
  }
}

export const BACKUP_POLICY_TYPE = "BACKUP_POLICY";

const NONE: ReadonlySet<string> = new Set();
