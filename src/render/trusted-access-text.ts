import type { TrustedAccessOutcome } from "./trusted-access-json";
import { BACKUP_PRINCIPAL, CONSOLE_ADVICE, consequences, isBackupTrusted } from "../jobs/trusted-access";
import type {
  BackupRole,
  NeededPermission,
  Refusal,
  TrustedAccess,
  TrustedAccessChange,
} from "../jobs/trusted-access";
import { formatTable } from "../text/format-table";
import { utc } from "./jobs-words";
import { wrapText } from "../text/wrap-text";
import type { TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";

/** Trusted access for a terminal: whether it is on, who has the view, roles, permissions. */
export function trustedAccessText(access: TrustedAccess, options: TextOptions): string {
  const { style, width } = options;
  const { organizationId, managementAccountId, caller, missing } = access;
  const blocks = [
    [
      headline(access, options),
      wrapText(
        `organization ${known(organizationId)}, management account ${known(managementAccountId)}; asked as ${known(caller?.arn)}`,
        width,
      ),
      ...(access.allFeatures === false
        ? [style.red("The organization has consolidated billing only: trusted access needs all features.")]
        : []),
    ],
    principalLines(access, options),
    administratorLines(access, options),
    settingLines(access, options),
    roleLines(access.roles, options),
    permissionLines(access.permissions, options),
    missing.map(({ part, why }) =>
      style.yellow(wrapText(`not known: ${escapeControl(part)}: ${escapeControl(why)}`, width)),
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function known(text: string | undefined): string {
  return text === undefined ? "not known" : escapeControl(text);
}

function headline(access: TrustedAccess, { style }: TextOptions): string {
  switch (isBackupTrusted(access)) {
    case true:
      return style.green("Trusted access for AWS Backup is on.");
    case false:
      return style.yellow("Trusted access for AWS Backup is off.");
    default:
      return style.yellow("Whether trusted access for AWS Backup is on could not be read.");
  }
}

function principalLines({ principals }: TrustedAccess, { style }: TextOptions): readonly string[] {
  return principals === undefined
    ? []
    : [
        style.bold("Services with trusted access"),
        ...(principals.length === 0
          ? ["  none"]
          : principals.map(({ principal, enabledAt }) => {
              const since = enabledAt === undefined ? "" : ` since ${utc(enabledAt)}`;
              return `  ${escapeControl(principal)}${since}`;
            })),
      ];
}

function administratorLines(
  { delegatedAdministrators }: TrustedAccess,
  { style }: TextOptions,
): readonly string[] {
  return delegatedAdministrators === undefined
    ? []
    : [
        style.bold(`Delegated administrators for ${BACKUP_PRINCIPAL}`),
        ...(delegatedAdministrators.length === 0
          ? ["  none"]
          : delegatedAdministrators.map(
              ({ accountId, name }) => `  ${escapeControl(accountId)} ${escapeControl(name)}`,
            )),
      ];
}

function settingLines({ globalSettings }: TrustedAccess, { style }: TextOptions): readonly string[] {
  return globalSettings === undefined || globalSettings.size === 0
    ? []
    : [
        style.bold("AWS Backup's settings for the organization"),
        ...[...globalSettings].map(([name, value]) => `  ${escapeControl(name)}: ${escapeControl(value)}`),
      ];
}

function roleLines(roles: readonly BackupRole[], { style, width }: TextOptions): readonly string[] {
  return [
    style.bold("Roles in this account"),
    ...roles.map(({ name, purpose, status, trustedPrincipals }) => {
      const who =
        trustedPrincipals.length === 0
          ? ""
          : `; may be assumed by ${trustedPrincipals.map(escapeControl).join(", ")}`;
      return wrapText(`${escapeControl(name)}: ${status ?? "not known"}${who} (${purpose})`, width, "  ");
    }),
  ];
}

function permissionLines(
  permissions: readonly NeededPermission[],
  { style }: TextOptions,
): readonly string[] {
  return [
    style.bold("Permissions of the caller"),
    ...formatTable(
      [{ head: "action" }, { head: "needed for" }, { head: "allowed" }],
      permissions.map(({ action, neededFor, consoleOnly, allowed }) => [
        action,
        consoleOnly ? `${neededFor} in the console` : neededFor,
        allowed === undefined ? "not known" : allowed ? "yes" : "no",
      ]),
      "  ",
    ),
  ];
}

/** What a change does, before it is made. */
export function changeText(change: TrustedAccessChange, { style, width }: TextOptions): string {
  const title =
    change === "enable"
      ? "Switching trusted access for AWS Backup on:"
      : "Switching trusted access for AWS Backup off:";
  const advice = change === "enable" ? [wrapText(CONSOLE_ADVICE, width)] : [];
  return `${[style.bold(title), ...consequences(change).map((sentence) => bullet(sentence, width)), ...advice].join("\n")}\n`;
}

/** Why a change is not made. */
export function refusalText(
  change: TrustedAccessChange,
  refusals: readonly Refusal[],
  { style, width }: TextOptions,
): string {
  return `${[
    style.red(`Not done: trusted access is not ${change === "enable" ? "enabled" : "disabled"}.`),
    ...refusals.flatMap(({ message, hint }) => [
      bullet(escapeControl(message), width),
      style.dim(wrapText(escapeControl(hint), width, "    ")),
    ]),
  ].join("\n")}\n`;
}

function bullet(sentence: string, width: number): string {
  return `  -${wrapText(sentence, width, "    ").slice(3)}`;
}

/** What became of a change. */
export function outcomeText(
  { change, result, refusals: against }: TrustedAccessOutcome,
  options: TextOptions,
): string {
  switch (result) {
    case "done":
      return `Trusted access for AWS Backup is ${change}d.\n`;
    case "unchanged":
      return `Trusted access for AWS Backup is ${change}d already: nothing to do.\n`;
    case "declined":
      return "Nothing was changed.\n";
    case "refused":
      return refusalText(change, against, options);
  }
}
