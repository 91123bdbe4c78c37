import { textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";

/** What a resource that this review does not read may be about. */
export type UnreadConcern = "organization" | "backup";

/**
 * Whether a resource manages organizations or AWS Backup in a way that this review does not read: by the
 * provider awscc, by Cloud Control, or by a CloudFormation stack. Policies of other types do not count.
 */
export function unreadConcern(type: string, values: JsonObject): UnreadConcern | undefined {
  const concern = concernOf(type, values);
  return concern === "organization" && isOtherPolicy(type, values) ? undefined : concern;
}

/** The argument that shows what a resource of a type holds; undefined for other types. */
export function shownBy(type: string): string | undefined {
  return type === "aws_cloudcontrolapi_resource"
    ? "type_name"
    : /^aws(?:cc)?_cloudformation_stack$/.test(type)
      ? "template_body"
      : undefined;
}

function concernOf(type: string, values: JsonObject): UnreadConcern | undefined {
  if (type.startsWith("awscc_organizations_")) {
    return "organization";
  }
  if (type.startsWith("awscc_backup_")) {
    return "backup";
  }
  switch (type) {
    case "aws_cloudcontrolapi_resource":
      return ofCloudFormationType(textOf(values.type_name) ?? "");
    case "aws_cloudformation_stack":
    case "awscc_cloudformation_stack":
      return JSON.stringify(values).includes("AWS::Organizations::") ? "organization" : undefined;
    default:
      return undefined;
  }
}

function ofCloudFormationType(type: string): UnreadConcern | undefined {
  return type.startsWith("AWS::Organizations::")
    ? "organization"
    : type.startsWith("AWS::Backup::")
      ? "backup"
      : undefined;
}

function isOtherPolicy(type: string, values: JsonObject): boolean {
  const named =
    type === "awscc_organizations_policy"
      ? textOf(values.type)
      : type === "aws_cloudcontrolapi_resource"
        ? /"Type"\s*:\s*"([A-Z_]+)"/.exec(textOf(values.desired_state) ?? "")?.[1]
        : undefined;
  return named?.endsWith("_POLICY") === true && named !== "BACKUP_POLICY" && !named.includes("${");
}
