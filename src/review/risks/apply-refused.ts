import type { Step } from "../../change/change";
import type { OpenOrder, RefusedCall } from "../../change/folded";
import { isRefusedDocument, notDone } from "./refused-call";
import type { Risk, RiskFinding } from "./risk";

export const applyRefused: Risk = {
  id: "apply-refused",
  severity: "error",
  failsSynthesis: true,
  sentence: "AWS refuses a step of the change, so that the apply stops half-way.",
  hint: "Change the code so that the step can succeed: whatever refers to an object has to be removed before it.",
  find: ({ change: { folded } }) => [
    ...(folded?.refused ?? []).filter((refused) => !isRefusedDocument(refused)).map(refusedFinding),
    ...(folded?.openOrders ?? []).flatMap(openOrderFinding),
  ],
};

function refusedFinding({ step, exception, reason, message, hint, dependents }: RefusedCall): RiskFinding {
  const name = reason === undefined ? exception : `${exception}, ${reason}`;
  return {
    message: `${step.origin}: ${message} AWS refuses ${step.call.operation} (${name}).${notDone(dependents)}`,
    accounts: [],
    policies: policiesOf(step),
    path: "",
    ...(hint === undefined ? {} : { hint }),
  };
}

function openOrderFinding(order: OpenOrder): readonly RiskFinding[] {
  if (order.kind !== "refused-in-one-order") {
    return [];
  }
  const { step, other, mustBe } = order;
  const [early, late] = mustBe === "first" ? [step, other] : [other, step];
  return [
    {
      message:
        `${step.origin}: nothing orders it after ${other.origin}. AWS refuses ${step.call.operation} unless ${early.call.operation} (${early.origin}) comes before ${late.call.operation} (${late.origin}).`.replace(
          "nothing orders it after",
          mustBe === "first" ? "nothing orders it before" : "nothing orders it after",
        ),
      accounts: [],
      policies: policiesOf(step),
      path: "",
      hint: "Add a depends_on, a moved block if a thing only changes its address, or split the change into two applies.",
    },
  ];
}

function policiesOf({ call }: Step): readonly string[] {
  return "policyId" in call && typeof call.policyId === "string" ? [call.policyId] : [];
}
