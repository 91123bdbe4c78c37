import { textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";

/** What a resource that this review does not read may be about. */
export type UnreadConcern = "organization" | "backup";

/**
 * Whether a resource manages organizations or AWS Backup in a way that this review does not read: by the
 * provider awscc, by Cloud Control, by a CloudFormation stack, or by backup plans and vault policies that an account
 * has of its own. Policies of other types, audits, reports and restore tests do not count.
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
    return /^awscc_backup_(?:framework|report_plan|restore_testing_\w+)$/.test(type) ? undefined : "backup";
  }
  switch (type) {
    case "aws_cloudcontrolapi_resource":
      return namedIn(textOf(values.type_name) ?? "");
    case "aws_cloudformation_stack":
    case "awscc_cloudformation_stack":
    case "awscc_cloudformation_stack_set":
      return namedIn(JSON.stringify(values));
    case "aws_cloudformation_stack_set":
      // Vaults and roles of its template are read.
      return namedIn(JSON.stringify(values).replaceAll(READ_OF_TEMPLATES, ""));
    default:
      return OWN_BACKUPS.test(type) ? "backup" : undefined;
  }
}

const OWN_BACKUPS = /^aws_backup_(?:plan|selection|vault_policy)$/;
const READ_OF_TEMPLATES = /AWS::Backup::(?:LogicallyAirGapped)?BackupVault\b/g;
/** What no backup depends on. */
const BESIDE = /AWS::Backup::(?:Framework|ReportPlan|RestoreTesting\w+)\b/g;

function namedIn(text: string): UnreadConcern | undefined {
  return text.includes("AWS::Organizations::")
    ? "organization"
    : text.replaceAll(BESIDE, "").includes("AWS::Backup::")
      ? "backup"
      : undefined;
}

/** Words of the command line of AWS; its own options may stand before the service. */
const COMMANDS = /\borganizations\b|\baws\W+backup\b|\baws\b[^;&|]{0,200}?[\s"']backup[\s"'\\]/;

/** Whether provisioners run commands that may change the organization or its backups. */
export function unreadCommands(provisioners: JsonValue | undefined): boolean {
  return COMMANDS.test(JSON.stringify(provisioners ?? ""));
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
