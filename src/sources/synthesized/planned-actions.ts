import { itemsOf, sameJson, textOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { plainJsonValue } from "../../text/plain-json";
import type { PlacedMessage } from "../../review/change-outcome";
import { isOpenValue } from "../infrastructure/vault-lock-of";

/** The arguments of backup resources that force replacement, and those that calls change in place. */
const ARGUMENTS: Readonly<
  Record<string, { readonly forces: readonly string[]; readonly updates: readonly string[] }>
> = {
  aws_backup_vault: { forces: ["name", "kms_key_arn"], updates: [] },
  aws_backup_logically_air_gapped_vault: {
    forces: ["name", "min_retention_days", "max_retention_days", "encryption_key_arn"],
    updates: [],
  },
  aws_backup_vault_lock_configuration: {
    forces: ["backup_vault_name", "changeable_for_days", "min_retention_days", "max_retention_days"],
    updates: [],
  },
  aws_backup_global_settings: { forces: [], updates: ["global_settings"] },
  aws_backup_region_settings: {
    forces: [],
    updates: ["resource_type_opt_in_preference", "resource_type_management_preference"],
  },
  aws_iam_role: { forces: ["name", "path"], updates: ["assume_role_policy"] },
};

/** What the provider computes if the code leaves it out, so that leaving it out changes nothing. */
const COMPUTED: ReadonlySet<string> = new Set(["kms_key_arn", "encryption_key_arn", "name"]);
const DEFAULTS: Readonly<Record<string, JsonValue>> = { path: "/" };

/** The arguments of a backup resource that {@link plannedActions} looks at. */
export function readArguments(type: string): readonly string[] {
  const { forces = [], updates = [] } = ARGUMENTS[type] ?? {};
  return [...forces, ...updates];
}

/**
 * One message for each argument of a backup resource that only apply knows. What is not known of a trust policy, of
 * a key or of full management decides nothing by itself, and roles of other services are of no interest.
 *
 * @param spelled what the code has there
 */
export function openArguments(
  origin: string,
  type: string,
  values: JsonObject,
  spelled: (argument: string) => string,
): readonly PlacedMessage[] {
  const isOther = type === "aws_iam_role" && !JSON.stringify(values).includes("backup.amazonaws.com");
  return isOther
    ? []
    : readArguments(type).flatMap((argument) =>
        isOpenValue(values[argument]) && !NOT_ALONE.has(argument)
          ? [
              {
                origin,
                message: `${argument} is known only after apply (${spelled(argument)}), and so is what backups find there.`,
              },
            ]
          : [],
      );
}

const JUDGED_IN_PART: ReadonlySet<string> = new Set([
  "assume_role_policy",
  "resource_type_opt_in_preference",
]);
const NOT_ALONE: ReadonlySet<string> = new Set([
  "kms_key_arn",
  "encryption_key_arn",
  "assume_role_policy",
  "resource_type_management_preference",
]);

/** Whether {@link plannedActions} knows what Terraform does with resources of a type. */
export function isBackupType(type: string): boolean {
  return Object.hasOwn(ARGUMENTS, type);
}

/** What Terraform does with a resource instance that a state shows or the code declares. */
export function plannedActions(
  type: string,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  lifecycle: JsonValue | undefined,
  isCreatedFirst: boolean,
): readonly string[] {
  if (before === undefined || after === undefined) {
    return before === undefined ? ["create"] : ["delete"];
  }
  const [first] = [lifecycle].flat() as readonly (JsonObject | undefined)[];
  const ignored = first?.ignore_changes;
  const { forces = [], updates = [] } = ARGUMENTS[type] ?? {};
  const isChanged = (argument: string): boolean =>
    ignored !== "all" &&
    !itemsOf(ignored).includes(argument) &&
    differs(argument, before[argument], after[argument]);
  if (forces.some(isChanged)) {
    return replacement(isCreatedFirst);
  }
  return updates.some(isChanged) ? ["update"] : ["no-op"];
}

export function replacement(isCreatedFirst: boolean): readonly string[] {
  return isCreatedFirst ? ["create", "delete"] : ["delete", "create"];
}

function differs(argument: string, before: JsonValue | undefined, after: JsonValue | undefined): boolean {
  // What only apply knows is assumed to stay: its expression is not a value. Some things can be judged in part.
  if (JUDGED_IN_PART.has(argument) && isOpenValue(after)) {
    return true;
  }
  if (textOf(after)?.includes("${") === true || ((after ?? null) === null && COMPUTED.has(argument))) {
    return false;
  }
  const fallback = DEFAULTS[argument] ?? null;
  return !sameJson(comparable(before ?? fallback), comparable(after ?? fallback));
}

/** Documents are equal as JSON; Terraform keeps numbers and truth values of maps as texts. */
function comparable(value: JsonValue): JsonValue {
  if (typeof value === "string") {
    const document = plainJsonValue(value);
    return typeof document === "object" && document !== null ? document : value;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, typeof each === "boolean" ? String(each) : each]),
    );
  }
  return typeof value === "number" ? String(value) : value;
}
