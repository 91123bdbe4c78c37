import type { Review } from "../../review/review";
import type { Finding } from "../../text/finding";
import { counted } from "../../text/counted";
import { FindingAccounts } from "../review/finding-accounts";
import { groupedByRule } from "../review/grouped-findings";
import type { FindingGroup } from "../review/grouped-findings";
import { shortScope } from "../review/short-scope";
import { wrapLines } from "../../text/wrap-text";
import type { Style } from "../style";
import type { ReviewTextOptions } from "./review-text-options";
import { nameForTerminal, forTerminal } from "./for-terminal";
import { grouped } from "../../text/grouped";

/** Longer descriptions of accounts are cut: JSON has them whole. */
const LONGEST_SCOPE = 200;
const MOST_POLICIES = 8;
/** What a rule finds beyond these is shown by a line each, and by a number in the end. */
const LINES_PER_RULE = 20;

/** What is dangerous, a few lines each, in the order of the review: the most severe first. */
export function findingsText(
  { findings, changes, policyNames }: Pick<Review, "findings" | "changes" | "policyNames">,
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
      ...whole.map((finding, index) => this.block(finding, whole[index - 1])),
      ...(rest.length === 0
        ? []
        : [`    and ${counted(rest.length, "more of this rule", "more of this rule")}:`]),
      ...lines.map((finding) => this.line(finding)),
      ...(more === 0 ? [] : [`      and ${grouped(more)} more`]),
    ].join("\n");
  }

  private block(finding: Finding, previous: Finding | undefined): string {
    const { rule, message, path, policies, accounts, resources, hint, requirement, acknowledged } = finding;
    const where = [
      ...(accounts.length === 0 || acknowledged !== undefined
        ? []
        : [
            `for ${counted(accounts.length, "account")}${resourcesWords(resources)}: ${forTerminal(shortScope(this.accounts.describe(finding), LONGEST_SCOPE))}`,
          ]),
      ...(acknowledged !== undefined || this.areNamed(policies, message)
        ? []
        : [`from ${this.policyNames(policies)}`]),
      ...(requirement === undefined
        ? []
        : [`required by ${forTerminal(requirement.id)}, ${forTerminal(requirement.where)}`]),
      ...(acknowledged === undefined ? [] : [acknowledgement(acknowledged)]),
    ];
    const isOpen = acknowledged === undefined;
    const label = labelOf(finding);
    const text = `${label} ${forTerminal(rule)}: ${forTerminal(message)}`;
    const place = path.replace(/^plans\//, "");
    return [
      ...wrapLines(text, this.width, "  ", "    ").map((line, index) =>
        index === 0 ? line.replace(label, this.painted(finding, label)) : line,
      ),
      // The same place is named once.
      ...(path === "" ||
      !isOpen ||
      message.includes(JSON.stringify(place)) ||
      (previous?.path === path && previous.rule === rule)
        ? []
        : wrapLines(`at ${forTerminal(place)}`, this.width, "    ", "      ")),
      ...(where.length === 0 ? [] : wrapLines(where.join("; "), this.width, "    ", "      ")),
      // The same advice is given once, with the first finding that it is for.
      ...(previous?.hint === hint || !isOpen
        ? []
        : wrapLines(forTerminal(hint), this.width, "    ").map(this.style.dim)),
    ].join("\n");
  }

  /** Policies that the message names need no second mention. */
  private areNamed(policies: readonly string[], message: string): boolean {
    return policies.every((id) => message.includes(JSON.stringify(this.names.get(id) ?? id)));
  }

  private policyNames(ids: readonly string[]): string {
    const more = ids.length - MOST_POLICIES;
    const shown = ids.slice(0, MOST_POLICIES).map((id) => nameForTerminal(id, this.names));
    return `${shown.join(", ")}${more > 0 ? ` and ${grouped(more)} more` : ""}`;
  }

  private painted({ severity, acknowledged }: Finding, label: string): string {
    return (acknowledged === undefined ? severityStyle(this.style, severity) : this.style.dim)(label);
  }

  private line({ path, message, accounts }: Finding): string {
    const count = accounts.length === 0 ? "" : ` (${counted(accounts.length, "account")})`;
    return wrapLines(
      `${forTerminal(path === "" ? message : path)}${count}`,
      this.width,
      "      ",
      "        ",
    ).join("\n");
  }
}

/** Of findings, the number of resources says how much is at stake. */
function resourcesWords(resources: number | undefined): string {
  return resources === undefined ? "" : `, ${counted(resources, "resource")}`;
}

function labelOf({ severity, acknowledged }: Finding): string {
  return `${acknowledged === undefined ? "" : "acknowledged "}${forTerminal(severity)}`;
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
