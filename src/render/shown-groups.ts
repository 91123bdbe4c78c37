import { STANDINGS } from "../review/standing";
import type { Standing } from "../review/standing";
import { counted } from "../text/counted";
import { wrapText } from "../text/wrap-text";
import type { GroupTextOptions, Style, TextOptions } from "./style";

/** Accounts of which the same is said. */
interface Group {
  readonly accounts: readonly string[];
  readonly standing: Standing;
  /** How many of the accounts are not active; none if undefined. */
  readonly inactiveAccounts?: number;
}

/** No one reads more paragraphs than this. */
const SHOWN_GROUPS = 50;

/**
 * The groups of a report after its head, a group at a time. Few stay in their order; of many, the worst come first,
 * then those of most accounts, and what is not shown is counted.
 */
export function* groupPieces<G extends Group>(
  groups: readonly G[],
  options: GroupTextOptions,
  text: (group: G) => string,
): Generator<string> {
  const isLong = groups.length > SHOWN_GROUPS;
  const sorted = isLong ? groups.toSorted(byUrgency) : groups;
  for (const group of options.all === true ? sorted : sorted.slice(0, SHOWN_GROUPS)) {
    yield `\n\n${text(group)}`;
  }
  if (isLong && options.all !== true) {
    yield `\n\n${countLines(sorted.slice(SHOWN_GROUPS), options).join("\n")}`;
  }
  yield "\n";
}

function byUrgency(first: Group, second: Group): number {
  return (
    STANDINGS.indexOf(first.standing) - STANDINGS.indexOf(second.standing) ||
    second.accounts.length - first.accounts.length
  );
}

/** Counts groups by how they stand: nothing that is not surely fine goes without a number. */
function countLines(groups: readonly Group[], { style, width }: TextOptions): readonly string[] {
  const head = `Not shown: ${counts(groups, "more group")}`;
  const standings = STANDINGS.map((standing) => ({
    standing,
    alike: groups.filter((group) => group.standing === standing),
  })).filter(({ alike }) => alike.length > 0);
  const lines = standings.every(({ standing }) => standing === "covered")
    ? [wrapText(`${head}, ${accountsOf(groups) === 1 ? "" : "all "}${words(groups, "covered")}.`, width)]
    : [
        `${head}:`,
        ...standings.map(({ standing, alike }) =>
          style[COLORS[standing]](
            wrapText(`${counts(alike, "group")}, ${words(alike, standing)}`, width, "  "),
          ),
        ),
      ];
  return [...lines, wrapText(HOW, width)];
}

const HOW = "--all shows every group, --account those of certain accounts, --format json everything as data.";

const WORDS: Readonly<Record<Standing, string>> = {
  "not-covered": "not covered by a backup plan",
  withheld: "coverage not known: the merged policy is withheld, and what AWS published last is not recorded",
  "not-known": "coverage not known",
  "last-published": "covered by what AWS published last: the merged policy is withheld",
  "order-dependent": "covered by a backup plan, but an unknown attachment order decides how",
  covered: "covered by a backup plan",
};

const COLORS: Readonly<Record<Standing, keyof Style>> = {
  "not-covered": "red",
  withheld: "yellow",
  "not-known": "yellow",
  "last-published": "yellow",
  "order-dependent": "yellow",
  covered: "bold",
};

function words(groups: readonly Group[], standing: Standing): string {
  const inactive = sum(groups.map(({ inactiveAccounts = 0 }) => inactiveAccounts));
  return inactive === 0
    ? WORDS[standing]
    : `${WORDS[standing]}, except ${counted(inactive, "account that is not active", "accounts that are not active")}`;
}

function counts(groups: readonly Group[], noun: string): string {
  return `${counted(groups.length, noun)} with ${counted(accountsOf(groups), "account")}`;
}

function accountsOf(groups: readonly Group[]): number {
  return sum(groups.map(({ accounts }) => accounts.length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
