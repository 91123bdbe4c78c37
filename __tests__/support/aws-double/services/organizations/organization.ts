import type { JsonObject } from "../../../../../src/text/json";
import { isJsonObject } from "../../../../../src/text/json";
import type { Timeline } from "../../effective/timeline";
import type { Identifiers } from "../../identifiers";
import { POLICY_TYPES } from "./policy-types";

interface TargetBase {
  readonly id: string;
  readonly arn: string;
  name: string;
  /** Of every type, oldest attachment first: the order that decides conflicts and that no API returns. */
  readonly attachments: string[];
  readonly tags: Map<string, string>;
}

interface ParentBase extends TargetBase {
  readonly unitIds: string[];
  readonly accountIds: string[];
}

export interface RootTarget extends ParentBase {
  readonly kind: "ROOT";
}

export interface UnitTarget extends ParentBase {
  readonly kind: "ORGANIZATIONAL_UNIT";
  readonly parentId: string;
}

export type AccountState = "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";

export interface AccountTarget extends TargetBase {
  readonly kind: "ACCOUNT";
  parentId: string;
  readonly email: string;
  state: AccountState;
  readonly joinedMethod: "INVITED" | "CREATED";
  readonly joinedAt: Date;
}

export type ParentTarget = RootTarget | UnitTarget;
export type Target = ParentTarget | AccountTarget;

export interface Policy {
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  name: string;
  description: string;
  content: string;
  readonly awsManaged: boolean;
  readonly targetIds: Set<string>;
  readonly tags: Map<string, string>;
}

export interface DelegatedAdministrator {
  readonly enabledAt: Date;
  readonly services: Map<string, Date>;
}

export interface ResourcePolicy {
  readonly id: string;
  readonly arn: string;
  content: string;
  readonly tags: Map<string, string>;
}

export interface OrganizationIdentity {
  readonly id: string;
  readonly rootId: string;
  readonly rootName: string;
  readonly managementAccountId: string;
  readonly featureSet: "ALL" | "CONSOLIDATED_BILLING";
}

/**
 * One organization, indexed so that no request has to walk it. Methods keep the indexes and the timeline
 * right; whether a change is allowed is decided by the operations that call them.
 */
export class Organization {
  readonly arn: string;
  readonly root: RootTarget;
  readonly targets = new Map<string, Target>();
  readonly accounts = new Map<string, AccountTarget>();
  readonly policies = new Map<string, Policy>();
  readonly enabledPolicyTypes = new Set<string>();
  readonly trustedServices = new Map<string, Date>();
  readonly delegatedAdministrators = new Map<string, DelegatedAdministrator>();
  resourcePolicy: ResourcePolicy | undefined;
  unitCount = 0;
  readonly emails = new Set<string>();
  private readonly policyNames = new Map<string, string>();

