import type { Call } from "./call";
import type { Step } from "./change";
import type { OrganizationDraft } from "./draft/organization-draft";
import type { PolicyWindow } from "./folded";
import { Gaps, inTurn } from "./gaps";
import type { Gap } from "./gaps";

/** Follows detachments and attachments, and finds the times in between. */
export class Windows {
  private readonly gaps = new Gaps();
  private readonly found: PolicyWindow[] = [];
  private readonly moves = new Map<string, { readonly from: readonly string[]; readonly step: Step }>();
  private readonly attachSteps = new Map<string, Step>();
  private readonly replaced: ReadonlyMap<string, string>;

  /** @param isBefore whether a step is certainly over before another one begins */
  constructor(
    steps: readonly Step[],
    private readonly isBefore: (first: Step, second: Step) => boolean,
  ) {
    this.replaced = replacedPolicies(steps);
  }

  /** To be told before the draft moves the account. */
  moving(accountId: string, organization: OrganizationDraft, step: Step): void {
    if (!this.moves.has(accountId)) {
      this.moves.set(accountId, { from: organization.lineageUp(accountId), step });
    }
  }

  moved(accountId: string, organization: OrganizationDraft): void {
    this.gaps.move(accountId, organization.lineageUp(accountId));
  }

  detached(policyId: string, targetId: string, organization: OrganizationDraft, step: Step): void {
    const lineage = organization.lineageUp(targetId);
    if (!lineage.some((id) => organization.isAttached(policyId, id))) {
      this.gaps.open(this.identity(policyId), lineage, step);
    }
  }

  attached(policyId: string, targetId: string, organization: OrganizationDraft, step: Step): void {
    const identity = this.identity(policyId);
    if (!this.gaps.hasBeen(identity)) {
      return;
    }
    this.attachSteps.set(`${identity} ${targetId}`, step);
    const closed = this.gaps.close(identity, targetId);
    const above = organization.lineageUp(targetId).flatMap((id) => this.gaps.at(identity, id));
    for (const gap of [...closed, ...above].sort(inTurn)) {
      // A target that is gone is not without a policy.
      if (organization.isTarget(gap.targetId)) {
        this.add(gap, [closed.has(gap) ? gap.targetId : targetId], step);
      }
    }
  }

  /** The windows, those of accounts that move between two targets of a policy included. */
  all(organization: OrganizationDraft): readonly PolicyWindow[] {
    for (const [accountId, { from, step }] of this.moves) {
      for (const gap of this.gaps.firstOfEach(from)) {
        const now = this.attachedAbove(gap.policyId, accountId, organization);
        // It may have the policy at its new place before the old place loses it.
        const isAlwaysThere = now === "before" && this.isBefore(step, gap.from);
        if (now !== undefined && !isAlwaysThere) {
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
