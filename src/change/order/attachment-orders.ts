import type { Step } from "../change";
import type { OpenOrder } from "../folded";
import type { Draft } from "../draft/draft";
import { getOrAdd } from "../../text/get-or-add";
import type { StepOrder } from "./step-order";

/**
 * The order of the policies that a change attaches to one target: known where each step waits for the one
 * before it. Forgets the order of targets where it is open.
 */
export class AttachmentOrders {
  private readonly attached = new Map<string, { readonly policyId: string; readonly step: Step }[]>();

  attach(policyId: string, targetId: string, step: Step): void {
    getOrAdd(this.attached, targetId, () => []).push({ policyId, step });
  }

  settle({ organization }: Draft, order: StepOrder): readonly OpenOrder[] {
    return [...this.attached].flatMap(([targetId, added]): OpenOrder[] => {
      const steps = added.filter(({ policyId }) => organization.isAttached(policyId, targetId));
      const isChained = steps.every(({ step }, index) => {
        const previous = steps[index - 1];
        return previous === undefined || order.isBefore(previous.step.id, step.id);
      });
      if (isChained) {
        return [];
      }
      organization.forgetOrder(targetId);
      return [{ kind: "attachment-order", targetId, steps: steps.map(({ step }) => step) }];
    });
  }
}
