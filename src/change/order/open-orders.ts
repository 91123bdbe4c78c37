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
    for (const writer of writers) {
      for (const other of ofKey) {
        const mustBe = other.step === writer.step ? undefined : neededPlace(writer.claim, other.claim);
        if (mustBe !== undefined && !order.isDecided(writer.step.id, other.step.id)) {
          const open = openOrder(other.step, writer.step, mustBe);
          found.set(`${open.kind} ${other.step.id} ${writer.step.id}`, open);
        }
      }
    }
  }
  return [...found.values()];
}

/** Where the needing step has to stand relative to the writing one; undefined if both orders do. */
function neededPlace(writer: Claim, needing: Claim): "first" | "last" | undefined {
  if (needing.needs === undefined || writer.leaves === undefined) {
    return undefined;
  }
  const isMet = needing.initially === needing.needs;
  const isMetAfter = writer.leaves === needing.needs;
  return isMet === isMetAfter ? undefined : isMet ? "first" : "last";
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
