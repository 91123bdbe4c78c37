import type { Call } from "./call";
import type { Step } from "./change";
import type { OrganizationDraft } from "./draft/organization-draft";
import type { PolicyWindow } from "./folded";

/** A detachment after which the accounts below are without the policy, so far. */
interface Gap {
  readonly policyId: string;
  readonly targetId: string;
  readonly from: Step;
}

/** Follows detachments and attachments, and finds the times in between. */
export class Windows {
  private readonly gaps = new Map<string, Gap[]>();
  private readonly found: PolicyWindow[] = [];
  private readonly moved = new Map<string, { readonly from: readonly string[]; readonly step: Step }>();
  private readonly attachSteps = new Map<string, Step>();
  private readonly replaced: ReadonlyMap<string, string>;

  constructor(steps: readonly Step[]) {
    this.replaced = replacedPolicies(steps);
  }

  /** To be told before the draft moves the account. */
  moving(accountId: string, organization: OrganizationDraft, step: Step): void {
    if (!this.moved.has(accountId)) {
      this.moved.set(accountId, { from: organization.lineageUp(accountId), step });
    }
  }

  detached(policyId: string, targetId: string, organization: OrganizationDraft, step: Step): void {
    const isCovered = organization.lineageUp(targetId).some((id) => organization.isAttached(policyId, id));
    if (!isCovered) {
      const identity = this.identity(policyId);
      const gap = { policyId: identity, targetId, from: step };
      this.gaps.set(identity, [...(this.gaps.get(identity) ?? []), gap]);
    }
  }

  attached(policyId: string, targetId: string, organization: OrganizationDraft, step: Step): void {
    const identity = this.identity(policyId);
    const gaps = this.gaps.get(identity);
    if (gaps === undefined) {
      return;
    }
    this.attachSteps.set(`${identity} ${targetId}`, step);
    const lineage = organization.lineageUp(targetId);
    const open: Gap[] = [];
    for (const gap of gaps) {
      if (organization.lineageUp(gap.targetId).includes(targetId)) {
        this.add(gap, [gap.targetId], step);
      } else {
        if (lineage.includes(gap.targetId)) {
          this.add(gap, [targetId], step);
        }
        open.push(gap);
      }
    }
    this.gaps.set(identity, open);
  }

  /** The windows, those of accounts that move between two targets of a policy included. */
  all(organization: OrganizationDraft): readonly PolicyWindow[] {
    for (const [accountId, { from, step }] of this.moved) {
      for (const gaps of this.gaps.values()) {
        const gap = gaps.find(({ targetId }) => from.includes(targetId));
        const now = gap === undefined ? undefined : this.attachedAbove(gap.policyId, accountId, organization);
        if (gap !== undefined && now !== undefined) {
          this.add(gap, [accountId], now === "before" ? step : now);
        }
      }
    }
    return this.found;
  }

  private attachedAbove(
    policyId: string,
    accountId: string,
    organization: OrganizationDraft,
  ): Step | "before" | undefined {
    const target = organization.lineageUp(accountId).find((id) => organization.isAttached(policyId, id));
    return target === undefined ? undefined : (this.attachSteps.get(`${policyId} ${target}`) ?? "before");
  }

  private add({ policyId, from }: Gap, targetIds: readonly string[], until: Step): void {
    this.found.push({ policyId, targetIds, from, until });
  }

  /** A policy that is replaced is the same one to those whom it protects. */
  private identity(policyId: string): string {
    return this.replaced.get(policyId) ?? policyId;
  }
}

/** New policies by the old one of the same address. */
function replacedPolicies(steps: readonly Step[]): ReadonlyMap<string, string> {
  const deleted = new Map<string, string>();
  for (const { call, origin } of steps) {
    if (call.operation === "DeletePolicy" && typeof call.policyId === "string") {
      deleted.set(origin, call.policyId);
    }
  }
  const created = (call: Call): string | undefined =>
    call.operation === "CreatePolicy" ? call.id : undefined;
  return new Map(
    steps.flatMap(({ call, origin }) => {
      const [id, old] = [created(call), deleted.get(origin)];
      return id === undefined || old === undefined ? [] : [[id, old] as const];
    }),
  );
}
