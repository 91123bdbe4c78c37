import { Document, isCollection, visit } from "yaml";
import type {
  Account,
  Attachments,
  OrganizationData,
  OrganizationalUnit,
  Policy,
} from "../organization/model";
import { setOwn } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

export type OrganizationFileFormat = "json" | "yaml";

/** JSON for names that end in `.json`, YAML for all others. */
export function organizationFileFormat(file: string): OrganizationFileFormat {
  return /\.json$/i.test(file) ? "json" : "yaml";
}

/**
 * The text of an organization file; reading it gives the same organization. Policies stand as objects
 * where AWS's text can be made from the object again, and as the exact text everywhere else.
 *
 * @param comment first lines of a YAML file
 * @throws RangeError for a policy whose content is decided only during apply
 */
export function organizationFileText(
  data: OrganizationData,
  format: OrganizationFileFormat,
  comment = "",
): string {
  const file = fileOf(data);
  if (format === "json") {
    return `${JSON.stringify(file, undefined, 2)}\n`;
  }
  // Without anchors: two equal objects are two objects.
  const document = new Document(file, { aliasDuplicateObjects: false });
  document.commentBefore = comment === "" ? null : ` ${comment.replaceAll("\n", "\n ")}`;
  makeRecordsFlow(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** One line for each OU, account, attachment: what a reader compares line by line. */
function makeRecordsFlow(document: Document): void {
  const flow = (node: unknown): void => {
    if (isCollection(node)) {
      node.flow = true;
    }
  };
  for (const key of ["organizationalUnits", "accounts", "attachments"]) {
    const records = document.get(key);
    if (isCollection(records)) {
      records.items.forEach(flow);
    }
  }
  flow(document.get("root"));
  const organization = document.get("organization");
  if (isCollection(organization)) {
    visit(organization, {
      Seq: (_key, node) => flow(node),
      Map: (_key, node) => (node === organization ? undefined : flow(node)),
    });
  }
}

function fileOf(data: OrganizationData): JsonObject {
  const { settings, root, organizationalUnits, accounts, policies, attachments, publishedPolicies } = data;
  const published: Record<string, JsonValue> = {};
  for (const [accountId, policy] of publishedPolicies) {
    setOwn(published, accountId, policy);
  }
  return {
    version: 1,
    organization: settings as unknown as JsonObject,
    root: { id: root.id, name: root.name },
    ...present("organizationalUnits", organizationalUnits.map(unitOf)),
    ...present("accounts", accounts.map(accountOf)),
    ...present("policies", policies.map(policyOf)),
    ...present("attachments", attachments.map(attachmentsOf)),
    ...(publishedPolicies.size === 0 ? {} : { publishedPolicies: published }),
  };
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
