import type { Claim } from "../claim";
import type { Step } from "../change";
import type { OpenOrder } from "../folded";
import type { StepOrder, StepsAround } from "./step-order";

interface ClaimOf {
  readonly step: Step;
  readonly claim: Claim;
}

/** Pairs of steps without an order of which one is refused if the other comes first. */
export function openOrders(
  claims: readonly (readonly [Step, readonly Claim[]])[],
  order: StepOrder,
): readonly OpenOrder[] {
  const byKey = new Map<string, ClaimOf[]>();
  for (const [step, ofStep] of claims) {
    for (const claim of ofStep) {
      const known = byKey.get(claim.key);
      if (known === undefined) {
        byKey.set(claim.key, [{ step, claim }]);
      } else {
        known.push({ step, claim });
      }
    }
  }
  const found = new Map<string, OpenOrder>();
  for (const ofKey of byKey.values()) {
    const writers = ofKey.filter(({ claim }) => claim.leaves !== undefined);
    if (writers.length === 0 || ofKey.length < 2) {
      continue;
    }
    const needing = ofKey.filter(({ claim }) => claim.needs !== undefined);
    const few = needing.length < writers.length ? needing : writers;
    const certainly = new CertainOrder(order, few, ofKey.length <= FEW);
    for (const one of needing) {
      const before = new StatesBefore(one, writers, certainly);
      for (const writer of writers.filter(({ step }) => step !== one.step)) {
        const mustBe = neededPlace(one, writer, before);
        const [first, second] = [writer.step.id, one.step.id];
        if (
          mustBe !== undefined &&
          !certainly.isBefore(first, second) &&
          !certainly.isBefore(second, first)
        ) {
          const open = openOrder(one.step, writer.step, mustBe);
          found.set(`${open.kind} ${second} ${first}`, open);
        }
      }
    }
  }
  return [...found.values()];
}

/** As many steps as are asked about more cheaply one by one. */
const FEW = 4;

/** Which of two steps comes first for certain, where one of the two is among some few steps. */
class CertainOrder {
  private readonly few: ReadonlySet<string>;
  private readonly known = new Map<string, StepsAround>();

  constructor(
    private readonly order: StepOrder,
    few: readonly ClaimOf[],
    private readonly isSmall: boolean,
  ) {
    this.few = new Set(few.map(({ step }) => step.id));
  }

  isBefore(first: string, second: string): boolean {
    if (this.isSmall) {
      return this.order.isBefore(first, second);
    }
    return this.few.has(second)
      ? this.around(second).before.has(first)
      : this.around(first).after.has(second);
  }

  private around(id: string): StepsAround {
    let around = this.known.get(id);
    if (around === undefined) {
      around = this.order.around(id);
      this.known.set(id, around);
    }
    return around;
  }
}

/** What can be the case before a step, from the start or by another step. */
class StatesBefore {
  private left: ReadonlySet<Claim["leaves"]> | undefined;

  constructor(
    private readonly needing: ClaimOf,
    private readonly writers: readonly ClaimOf[],
    private readonly certainly: CertainOrder,
  ) {}

  /** Whether something else than what a writing step leaves can be the case without it. */
  canBeOtherwise({ claim: { leaves } }: ClaimOf): boolean {
    const { id } = this.needing.step;
    this.left ??= new Set(
      this.writers
        .filter(({ step }) => step.id !== id && !this.certainly.isBefore(id, step.id))
        .map(({ claim }) => claim.leaves),
    );
    return (
      this.needing.claim.initially !== leaves || this.left.has(leaves === "present" ? "absent" : "present")
    );
  }
}

/**
 * Where the needing step has to stand relative to the writing one; undefined if both orders do. What the writing
 * step brings about matters only if the opposite can be the case before the needing one.
 */
function neededPlace(
  { claim: { needs } }: ClaimOf,
  writer: ClaimOf,
  before: StatesBefore,
): "first" | "last" | undefined {
  return before.canBeOtherwise(writer) ? (writer.claim.leaves === needs ? "last" : "first") : undefined;
}

function openOrder(step: Step, other: Step, mustBe: "first" | "last"): OpenOrder {
  const { call } = step;
  // All that these two calls have in common is an attachment, of the same policy to the same target.
  return call.operation === "AttachPolicy" &&
    other.call.operation === "DetachPolicy" &&
    typeof call.policyId === "string" &&
    typeof call.targetId === "string"
    ? {
        kind: "detach-and-attach",
        policyId: call.policyId,
        targetId: call.targetId,
        detach: other,
        attach: step,
      }
    : { kind: "refused-in-one-order", step, other, mustBe };
}
