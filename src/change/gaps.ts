import { getOrAdd } from "../text/get-or-add";
import type { Step } from "./change";

/** A detachment after which the accounts below are without the policy, so far. */
export interface Gap {
  readonly policyId: string;
  readonly targetId: string;
  readonly from: Step;
  /** Which of all detachments it is. */
  readonly turn: number;
}

export function inTurn(first: Gap, second: Gap): number {
  return first.turn - second.turn;
}

/**
 * The open gaps by policy and place: a policy that is replaced at thousands of targets has as many gaps, and each
 * attachment concerns a few of them.
 */
export class Gaps {
  private turns = 0;
  /** Policies in the order of their first gap. */
  private readonly policyTurns = new Map<string, number>();
  private readonly byTarget = new Map<string, Set<Gap>>();
  /** By policy and target. */
  private readonly here = new Map<string, Set<Gap>>();
  /** By policy and each target from the gap's own up to the root. */
  private readonly below = new Map<string, Set<Gap>>();
  private readonly lineages = new Map<Gap, readonly string[]>();

  /** @param lineage from the target that the policy is detached from up to the root */
  open(policyId: string, lineage: readonly string[], from: Step): void {
    const [targetId = ""] = lineage;
    const gap: Gap = { policyId, targetId, from, turn: this.turns++ };
    getOrAdd(this.policyTurns, policyId, () => gap.turn);
    getOrAdd(this.byTarget, targetId, () => new Set()).add(gap);
    getOrAdd(this.here, key(policyId, targetId), () => new Set()).add(gap);
    this.place(gap, lineage);
  }

  /** Whether the policy has or had a gap. */
  hasBeen(policyId: string): boolean {
    return this.policyTurns.has(policyId);
  }

  /** The gaps of a policy at the target itself. */
  at(policyId: string, targetId: string): readonly Gap[] {
    return [...(this.here.get(key(policyId, targetId)) ?? [])];
  }

  /** Takes out the gaps of a policy at the target and below. */
  close(policyId: string, targetId: string): ReadonlySet<Gap> {
    const closed = new Set(this.below.get(key(policyId, targetId)));
    for (const gap of closed) {
      this.byTarget.get(gap.targetId)?.delete(gap);
      this.here.get(key(policyId, gap.targetId))?.delete(gap);
      this.displace(gap);
    }
    return closed;
  }

  /** An account is elsewhere, and its gaps with it. */
  move(accountId: string, lineage: readonly string[]): void {
    for (const gap of this.byTarget.get(accountId) ?? []) {
      this.displace(gap);
      this.place(gap, lineage);
    }
  }

  /** The first gap of each policy that has one at one of the targets. */
  firstOfEach(targetIds: readonly string[]): readonly Gap[] {
    const first = new Map<string, Gap>();
    for (const gap of targetIds.flatMap((id) => [...(this.byTarget.get(id) ?? [])]).sort(inTurn)) {
      getOrAdd(first, gap.policyId, () => gap);
    }
    const turnOf = ({ policyId }: Gap): number => this.policyTurns.get(policyId) ?? 0;
    return [...first.values()].sort((one, other) => turnOf(one) - turnOf(other));
  }

  private place(gap: Gap, lineage: readonly string[]): void {
    this.lineages.set(gap, lineage);
    for (const id of lineage) {
      getOrAdd(this.below, key(gap.policyId, id), () => new Set()).add(gap);
    }
  }

  private displace(gap: Gap): void {
    for (const id of this.lineages.get(gap) ?? []) {
      this.below.get(key(gap.policyId, id))?.delete(gap);
    }
    this.lineages.delete(gap);
  }
}

function key(policyId: string, targetId: string): string {
  return `${policyId} ${targetId}`;
}
