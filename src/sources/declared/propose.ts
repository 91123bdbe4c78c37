import { OrgBackupError } from "../../org-backup-error";
import { Organization } from "../../organization/organization";
import type { Account, Attachments, OrganizationalUnit, Policy } from "../../organization/model";
import { unusedAccountId } from "../../review/what-if";
import type { DeclaredPolicies, PlacedMessage, PolicyAtTarget } from "../../review/change-outcome";
import { isSamePolicy } from "../../organization/same-policy";
import type {
  DeclaredAttachment,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredSet,
  Reference,
  Unresolved,
} from "./declared-resources";
import { proposedAttachments } from "./propose-attachments";
import { proposedSettings } from "./propose-settings";
import { withoutRemovedPolicies, withoutRemovedUnits } from "./refused-removals";
import { spelledReference, unknownValues } from "./spelled-reference";

/** What the organization is once the declared code is applied. */
export interface Proposal {
  readonly organization: Organization;
  /** What could not be followed and is left out of the proposed organization. */
  readonly unresolved: readonly Unresolved[];
  /** What AWS refuses, so that the apply fails. */
  readonly refusals: readonly PlacedMessage[];
  readonly replacedAttachments: readonly PolicyAtTarget[];
  /** The policies that the code declares; all others stay as they are. */
  readonly declared: DeclaredPolicies;
}

/**
 * Joins declared code with the organization that exists. A declared thing is the existing one that it
 * imports or that has its name (policy names are unique in an organization; OU names are, below one
 * parent). What the code does not name stays: synthesized code alone cannot tell a policy that was
 * removed from it from one that was never managed by it. A plan can, and what it removes goes.
 *
 * @throws OrgBackupError (`input`) where the two do not fit together
 */
export function propose(current: Organization, declared: DeclaredResources): Proposal {
  const join = new Join(current, declared);
  return join.propose();
}

class Join {
  private readonly idByAddress = new Map<string, string>();
  private readonly unresolved: Unresolved[] = [];
  private readonly refusals: PlacedMessage[] = [];
  /** Targets that a plan names and whose place in the organization nothing tells. */
  private readonly placeless: string[] = [];

  constructor(
    private readonly current: Organization,
    private readonly declared: DeclaredResources,
  ) {}

  propose(): Proposal {
    const allUnits = this.units();
    const accounts = this.accounts();
    const { left: units, refusals } = withoutRemovedUnits(
      allUnits,
      accounts,
      this.declared.removed?.unitIds ?? new Set(),
    );
    this.refusals.push(...refusals);
    const policies = this.policies();
    const managed = new Set(
      this.declared.policies.map(({ address }) => this.idByAddress.get(address) ?? address),
    );
    const targets = new Set([this.current.root, ...units, ...accounts].map(({ id }) => id));
    const policyIds = new Set(policies.map(({ id }) => id));
    const wanted = this.wanted(targets, new Map(policies.map((policy) => [policy.id, policy])));
    const attachments = this.attachments(managed, wanted).filter(({ targetId }) => targets.has(targetId));
    const stillAttached = withoutRemovedPolicies(attachments, policyIds, this.current);
    this.refusals.push(...stillAttached.refusals);
    this.checkSettings();
    this.tellPlaceless();
    const result = Organization.create({
      settings: proposedSettings(this.current.settings, this.declared, (reference) =>
        this.resolve(reference),
      ),
      root: this.current.root,
      organizationalUnits: units,
      accounts,
      policies,
      attachments: stillAttached.left,
      publishedPolicies: new Map(
        [...this.current.data.publishedPolicies].filter(([accountId]) => targets.has(accountId)),
      ),
    });
    if (!result.ok) {
      const problems = result.problems.map(({ message, at }) => ({ where: at.join("."), message }));
      throw new OrgBackupError("input", "The organization would not fit together once the code is applied.", {
        problems,
      });
    }
    return {
      organization: result.organization,
      unresolved: this.unresolved,
      refusals: this.refusals,
      replacedAttachments: wanted.filter(({ attachment }) => attachment.replaces !== undefined).map(pairOf),
      declared: {
        origins: new Map(
          this.declared.policies.map(({ address, origin }) => [
            this.idByAddress.get(address) ?? address,
            origin,
          ]),
        ),
        ...(this.declared.organization === undefined
          ? {}
          : { settingsOrigin: this.declared.organization.origin }),
        showsDeletions: this.declared.removed !== undefined,
      },
    };
  }

