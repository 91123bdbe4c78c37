import { textOf } from "../../../text/json";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { resourceAction } from "./resource-action";

/** `aws_organizations_organizational_unit`: the parent forces replacement, the name does not. */
export function unitCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  const { before, after } = resource;
  const id = textOf(before?.id);
  const name = textOf(after?.name) ?? textOf(before?.name) ?? resource.address;
  return {
    destroy:
      destroys && id !== undefined
        ? [
            {
              call: { operation: "DeleteOrganizationalUnit", unitId: id },
              tolerates: ["OrganizationalUnitNotFoundException"],
            },
          ]
        : [],
    apply: creates
      ? [
          {
            call: {
              operation: "CreateOrganizationalUnit",
              id: context.idOfNew(resource),
              name,
              parentId: context.identifier(resource, "parent_id", "parent"),
            },
          },
        ]
      : updates && id !== undefined && name !== before?.name
        ? [{ call: { operation: "UpdateOrganizationalUnit", unitId: id, name } }]
        : [],
  };
}
