import type { CreatePolicy, UpdatePolicy } from "../../../change/call";
import { textOf } from "../../../text/json";
import { BACKUP_POLICY_TYPE } from "../../synthesized/synthesized";
import { isUnknown } from "../plan-resource";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls, ProviderCall } from "./node-calls";
import { resourceAction } from "./resource-action";

/** `aws_organizations_policy`: the type forces replacement; content, name and description are one update. */
export function policyCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  const id = textOf(resource.before?.id);
  return {
    destroy:
      destroys && id !== undefined
        ? [
            {
              call: { operation: "DeletePolicy", policyId: id },
              tolerates: ["PolicyNotFoundException"],
            },
          ]
        : [],
    apply: creates
      ? [{ call: created(resource, context) }]
      : updates && id !== undefined
        ? updated(resource, id, context)
        : [],
  };
}

function created(resource: PlanResource, context: CallContext): CreatePolicy {
  const { after } = resource;
  const description = textOf(after?.description);
  return {
    operation: "CreatePolicy",
    id: context.idOfNew(resource),
    name: nameOf(resource),
    // A type that is known only after apply may be the one that backups depend on, and any other.
    policyType: textOf(after?.type) ?? BACKUP_POLICY_TYPE,
    content: isUnknown(resource, "type")
      ? { kind: "unknown", reference: context.sentence(resource, "type") }
      : context.content(resource, "content"),
    ...(description === undefined || description === "" ? {} : { description }),
  };
}

function updated(resource: PlanResource, policyId: string, context: CallContext): readonly ProviderCall[] {
  const { before, after } = resource;
  const changes = (argument: string): boolean =>
    isUnknown(resource, argument) || (after?.[argument] ?? null) !== (before?.[argument] ?? null);
  const description = textOf(after?.description);
  const call: UpdatePolicy = {
    operation: "UpdatePolicy",
    policyId,
    ...(changes("name") ? { name: nameOf(resource) } : {}),
    ...(changes("content") ? { content: context.content(resource, "content") } : {}),
    ...(changes("description") && description !== undefined ? { description } : {}),
  };
  // Tags are calls of their own, and `skip_destroy` is Terraform's alone.
  return Object.keys(call).length > 2 ? [{ call }] : [];
}

function nameOf({ after, before, address }: PlanResource): string {
  return textOf(after?.name) ?? textOf(before?.name) ?? address;
}