  private units(): readonly OrganizationalUnit[] {
    const changed = new Map(this.current.organizationalUnits.map((unit) => [unit.id, unit]));
    let waiting = this.declared.organizationalUnits;
    // An OU can be joined once its parent is: level by level.
    while (waiting.length > 0) {
      const later = waiting.filter((unit) => {
        const parentId = this.resolve(unit.parent);
        if (parentId === undefined) {
          return true;
        }
        const id = unit.importId ?? this.childNamed(parentId, unit.name, changed.values()) ?? unit.address;
        this.idByAddress.set(unit.address, id);
        changed.set(id, { id, name: unit.name, parentId });
        return false;
      });
      if (later.length === waiting.length) {
        later.forEach(({ origin, parent, name }) => {
          this.leaveOut(
            origin,
            `The parent of the OU ${JSON.stringify(name)} cannot be told: ${spelledReference(parent)}.`,
          );
        });
        break;
      }
      waiting = later;
    }
    return [...changed.values()];
  }

  private accounts(): readonly Account[] {
    const changed = new Map(this.current.accounts.map((account) => [account.id, account]));
    const idByName = new Map(this.current.accounts.toReversed().map(({ id, name }) => [name, id]));
    const fresh: { readonly address: string; readonly account: Account }[] = [];
    for (const { address, origin, importId, name, parent } of this.declared.accounts) {
      const existing = changed.get(importId ?? idByName.get(name) ?? "");
      const parentId =
        parent === undefined ? (existing?.parentId ?? this.current.root.id) : this.resolve(parent);
      if (parentId === undefined) {
        const what = existing === undefined ? "it is left out" : "it is left where it is";
        this.leaveOut(origin, `The parent of the account ${JSON.stringify(name)} cannot be told: ${what}.`);
      }
      if (existing !== undefined) {
        this.idByAddress.set(address, existing.id);
        changed.set(existing.id, { ...existing, parentId: parentId ?? existing.parentId });
      } else if (parentId !== undefined) {
        fresh.push({ address, account: { id: importId ?? "", name, parentId, state: "ACTIVE" } });
      }
    }
    // A new account has no id before apply: it gets one that no account has, the same from any source.
    for (const { address, account } of fresh.toSorted((first, second) =>
      first.account.name < second.account.name ? -1 : 1,
    )) {
      const id = account.id === "" ? unusedAccountId((candidate) => changed.has(candidate)) : account.id;
      this.idByAddress.set(address, id);
      changed.set(id, { ...account, id });
    }
    this.declared.removed?.accountIds.forEach((id) => changed.delete(id));
    return [...changed.values()];
  }

  private policies(): readonly Policy[] {
    const changed = new Map(this.current.policies.map((policy) => [policy.id, policy]));
    const idByName = new Map(this.current.policies.map(({ id, name }) => [name, id]));
    const originByName = new Map<string, string>();
    for (const declared of this.declared.policies) {
      const { address, origin, importId, name } = declared;
      const other = originByName.get(name);
      if (other !== undefined) {
        const message = `${other} has the policy name ${JSON.stringify(name)} too: AWS refuses a second policy of a name.`;
        this.refusals.push({ origin, message });
      }
      originByName.set(name, origin);
      const namesake = idByName.get(name);
      if (
        declared.isNew === true &&
        namesake !== undefined &&
        this.declared.removed?.policyIds.has(namesake) !== true
      ) {
        this.refusals.push({
          origin,
          message: `The policy ${JSON.stringify(name)} is created, and one of this name exists: AWS refuses a second one. Import it instead.`,
        });
      }
      const id = importId ?? namesake ?? address;
      this.idByAddress.set(address, id);
      const [existing, proposed] = [changed.get(id), policyOf(id, declared)];
      // The existing object where nothing changes: what was computed for it stays valid.
      changed.set(id, existing !== undefined && isSamePolicy(existing, proposed) ? existing : proposed);
    }
    const declaredIds = new Set(this.idByAddress.values());
    return [...changed.values()].filter(
      ({ id }) => declaredIds.has(id) || this.declared.removed?.policyIds.has(id) !== true,
    );
  }

