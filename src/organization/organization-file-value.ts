import { setOwn } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import type {
  Account,
  Attachments,
  OrganizationData,
  OrganizationalUnit,
  OrganizationSettings,
  Policy,
} from "./model";

/**
 * What an organization file holds. Policies are objects if AWS's text can be made from the object again, else the exact text.
 *
 * @throws RangeError for a policy whose content is decided only during apply
 */
export function organizationFileValue(data: OrganizationData): JsonObject {
  const { settings, root, organizationalUnits, accounts, policies, attachments, publishedPolicies } = data;
  const { takenAt, optIn, ...organization } = settings;
  const published: Record<string, JsonValue> = {};
  for (const [accountId, policy] of publishedPolicies) {
    setOwn(published, accountId, policy);
  }
  return {
    version: 1,
    ...(takenAt === undefined ? {} : { takenAt }),
    organization: {
      ...(organization as unknown as JsonObject),
      ...(optIn === undefined ? {} : { optIn: knownOptIns(optIn) }),
    },
    root: { id: root.id, name: root.name },
    ...present("organizationalUnits", organizationalUnits.map(unitOf)),
    ...present("accounts", accounts.map(accountOf)),
    ...present("policies", policies.map(policyOf)),
    ...present("attachments", attachments.map(attachmentsOf)),
    ...(publishedPolicies.size === 0 ? {} : { publishedPolicies: published }),
  };
}

function knownOptIns(optIn: NonNullable<OrganizationSettings["optIn"]>): JsonObject {
  return Object.fromEntries(
    Object.entries(optIn).map(([region, settings]) => [
      region,
      Object.fromEntries(Object.entries(settings).filter(([, isOn]) => isOn !== "unknown")),
    ]),
  );
}

function present(key: string, items: readonly JsonObject[]): JsonObject {
  return items.length === 0 ? {} : { [key]: items };
}

function unitOf({ id, name, parentId }: OrganizationalUnit): JsonObject {
  return { id, name, parentId };
}

function accountOf({ id, name, parentId, state, email }: Account): JsonObject {
  return { id, name, parentId, state, ...(email === undefined ? {} : { email }) };
}

function attachmentsOf({ targetId, policyIds, order }: Attachments): JsonObject {
  return { targetId, policyIds, order };
}

function policyOf(policy: Policy): JsonObject {
  const { id, name, description, tags } = policy;
  const named: Record<string, JsonValue> = {};
  for (const [key, value] of tags ?? []) {
    setOwn(named, key, value);
  }
  return {
    id,
    name,
    ...(description === undefined ? {} : { description }),
    ...(tags === undefined ? {} : { tags: named }),
    content: contentOf(policy),
  };
}

function contentOf({ name, content }: Policy): JsonValue {
  if (content.kind === "unknown") {
    throw new RangeError(`the content of policy ${JSON.stringify(name)} is not known`);
  }
  const { text, value } = content;
  return text === undefined || JSON.stringify(value) === text ? value : text;
}
