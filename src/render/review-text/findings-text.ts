import type { Review } from "../../review/review";
import type { Finding } from "../../text/finding";
import { counted } from "../../text/counted";
import { FindingAccounts } from "../review/finding-accounts";
import { groupedByRule } from "../review/grouped-findings";
import type { FindingGroup } from "../review/grouped-findings";
import { shortScope } from "../review/short-scope";
import { oneLine } from "../../text/shorten";
import { wrapLines } from "../../text/wrap-text";
import type { Style } from "../style";
import type { ReviewTextOptions } from "./review-text-options";
import { nameForTerminal, forTerminal } from "./for-terminal";

/** Longer descriptions of accounts are cut: JSON has them whole. */
const LONGEST_SCOPE = 200;
const MOST_POLICIES = 8;
/** What a rule finds beyond these is shown by a line each, and by a number in the end. */
const LINES_PER_RULE = 20;

/** What is dangerous, a block each, in the order of the review: the most severe first. */
export function findingsText(
  { findings, changes, policyNames }: Review,
  options: ReviewTextOptions,
): readonly string[] {
  const text = new FindingsText(new FindingAccounts(changes), policyNames, options);
  return groupedByRule(findings).map((group) => text.group(group));
}

class FindingsText {
  private readonly style: Style;
  private readonly width: number;

  constructor(
    private readonly accounts: FindingAccounts,
    private readonly names: ReadonlyMap<string, string>,
    { style, width }: ReviewTextOptions,
  ) {
    this.style = style;
    this.width = width;
  }

  group({ whole, rest }: FindingGroup): string {
    const lines = rest.slice(0, LINES_PER_RULE);
    const more = rest.length - lines.length;
    return [
      whole.map((finding, index) => this.block(finding, whole[index - 1])).join("\n\n"),
      ...(rest.length === 0
        ? []
        : [`\n    and ${counted(rest.length, "more of this rule", "more of this rule")}:`]),
      ...lines.map((finding) => this.line(finding)),
      ...(more === 0 ? [] : [`      and ${more.toLocaleString("en-US")} more`]),
    ].join("\n");
  }

  private block(finding: Finding, previous: Finding | undefined): string {
    const { rule, message, path, policies, accounts, hint, requirement, acknowledged } = finding;
    const where = [
      ...(path === "" ? [] : [`at ${forTerminal(path)}`]),
      ...(accounts.length === 0
        ? []
        : [
            `for ${counted(accounts.length, "account")}: ${forTerminal(shortScope(this.accounts.describe(finding), LONGEST_SCOPE))}`,
          ]),
      ...(policies.length === 0 ? [] : [`from ${this.policyNames(policies)}`]),
      ...(requirement === undefined
        ? []
        : [`required by ${forTerminal(requirement.id)}, ${forTerminal(requirement.where)}`]),
      ...(acknowledged === undefined ? [] : [acknowledgement(acknowledged)]),
    ];
    return [
      `  ${this.label(finding)} ${this.style.bold(forTerminal(rule))}`,
      ...wrapLines(forTerminal(message), this.width, "    "),
      ...where.flatMap((line) => wrapLines(line, this.width, "    ", "      ")),
      // The same advice is given once, with the first finding that it is for.
      ...(previous?.hint === hint
        ? []
        : wrapLines(forTerminal(hint), this.width, "    ").map(this.style.dim)),
    ].join("\n");
  }

  private policyNames(ids: readonly string[]): string {
    const more = ids.length - MOST_POLICIES;
    const shown = ids.slice(0, MOST_POLICIES).map((id) => nameForTerminal(id, this.names));
    return `${shown.join(", ")}${more > 0 ? ` and ${more.toLocaleString("en-US")} more` : ""}`;
  }

  private label({ severity, acknowledged }: Finding): string {
    return acknowledged === undefined
      ? severityStyle(this.style, severity)(forTerminal(severity))
      : this.style.dim(`acknowledged ${forTerminal(severity)}`);
  }

  private line({ path, message, accounts }: Finding): string {
    const count = accounts.length === 0 ? "" : ` (${counted(accounts.length, "account")})`;
    const room = this.width - "      ".length - count.length;
    return `      ${oneLine(forTerminal(path === "" ? message : path), room)}${count}`;
  }
}

function acknowledgement({ reason, where, expires }: NonNullable<Finding["acknowledged"]>): string {
  const until = expires === undefined ? "" : ` until ${forTerminal(expires)}`;
  return `accepted${until}: ${forTerminal(reason)} (${forTerminal(where)})`;
}

/** A severity that this renderer does not know is shown like an error: rather too loud than missed. */
export function severityStyle(style: Style, severity: string): (text: string) => string {
  const styles: Readonly<Partial<Record<string, (text: string) => string>>> = {
    error: style.red,
    warning: style.yellow,
    notice: style.cyan,
  };
  return (Object.hasOwn(styles, severity) ? styles[severity] : undefined) ?? style.red;
}
