import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findTarget } from "./context";
import { constraint, organizationsError } from "./errors";
import type { Organization } from "./organization";
import { ORGANIZATION_LIMITS } from "./policy-types";
import { tagList } from "../../input";

/** Tags of the root, organizational units, accounts, policies and the resource policy. */
export function tagOperations(context: OrganizationsContext): OrganizationOperations {
  return {
    TagResource: (organization, input) => {
      applyTags(tagsOf(organization, input.text("ResourceId")), input.tags());
      return {};
    },

    UntagResource: (organization, input) => {
      const tags = tagsOf(organization, input.text("ResourceId"));
      for (const key of input.texts("TagKeys")) {
        tags.delete(key);
      }
      return {};
    },

    ListTagsForResource: (organization, input) => {
      const id = input.text("ResourceId");
      const tags = tagList(tagsOf(organization, id));
      return context.page(input, `ListTagsForResource/${id}`, "Tags", tags, (tag) => tag);
    },
  };
}

export function applyTags(tags: Map<string, string>, added: ReadonlyMap<string, string>): void {
  const keys = new Set([...tags.keys(), ...added.keys()]);
  if (keys.size > ORGANIZATION_LIMITS.tagsPerResource) {
    throw constraint(
      "MAX_TAG_LIMIT_EXCEEDED",
      "You have exceeded the number of tags allowed on this resource.",
    );
  }
  for (const [key, value] of added) {
    tags.set(key, value);
  }
}

function tagsOf(organization: Organization, id: string): Map<string, string> {
  const policy = organization.policies.get(id);
  if (policy !== undefined) {
    return policy.tags;
  }
  if (organization.resourcePolicy?.id === id) {
    return organization.resourcePolicy.tags;
  }
  if (/^r?p-/.test(id)) {
    throw organizationsError("TargetNotFoundException");
  }
  return findTarget(organization, id, () => organizationsError("TargetNotFoundException")).tags;
}
