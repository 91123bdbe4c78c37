import type { Organization } from "../../organization/organization";
import type { JsonObject } from "../../text/json";

/** The organization in the format of an organization file, so that the plan file can be read alone. */
export function organizationJson({ data }: Organization): object {
  return {
    version: 1,
    organization: data.settings,
    root: data.root,
    organizationalUnits: data.organizationalUnits,
    accounts: data.accounts,
    policies: data.policies.map(({ id, name, description, content }) => ({
      id,
      name,
      ...(description === undefined ? {} : { description }),
      content: content.kind === "known" ? (content.text ?? content.value) : {},
    })),
    attachments: data.attachments,
    ...(data.publishedPolicies.size === 0
      ? {}
      : { publishedPolicies: Object.fromEntries<JsonObject>(data.publishedPolicies) }),
  };
}
