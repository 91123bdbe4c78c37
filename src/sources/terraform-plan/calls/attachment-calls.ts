import { textOf } from "../../../text/json";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { resourceAction } from "./resource-action";

/** What the provider takes for success when it detaches a policy. */
export const DETACH_TOLERATES = [
  "PolicyNotAttachedException",
  "PolicyNotFoundException",
  "TargetNotFoundException",
] as const;

/** `aws_organizations_policy_attachment`: both arguments force replacement. */
export function attachmentCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates } = resourceAction(resource);
  const { before } = resource;
  const [policyId, targetId] = [textOf(before?.policy_id), textOf(before?.target_id)];
  return {
    destroy:
      destroys && policyId !== undefined && targetId !== undefined
        ? [
            {
              call: { operation: "DetachPolicy", policyId, targetId },
              tolerates: DETACH_TOLERATES,
            },
          ]
        : [],
    apply: creates
      ? [
          {
            call: {
              operation: "AttachPolicy",
              policyId: context.identifier(resource, "policy_id", "policy"),
              targetId: context.identifier(resource, "target_id", "target"),
            },
          },
        ]
      : [],
  };
}