  constructor(
    readonly identity: OrganizationIdentity,
    readonly timeline: Timeline,
    private readonly identifiers: Identifiers,
  ) {
    this.arn = `arn:aws:organizations::${identity.managementAccountId}:organization/${identity.id}`;
    this.root = {
      kind: "ROOT",
      id: identity.rootId,
      arn: this.arnOf("root", identity.rootId),
      name: identity.rootName,
      attachments: [],
      tags: new Map(),
      unitIds: [],
      accountIds: [],
    };
    this.targets.set(this.root.id, this.root);
    for (const [type, { managedPolicy }] of POLICY_TYPES) {
      if (managedPolicy !== undefined) {
        this.policies.set(managedPolicy.id, {
          ...managedPolicy,
          arn: `arn:aws:organizations::aws:policy/${type.toLowerCase()}/${managedPolicy.id}`,
          type,
          content: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
          }),
          awsManaged: true,
          targetIds: new Set(),
          tags: new Map(),
        });
      }
    }
  }

  parent(id: string): ParentTarget | undefined {
    const target = this.targets.get(id);
    return target?.kind === "ACCOUNT" ? undefined : target;
  }

  parentOf(target: Target): ParentTarget | undefined {
    return target.kind === "ROOT" ? undefined : this.parent(target.parentId);
  }

  unit(id: string): UnitTarget | undefined {
    const target = this.targets.get(id);
    return target?.kind === "ORGANIZATIONAL_UNIT" ? target : undefined;
  }

  /** How deep under the root; the root itself is 0. */
  depth(target: Target): number {
    const parent = this.parentOf(target);
    return parent === undefined ? 0 : 1 + this.depth(parent);
  }

  /** `o-example/r-abcd/ou-abcd-11111111/333333333333/` */
  path(target: Target): string {
    const parent = this.parentOf(target);
    return parent === undefined ? `${this.identity.id}/${target.id}/` : `${this.path(parent)}${target.id}/`;
  }

  addUnit(parent: ParentTarget, name: string, id?: string): UnitTarget {
    const unitId = id ?? `ou-${this.identity.rootId.slice(2)}-${this.identifiers.text(8)}`;
    const unit: UnitTarget = {
      kind: "ORGANIZATIONAL_UNIT",
      id: unitId,
      arn: this.arnOf("ou", unitId),
      name,
      parentId: parent.id,
      attachments: [],
      tags: new Map(),
      unitIds: [],
      accountIds: [],
    };
    this.targets.set(unitId, unit);
    parent.unitIds.push(unitId);
    this.unitCount += 1;
    this.timeline.setParent(unitId, parent.id);
    this.attachManaged(unit);
    return unit;
  }

  removeUnit(unit: UnitTarget): void {
    for (const policyId of [...unit.attachments]) {
      this.detach(policyId, unit);
    }
    remove(this.parent(unit.parentId)?.unitIds, unit.id);
    this.targets.delete(unit.id);
    this.unitCount -= 1;
  }

  addAccount(
    account: Pick<AccountTarget, "id" | "name" | "email" | "state" | "joinedMethod" | "joinedAt">,
    parent: ParentTarget = this.root,
  ): AccountTarget {
    const target: AccountTarget = {
      ...account,
      kind: "ACCOUNT",
      arn: this.arnOf("account", account.id),
      parentId: parent.id,
      attachments: [],
      tags: new Map(),
    };
    this.targets.set(target.id, target);
    this.accounts.set(target.id, target);
    this.emails.add(target.email);
    parent.accountIds.push(target.id);
    this.timeline.setParent(target.id, parent.id);
    this.attachManaged(target);
    return target;
  }

  moveAccount(account: AccountTarget, destination: ParentTarget): void {
    remove(this.parent(account.parentId)?.accountIds, account.id);
    account.parentId = destination.id;
    destination.accountIds.push(account.id);
    this.timeline.setParent(account.id, destination.id);
  }

  removeAccount(account: AccountTarget): void {
    for (const policyId of [...account.attachments]) {
      this.detach(policyId, account);
    }
    remove(this.parent(account.parentId)?.accountIds, account.id);
    this.targets.delete(account.id);
    this.emails.delete(account.email);
    this.accounts.delete(account.id);
  }

  policyNamed(type: string, name: string): Policy | undefined {
    return this.policies.get(this.policyNames.get(`${type}/${name}`) ?? "");
  }

  addPolicy(policy: Pick<Policy, "type" | "name" | "description" | "content">, id?: string): Policy {
    const policyId = id ?? `p-${this.identifiers.text(10)}`;
    const added: Policy = {
      ...policy,
      id: policyId,
      arn: this.arnOf(`policy`, `${policy.type.toLowerCase()}/${policyId}`),
      awsManaged: false,
      targetIds: new Set(),
      tags: new Map(),
    };
    this.policies.set(policyId, added);
    this.policyNames.set(`${policy.type}/${policy.name}`, policyId);
    this.timeline.setPolicy(policyId, policy.type, contentOf(policy.content));
    return added;
  }

  updatePolicy(policy: Policy, changes: Partial<Pick<Policy, "name" | "description" | "content">>): void {
    if (changes.name !== undefined) {
      this.policyNames.delete(`${policy.type}/${policy.name}`);
      this.policyNames.set(`${policy.type}/${changes.name}`, policy.id);
    }
    Object.assign(policy, changes);
    if (changes.content !== undefined) {
      this.timeline.setPolicy(policy.id, policy.type, contentOf(changes.content));
    }
  }

  removePolicy(policy: Policy): void {
    this.policies.delete(policy.id);
    this.policyNames.delete(`${policy.type}/${policy.name}`);
  }

  attach(policy: Policy, target: Target): void {
    target.attachments.push(policy.id);
    policy.targetIds.add(target.id);
    this.timeline.setAttachments(target.id, target.attachments);
  }

  detach(policyId: string, target: Target): void {
    remove(target.attachments, policyId);
    this.policies.get(policyId)?.targetIds.delete(target.id);
    this.timeline.setAttachments(target.id, target.attachments);
  }

  attachedOfType(target: Target, type: string): readonly Policy[] {
    return target.attachments.flatMap((id) => {
      const policy = this.policies.get(id);
      return policy?.type === type ? [policy] : [];
    });
  }

  enablePolicyType(type: string): void {
    this.enabledPolicyTypes.add(type);
    for (const target of this.targets.values()) {
      this.attachManaged(target, type);
    }
  }

  /** Disabling a type detaches every policy of it, and enabling it again brings none back. */
  disablePolicyType(type: string): void {
    this.enabledPolicyTypes.delete(type);
    for (const policy of this.policies.values()) {
      if (policy.type === type) {
        for (const targetId of [...policy.targetIds]) {
          const target = this.targets.get(targetId);
          if (target !== undefined) {
            this.detach(policy.id, target);
          }
        }
      }
    }
  }

  arnOf(kind: string, id: string): string {
    return `arn:aws:organizations::${this.identity.managementAccountId}:${kind}/${this.identity.id}/${id}`;
  }

  private attachManaged(target: Target, onlyType?: string): void {
    for (const type of onlyType === undefined ? this.enabledPolicyTypes : [onlyType]) {
      const policy = this.policies.get(POLICY_TYPES.get(type)?.managedPolicy?.id ?? "");
      if (policy !== undefined && !policy.targetIds.has(target.id)) {
        this.attach(policy, target);
      }
    }
  }
}

function remove(list: string[] | undefined, member: string): void {
  const index = list?.indexOf(member) ?? -1;
  if (index !== -1) {
    list?.splice(index, 1);
  }
}

function contentOf(text: string): JsonObject {
  const parsed = JSON.parse(text) as unknown;
  return isJsonObject(parsed as JsonObject) ? (parsed as JsonObject) : {};
}
