import type {
  DeclaredAttachment,
  DeclaredOrganization,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredUnit,
  Reference,
} from "../../sources/declared/declared-resources";
import type { JsonObject } from "../../text/json";
import type { AppRegistry } from "../app-registry";
import { ROOT_KEY } from "../attachment-target";
import { TerraformStack } from "../framework";
import type { TerraformElement } from "../framework";
import type { RegisteredPolicy } from "../registered";
import type { ResolvedTarget } from "../resolved-target";

/** What the constructs of an app declare, as it is read from synthesized code otherwise. */
export function declaredByConstructs(registry: AppRegistry): DeclaredResources {
  const policies = [...registry.policies.values()];
  return {
    organization: organizationOf(registry),
    organizationalUnits: registry.targets.createdUnits.flatMap(({ resource, name, parent, path }) =>
      resource === undefined ? [] : [unitOf(resource, name, parent, path)],
    ),
    accounts: [],
    ...(registry.owner === undefined ? {} : { owner: registry.owner }),
    policies: policies.map(policyOf),
    attachments: attachmentsOf(policies, registry.access?.node.path),
    delegatedAdministrators: registry.delegations.map(({ accountId }) => ({
      account: { kind: "id", id: accountId },
      servicePrincipal: "backup.amazonaws.com",
    })),
  };
}

/** `stack/type.name`, as in synthesized code. */
export function addressOf(element: TerraformElement): string {
  const { terraformResourceType: type = "" } = element as { readonly terraformResourceType?: string };
  return `${TerraformStack.of(element).node.id}/${type}.${element.friendlyUniqueId}`;
}

/** Services and policy types once the code is applied; undefined if the code leaves them as they are. */
function organizationOf({ access, organization }: AppRegistry): DeclaredOrganization | undefined {
  const wanted = access?.outcome(organization?.settings);
  return access === undefined || wanted === undefined
    ? undefined
    : { address: access.node.path, origin: access.node.path, ...wanted };
}

function unitOf(
  resource: TerraformElement,
  name: string,
  parent: ResolvedTarget,
  path: string,
): DeclaredUnit {
  return { address: addressOf(resource), origin: path, name, parent: referenceTo(parent) };
}

function policyOf(construct: RegisteredPolicy): DeclaredPolicy {
  const { name, description, content, policy, node } = construct;
  return {
    address: addressOf(policy),
    origin: node.path,
    name,
    ...(description === undefined ? {} : { description }),
    content:
      content.text === undefined
        ? { kind: "unknown", reference: content.terraform }
        : // As AWS gets it, lists in their canonical order: what is reviewed is what is applied.
          { kind: "known", value: JSON.parse(content.text) as JsonObject, text: content.text },
  };
}

/**
 * In declared order; each one comes after its policy, its OU, the one before it on the same target, and the policy
 * type.
 */
function attachmentsOf(
  policies: readonly RegisteredPolicy[],
  access: string | undefined,
): readonly DeclaredAttachment[] {
  const declared = policies.flatMap(({ policy, attachments }) =>
    attachments.map((attachment) => ({ policy, ...attachment })),
  );
  return declared
    .toSorted((first, second) => first.index - second.index)
    .map(({ policy, attachment, target, previous }) => ({
      address: addressOf(attachment),
      origin: attachment.node.path,
      policy: { kind: "address", address: addressOf(policy) },
      target: referenceTo(target),
      after: new Set([
        ...[policy, target.unit?.resource, previous].flatMap((element) =>
          element === undefined ? [] : [addressOf(element)],
        ),
        ...(access === undefined ? [] : [access]),
      ]),
    }));
}

function referenceTo(target: ResolvedTarget): Reference {
  if (target.key === ROOT_KEY) {
    return { kind: "root" };
  }
  if (target.unit?.resource !== undefined) {
    return { kind: "address", address: addressOf(target.unit.resource) };
  }
  return target.knownId === undefined
    ? { kind: "unknown", expression: target.path ?? target.label }
    : { kind: "id", id: target.knownId };
}
