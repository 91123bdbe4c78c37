import type { Change } from "../../change/change";
import type { PlacedMessage } from "../../review/change-outcome";
import { itemsOf, objectOf, textOf } from "../../text/json";
import { expressionOf } from "./expression";
import { constructPath, originOf } from "./stack-json";
import type { Block } from "./stack-json";

const ORGANIZATIONS = /^aws_organizations_(?:policy|policy_attachment|organizational_unit|account)$/;

/**
 * Resources that `replace_triggered_by` may replace, which the review does not carry out: a replaced attachment
 * is detached for a moment, and comes last on its target. What triggers them changes, or is nothing that the
 * review reads.
 */
export function replaceTriggers(blocks: readonly Block[], { steps }: Change): readonly PlacedMessage[] {
  // A step is named by the address of its resource, with an index or a word behind it.
  const changed = new Set(steps.map(({ id }) => id.replace(/[[ ].*$/s, "")));
  return blocks.flatMap((block) => {
    if (block.mode !== "resource" || !ORGANIZATIONS.test(block.type)) {
      return [];
    }
    const [lifecycle] = [block.values.lifecycle].flat();
    const triggers = itemsOf(objectOf(lifecycle).replace_triggered_by).flatMap((trigger) => {
      const text = textOf(trigger) ?? "";
      const [type = "", name = ""] = (expressionOf(text) ?? text).split(/[.[]/);
      const isRead = ORGANIZATIONS.test(type);
      return isRead && !changed.has(`${block.stack.name}/${type}.${name}`) ? [] : [`${type}.${name}`];
    });
    return triggers.length === 0
      ? []
      : [
          {
            origin: constructPath(originOf(block)),
            message: `Terraform replaces it if ${triggers.join(" or ")} changes (replace_triggered_by). The review does not carry that out: review the Terraform plan of ${block.address} with --plan.`,
            isNotRead: true as const,
          },
        ];
  });
}
