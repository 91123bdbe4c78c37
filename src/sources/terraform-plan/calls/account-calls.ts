import { textOf } from "../../../text/json";
import { isUnknown } from "../plan-resource";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls, ProviderCall } from "./node-calls";
import { resourceAction } from "./resource-action";

/**
 * `aws_organizations_account`: a new account is created below the root and moved; a parent that is left out
 * keeps the account where it is. Other arguments force replacement or are no matter of AWS Organizations.
 */
export function accountCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  const { before } = resource;
  const id = textOf(before?.id);
  return {
    destroy: destroys && id !== undefined ? [removal(id, before?.close_on_deletion === true)] : [],
    apply: creates
      ? creation(resource, context)
      : updates && id !== undefined
        ? move(resource, id, context)
        : [],
  };
}

function removal(accountId: string, isClosed: boolean): ProviderCall {
  return isClosed
    ? {
        call: { operation: "CloseAccount", accountId },
        tolerates: ["AccountAlreadyClosedException", "AccountNotFoundException"],
      }
    : {
        call: { operation: "RemoveAccountFromOrganization", accountId },
        tolerates: ["AccountNotFoundException"],
      };
}

function creation(resource: PlanResource, context: CallContext): readonly ProviderCall[] {
  const { after } = resource;
  const id = context.idOfNew(resource);
  const email = textOf(after?.email);
  const created: ProviderCall = {
    call: {
      operation: "CreateAccount",
      id,
      name: textOf(after?.name) ?? resource.address,
      ...(email === undefined ? {} : { email }),
    },
  };
  if (!hasParent(resource)) {
    return [created];
  }
  const destinationParentId = context.identifier(resource, "parent_id", "parent");
  return destinationParentId === context.rootId
    ? [created]
    : [created, { call: { operation: "MoveAccount", accountId: id, destinationParentId } }];
}

function move(resource: PlanResource, accountId: string, context: CallContext): readonly ProviderCall[] {
  const { before, after } = resource;
  if (!hasParent(resource) || (after?.parent_id === before?.parent_id && !isUnknown(resource, "parent_id"))) {
    return [];
  }
  const sourceParentId = textOf(before?.parent_id);
  const destinationParentId = context.identifier(resource, "parent_id", "parent");
  return [
    {
      call: {
        operation: "MoveAccount",
        accountId,
        ...(sourceParentId === undefined ? {} : { sourceParentId }),
        destinationParentId,
      },
    },
  ];
}

function hasParent(resource: PlanResource): boolean {
  return typeof resource.after?.parent_id === "string" || isUnknown(resource, "parent_id");
}
