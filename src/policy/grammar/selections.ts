import { conditions } from "./conditions";
import type { FixedContainer, SingleSetting } from "./node";
import { resourceType, roleArn, tagKey, tagValue } from "./value-spec";

const iamRoleArn = {
  kind: "single",
  value: roleArn,
  required: "effective",
  requiredEvidence: "documented",
  doc: "The role that AWS Backup assumes in each account; it must exist there under this name and path.",
  evidence: "captured",
  aliases: ["role_arn", "iam_role", "role", "iam_role_name"],
} as const satisfies SingleSetting;

const tagSelection = {
  kind: "fixed",
  concept: "tag-selection",
  title: "a tag selection",
  doc: "Selects the resources that carry one of the values under one tag key.",
  evidence: "captured",
  keys: {
    iam_role_arn: iamRoleArn,
    tag_key: {
      kind: "single",
      value: tagKey,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The tag key to look for, with its case.",
      evidence: "captured",
      aliases: ["key", "selection_tag", "condition_key"],
    },
    tag_value: {
      kind: "list",
      members: tagValue,
      minimum: 1,
      maximum: "tagsPerSelection",
      emptyInEffective: { invalid: true, evidence: "inferred" },
      required: "document",
      doc: "The values to look for, with their case; one match selects the resource.",
      evidence: "captured",
      aliases: ["value", "tag_values", "values", "condition_value"],
    },
    conditions,
  },
} as const satisfies FixedContainer;

const resourceSelection = {
  kind: "fixed",
  concept: "resource-selection",
  title: "a resource selection",
  doc: "Selects resources by type, and by conditions on their tags.",
  evidence: "captured",
  oneOf: ["resource_types", "conditions"],
  oneOfUnrecorded: ["not_resource_types"],
  keys: {
    iam_role_arn: iamRoleArn,
    resource_types: {
      kind: "list",
      members: resourceType,
      minimum: 1,
      emptyInEffective: { invalid: true, evidence: "inferred" },
      doc: "The resource types to include: `*` for all, or the documented patterns.",
      evidence: "captured",
      aliases: ["resources", "resource_type", "resource_arns"],
    },
    not_resource_types: {
      kind: "list",
      members: resourceType,
      minimum: 1,
      doc: "The resource types to leave out.",
      evidence: "documented",
      aliases: ["not_resources", "not_resource_type", "exclude_resource_types"],
    },
    conditions,
  },
} as const satisfies FixedContainer;

/** Which resources a plan backs up. */
export const selections = {
  kind: "fixed",
  concept: "selections",
  title: "the selections of a plan",
  required: "effective",
  maximumInside: "selectionsPerPlan",
  doc: "Which resources the plan backs up, in the Regions of the plan.",
  evidence: "captured",
  keys: {
    tags: {
      kind: "named",
      concept: "tag-selections",
      title: "the tag selections",
      placeholder: "selection",
      names: "name",
      child: tagSelection,
      maximum: "tagSelectionsPerPlan",
      doc: "Selections by one tag key and its values.",
      evidence: "captured",
      aliases: ["tag", "list_of_tags"],
    },
    resources: {
      kind: "named",
      concept: "resource-selections",
      title: "the resource selections",
      placeholder: "selection",
      names: "name",
      child: resourceSelection,
      doc: "Selections by resource type and conditions; documented as an alternative to `tags`.",
      evidence: "captured",
      aliases: ["resource"],
    },
  },
} as const satisfies FixedContainer;
