import { OrgBackupError } from "../../org-backup-error";
import type { InputProblem } from "../../org-backup-error";
import { Organization } from "../../organization/organization";
import type { Account, Attachments, OrganizationalUnit, Policy } from "../../organization/model";
import type {
  DeclaredAttachment,
  DeclaredPolicy,
  DeclaredResources,
  Reference,
  Unresolved,
} from "./declared-resources";
import { proposedAttachments } from "./propose-attachments";
import { proposedSettings } from "./propose-settings";

/** What the organization is once the declared code is applied. */
export interface Proposal {
  readonly organization: Organization;
  /** What could not be followed and is left out of the proposed organization. */
  readonly unresolved: readonly Unresolved[];
  /** Ids of the policies that the code declares; all others stay as they are. */
  readonly managedPolicyIds: ReadonlySet<string>;
}

/**
 * Joins declared code with the organization that exists. A declared thing is the existing one that it
 * imports or that has its name (policy names are unique in an organization; OU names are, below one
 * parent). What the code does not name stays: synthesized code alone cannot tell a policy that was
 * removed from it from one that was never managed by it.
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
  private readonly problems: InputProblem[] = [];

  constructor(
    private readonly current: Organization,
    private readonly declared: DeclaredResources,
  ) {}

  propose(): Proposal {
    const units = this.units();
    const accounts = this.accounts();
    const policies = this.policies();
    const managed = new Set(
      this.declared.policies.map(({ address }) => this.idByAddress.get(address) ?? address),
    );
    const attachments = this.attachments(managed);
    if (this.problems.length > 0) {
      throw new OrgBackupError("input", "The declared code does not fit the organization.", {
        problems: this.problems,
      });
    }
    const result = Organization.create({
      settings: proposedSettings(this.current.settings, this.declared, (reference) =>
        this.resolve(reference),
      ),
      root: this.current.root,
      organizationalUnits: units,
      accounts,
      policies,
      attachments,
      publishedPolicies: this.current.data.publishedPolicies,
    });
    if (!result.ok) {
      const problems = result.problems.map(({ message, at }) => ({ where: at.join("."), message }));
      throw new OrgBackupError("input", "The organization would not fit together once the code is applied.", {
        problems,
      });
    }
    return { organization: result.organization, unresolved: this.unresolved, managedPolicyIds: managed };
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
            `The parent of the OU ${JSON.stringify(name)} cannot be told: ${spelled(parent)}.`,
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
    for (const { address, origin, importId, name, parent } of this.declared.accounts) {
      const existing =
        importId === undefined
          ? this.current.accounts.find((account) => account.name === name)
          : changed.get(importId);
      if (existing === undefined) {
        this.leaveOut(
          origin,
          `The account ${JSON.stringify(name)} is new: it has no id before apply, so that its policy is not shown.`,
        );
        continue;
      }
      this.idByAddress.set(address, existing.id);
      const parentId = parent === undefined ? existing.parentId : this.resolve(parent);
      if (parentId === undefined) {
        this.leaveOut(
          origin,
          `The parent of the account ${JSON.stringify(name)} cannot be told: it is left where it is.`,
        );
      } else {
        changed.set(existing.id, { ...existing, parentId });
      }
    }
    return [...changed.values()];
  }

  private policies(): readonly Policy[] {
    const changed = new Map(this.current.policies.map((policy) => [policy.id, policy]));
    const idByName = new Map(this.current.policies.map(({ id, name }) => [name, id]));
    const originByName = new Map<string, string>();
    for (const declared of this.declared.policies) {
      const other = originByName.get(declared.name);
      if (other !== undefined) {
        const message = `The policy name ${JSON.stringify(declared.name)} is also the one of ${other}: AWS allows one policy of a name.`;
        this.problems.push({ where: declared.origin, message });
      }
      originByName.set(declared.name, declared.origin);
      const id = declared.importId ?? idByName.get(declared.name) ?? declared.address;
      this.idByAddress.set(declared.address, id);
      changed.set(id, samePolicy(changed.get(id), declared) ?? policyOf(id, declared));
    }
    return [...changed.values()];
  }

  private attachments(managed: ReadonlySet<string>): readonly Attachments[] {
    const wanted = this.declared.attachments.flatMap((attachment) => {
      const policyId = this.resolve(attachment.policy);
      const targetId = this.resolve(attachment.target);
      if (policyId === undefined || targetId === undefined) {
        const which = policyId === undefined ? attachment.policy : attachment.target;
        const what = policyId === undefined ? "policy" : "target";
        this.leaveOut(
          attachment.origin,
          `The ${what} of the attachment cannot be told before apply: ${spelled(which)}.`,
        );
        return [];
      }
      return this.isKnownTarget(attachment, targetId) ? [{ policyId, targetId, attachment }] : [];
    });
    return proposedAttachments(this.current, managed, wanted);
  }

  private isKnownTarget({ origin }: DeclaredAttachment, targetId: string): boolean {
    const known =
      this.current.target(targetId) !== undefined || [...this.idByAddress.values()].includes(targetId);
    if (!known) {
      this.problems.push({
        where: origin,
        message: `The policy is attached to ${JSON.stringify(targetId)}, which is no root, OU or account of the organization file.`,
      });
    }
    return known;
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

/** The existing policy itself where nothing changes: what was computed for it stays valid. */
function samePolicy(existing: Policy | undefined, declared: DeclaredPolicy): Policy | undefined {
  const unchanged =
    existing?.content.kind === "known" &&
    declared.content.kind === "known" &&
    existing.name === declared.name &&
    JSON.stringify(existing.content.value) === JSON.stringify(declared.content.value);
  return unchanged ? existing : undefined;
}

function policyOf(id: string, { name, description, content, origin }: DeclaredPolicy): Policy {
  return { id, name, content, origin, ...(description === undefined ? {} : { description }) };
}

function spelled(reference: Reference): string {
  switch (reference.kind) {
    case "id":
      return reference.id;
    case "address":
      return reference.address;
    case "root":
      return "the root";
    case "child":
      return `the OU ${JSON.stringify(reference.name)} below ${spelled(reference.parent)}`;
    case "unknown":
      return reference.expression;
  }
}
