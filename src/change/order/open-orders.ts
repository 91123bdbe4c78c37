import type { Claim } from "../claim";
import type { Step } from "../change";
import type { OpenOrder } from "../folded";
import type { StepOrder } from "./step-order";

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
    for (const needing of ofKey.filter(({ claim }) => claim.needs !== undefined)) {
      for (const writer of writers.filter(({ step }) => step !== needing.step)) {
        const mustBe = neededPlace(needing, writer, writers, order);
        if (mustBe !== undefined && !order.isDecided(writer.step.id, needing.step.id)) {
          const open = openOrder(needing.step, writer.step, mustBe);
          found.set(`${open.kind} ${needing.step.id} ${writer.step.id}`, open);
        }
      }
    }
  }
  return [...found.values()];
}

/**
 * Where the needing step has to stand relative to the writing one; undefined if both orders do. What the writing
 * step brings about matters only if the opposite can be the case before the needing one: from the start, or by
 * a third step.
 */
function neededPlace(
  { step, claim: { needs, initially } }: ClaimOf,
  writer: ClaimOf,
  writers: readonly ClaimOf[],
  order: StepOrder,
): "first" | "last" | undefined {
  const { leaves } = writer.claim;
  const canBeOtherwise =
    initially !== leaves ||
    writers.some(
      (third) =>
        third.step !== step &&
        third.step !== writer.step &&
        third.claim.leaves !== leaves &&
        !order.isBefore(step.id, third.step.id),
    );
  return canBeOtherwise ? (leaves === needs ? "last" : "first") : undefined;
}

function openOrder(step: Step, other: Step, mustBe: "first" | "last"): OpenOrder {
  const [attach, detach] = [step.call, other.call];
  return attach.operation === "AttachPolicy" &&
    detach.operation === "DetachPolicy" &&
    typeof attach.policyId === "string" &&
    typeof attach.targetId === "string" &&
    attach.policyId === detach.policyId &&
    attach.targetId === detach.targetId
    ? {
        kind: "detach-and-attach",
        policyId: attach.policyId,
        targetId: attach.targetId,
        detach: other,
        attach: step,
      }
    : { kind: "refused-in-one-order", step, other, mustBe };
}