  private wanted(
    targets: ReadonlySet<string>,
    policies: ReadonlyMap<string, Policy>,
  ): readonly (PolicyAtTarget & { readonly policyName: string; readonly attachment: DeclaredAttachment })[] {
    return this.declared.attachments.flatMap((attachment) => {
      const { origin, policy: reference, target } = attachment;
      if (reference.kind === "address" && this.declared.otherPolicies?.has(reference.address) === true) {
        return [];
      }
      const policyId = this.resolve(reference);
      const targetId = this.resolve(target);
      if (policyId === undefined || targetId === undefined) {
        const [what, which] = policyId === undefined ? ["policy", reference] : ["target", target];
        this.leaveOut(
          origin,
          `The ${what} of the attachment cannot be told before apply: ${spelledReference(which)}.`,
        );
        return [];
      }
      const policy = policies.get(policyId);
      if (policy === undefined) {
        this.leaveOut(
          origin,
          `The attached policy ${JSON.stringify(policyId)} is not known as a backup policy: if it is one, the organization file is older than it.`,
        );
        return [];
      }
      return this.isKnownTarget(attachment, targetId, targets)
        ? [{ policyId, targetId, policyName: policy.name, attachment }]
        : [];
    });
  }

  private attachments(
    managed: ReadonlySet<string>,
    wanted: ReturnType<Join["wanted"]>,
  ): readonly Attachments[] {
    const { removed } = this.declared;
    const wantedPairs = new Set(wanted.map((pair) => pairKey(pair)));
    const replacedPairs = new Set(
      wanted.flatMap(({ attachment }) =>
        attachment.replaces === undefined ? [] : [pairKey(attachment.replaces)],
      ),
    );
    const removedPairs = new Set(removed?.attachments.map(pairKey));
    return proposedAttachments(this.current, wanted, {
      isRemoved: (policyId, targetId) => {
        const key = pairKey({ policyId, targetId });
        return removed === undefined
          ? managed.has(policyId) && !wantedPairs.has(key)
          : removedPairs.has(key) && !wantedPairs.has(key);
      },
      isReplaced: (policyId, targetId) => replacedPairs.has(pairKey({ policyId, targetId })),
    });
  }

  private isKnownTarget(
    { origin }: DeclaredAttachment,
    targetId: string,
    targets: ReadonlySet<string>,
  ): boolean {
    const known = targets.has(targetId);
    if (!known && this.declared.removed !== undefined) {
      this.placeless.push(targetId);
    } else if (!known) {
      this.refusals.push({
        origin,
        message: `The policy is attached to ${JSON.stringify(targetId)}, which is not a root, OU or account of the organization: AWS refuses the attachment, unless the organization file is older than the target.`,
      });
    }
    return known;
  }

  private tellPlaceless(): void {
    const [first] = this.placeless;
    if (first !== undefined) {
      const count = this.placeless.length;
      this.leaveOut(
        first,
        `${count === 1 ? "An attachment goes" : `${count} attachments go`} to targets whose place in the organization is not known: they are left out. Give an up-to-date organization file with --org.`,
      );
    }
  }

  private checkSettings(): void {
    const { organization } = this.declared;
    const check = (set: DeclaredSet | undefined, what: string): void => {
      if (set !== undefined && "kind" in set && set.kind === "unknown") {
        this.leaveOut(
          organization?.origin ?? "",
          `The ${what} of the organization cannot be told before apply: ${unknownValues(set.expression)}. They are taken to stay.`,
        );
      }
    };
    check(organization?.trustedServices, "trusted services");
    check(organization?.enabledPolicyTypes, "enabled policy types");
  }

  private resolve(reference: Reference): string | undefined {
    switch (reference.kind) {
      case "id":
        return reference.id;
      case "address":
        return this.idByAddress.get(reference.address);
      case "root":
        return this.current.root.id;
      case "child": {
        const parentId = this.resolve(reference.parent);
        return parentId === undefined
          ? undefined
          : this.childNamed(parentId, reference.name, this.current.organizationalUnits);
      }
      case "unknown":
        return undefined;
    }
  }

  private childNamed(
    parentId: string,
    name: string,
    units: Iterable<OrganizationalUnit>,
  ): string | undefined {
    return [...units].find((unit) => unit.parentId === parentId && unit.name === name)?.id;
  }

  private leaveOut(origin: string, message: string): void {
    this.unresolved.push({ origin, message });
  }
}

function policyOf(id: string, { name, description, content, origin }: DeclaredPolicy): Policy {
  return {
    id,
    name,
    content:
      content.kind === "known" ? content : { kind: "unknown", reference: unknownValues(content.reference) },
    origin,
    ...(description === undefined ? {} : { description }),
  };
}

function pairOf({ policyId, targetId }: PolicyAtTarget): PolicyAtTarget {
  return { policyId, targetId };
}

function pairKey({ policyId, targetId }: PolicyAtTarget): string {
  return `${policyId} ${targetId}`;
}
