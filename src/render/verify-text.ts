import type { ProvenanceEvent } from "../effective/provenance";
import type { ValidationError } from "../effective/validation-error";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import type { Mismatch } from "../review/verification/mismatch";
import type { MismatchRule } from "../review/verification/mismatch-rules";
import type { Verification } from "../review/verification/verification";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import { shownValue } from "./setting-value";
import type { TextOptions } from "./style";
import { escapeControl } from "../text/escape-control";

const MAX_ACCOUNTS = 5;
const MAX_VALUES = 20;

const HEADINGS: Readonly<Record<MismatchRule, string>> = {
  "mismatch-unexplained": "Not explained",
  "mismatch-no-policy": "No effective policy",
  "mismatch-uncertain-rule": "A rule of AWS that is not certain",
  "mismatch-file-outdated": "The organization file is out of date",
  "mismatch-stale": "Not published yet",
  "mismatch-order-unknown": "Attachment order",
  "mismatch-order-changed": "Attachment order, not as in the file",
};

/** The comparison for a terminal: the verdict, differences worst first, and what is learnt of attachment orders. */
export function verifyText(
  verification: Verification,
  policies: EffectivePolicies,
  options: TextOptions,
): string {
  const { style, width } = options;
  const { mismatches, compared, without, invalid } = verification;
  const { organization } = policies;
  const total = organization.accounts.length;
  const scope = `${counted(compared.length, "effective policy", "effective policies")} compared of ${counted(total, "account")}`;
  const differing = new Set(mismatches.flatMap(({ accounts }) => accounts)).size;
  const verdict =
    mismatches.length === 0
      ? (invalid?.size === 0 ? style.green : style.bold)(`No difference: ${scope}.`)
      : style.bold(`${counted(differing, "account")} differ${differing === 1 ? "s" : ""}: ${scope}.`);
  const missing =
    without.length === 0
      ? []
      : [
          wrapText(
            `AWS has no effective backup policy for ${counted(without.length, "account")}: ${without.slice(0, MAX_ACCOUNTS).join(", ")}${without.length > MAX_ACCOUNTS ? ", ..." : ""}.`,
            width,
          ),
        ];
  const blocks = mismatches.map((mismatch) => mismatchText(mismatch, organization, options));
  return `${[verdict, ...invalidText(invalid, organization, options), ...missing, ...blocks, ...orderTexts(verification, organization, width)].join("\n\n")}\n`;
}

/** AWS withholds an invalid policy, whether that was predicted or not. */
function invalidText(
  invalid: Verification["invalid"],
  organization: Organization,
  { style, width }: TextOptions,
): readonly string[] {
  if (invalid === undefined) {
    return [wrapText("Not known: which effective policies AWS calls invalid.", width)];
  }
  if (invalid.size === 0) {
    return [];
  }
  const heading = `AWS calls the effective policy of ${counted(invalid.size, "account")} invalid and withholds it:`;
  const lines = [...invalid]
    .slice(0, MAX_VALUES)
    .flatMap(([id, errors]) => [`  ${accountName(organization, id)}`, ...new Set(errors.map(errorLine))]);
  const rest = invalid.size - MAX_VALUES;
  const more = rest > 0 ? [`  and ${counted(rest, "more account")}`] : [];
  return [[style.red(wrapText(heading, width)), ...lines, ...more].join("\n")];
}

function accountName(organization: Organization, id: string): string {
  return organization.account(id) === undefined
    ? escapeControl(id)
    : `${escapeControl(organization.path(id))} (${id})`;
}

function mismatchText(
  { accounts, rule, severity, message, values, errors }: Mismatch,
  organization: Organization,
  { style, width }: TextOptions,
): string {
  const paint = severity === "error" ? style.red : severity === "warning" ? style.yellow : style.cyan;
  const names = accounts.slice(0, MAX_ACCOUNTS).map((id) => accountName(organization, id));
  const more =
    accounts.length > MAX_ACCOUNTS
      ? [`  and ${counted(accounts.length - MAX_ACCOUNTS, "more account")}`]
      : [];
  const shown = values
    .slice(0, MAX_VALUES)
    .flatMap(({ path, predicted, published, origin }) => [
      `    ${escapeControl(path)}`,
      `      predicted  ${predicted === undefined ? "(not set)" : shownValue(predicted)}${originText(origin, organization)}`,
      `      published  ${published === undefined ? "(not set)" : shownValue(published)}`,
    ]);
  const rest =
    values.length > MAX_VALUES ? [`    and ${counted(values.length - MAX_VALUES, "more setting")}`] : [];
  return [
    `${paint(style.bold(HEADINGS[rule]))} (${severity}), ${counted(accounts.length, "account")}`,
    wrapText(message, width, "  "),
    ...names.map((name) => `  ${name}`),
    ...more,
    ...shown,
    ...rest,
    ...errorLines(errors),
  ].join("\n");
}

function errorLines(errors: Mismatch["errors"]): readonly string[] {
  if (errors === undefined) {
    return [];
  }
  const lines = (list: readonly ValidationError<string>[]): readonly string[] =>
    list.length === 0 ? ["      no error"] : list.map(errorLine);
  return [
    "    predicted",
    ...lines(errors.predicted),
    "    AWS reports",
    ...(errors.reported === undefined
      ? ["      that the policy is invalid (the errors were not read)"]
      : lines(errors.reported)),
  ];
}

function errorLine({ code, path, message }: ValidationError<string>): string {
  return `      ${escapeControl(`${code} at ${path}: ${message}`)}`;
}

function originText(origin: readonly ProvenanceEvent[], organization: Organization): string {
  const places = origin.map(
    ({ policyId, targetId }) =>
      `${escapeControl(organization.policy(policyId)?.name ?? policyId)} on ${escapeControl(organization.path(targetId))}`,
  );
  return places.length === 0 ? "" : `  (${[...new Set(places)].join(", ")})`;
}

function orderTexts({ orders }: Verification, organization: Organization, width: number): readonly string[] {
  const policies = (ids: readonly string[]): string =>
    ids.map((id) => escapeControl(organization.policy(id)?.name ?? id)).join(", then ");
  const settled = [...orders.settled].map(([targetId, ids]) =>
    wrapText(`${escapeControl(organization.path(targetId))}: ${policies(ids)}.`, width, "  "),
  );
  const open = [...orders.open].map(([targetId]) =>
    wrapText(
      `${escapeControl(organization.path(targetId))}: several orders give what AWS published.`,
      width,
      "  ",
    ),
  );
  const notTried = orders.notTried.map((targetId) =>
    wrapText(
      `${escapeControl(organization.path(targetId))}: too many policies to try every order.`,
      width,
      "  ",
    ),
  );
  return [
    ...(settled.length === 0
      ? []
      : [["Attachment orders that alone explain what AWS published:", ...settled].join("\n")]),
    ...(open.length + notTried.length === 0
      ? []
      : [["Orders that stay unknown:", ...open, ...notTried].join("\n")]),
  ];
}
