import type { Coverage, CoverageGroup, CoveredRule } from "../review/coverage";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";
import { duration, kept, list } from "../review/words";
import type { TypeCoverage } from "../review/type-coverage";
import { counted } from "../text/counted";
import { getOrAdd } from "../text/get-or-add";
import { grouped } from "../text/grouped";
import { wrapText } from "../text/wrap-text";
import { lineByOrder, linesByOrder, onceAlone, orderRemarks, PERHAPS, rulesByOrder } from "./order-words";
import { groupPieces } from "./shown-groups";
import type { GroupTextOptions, TextOptions } from "./style";
import { typeCoverageText } from "./type-coverage-text";
import { escapeControl } from "../text/escape-control";

/** Coverage for a terminal: who is not backed up first, then who is and how; the 50 groups that matter most. */
export function coverageText(coverage: Coverage, options: GroupTextOptions): string {
  return [...coverageTextPieces(coverage, options)].join("");
}

/** As {@link coverageText}, a group at a time. */
export function* coverageTextPieces(coverage: Coverage, options: GroupTextOptions): Generator<string> {
  const { accounts, protectedAccounts, notKnownAccounts, inactiveAccounts, groups, remarks = [] } = coverage;
  const { style } = options;
  const not = accounts - protectedAccounts - notKnownAccounts;
  const open = [
    ...(not === 0 ? [] : [style.red(`${grouped(not)} not`)]),
    ...(notKnownAccounts === 0 ? [] : [style.yellow(`${grouped(notKnownAccounts)} not known`)]),
  ];
  const headline =
    accounts === 0
      ? style.bold("No active account")
      : open.length === 0
        ? style.bold(`${counted(accounts, "account")}, all covered by a backup plan`)
        : [
            style.bold(
              `${counted(accounts, "account")}, ${grouped(protectedAccounts)} covered by a backup plan`,
            ),
            ...open,
          ].join(", ");
  const inactive =
    inactiveAccounts === 0
      ? []
      : [
          style.dim(
            wrapText(
              `${counted(inactiveAccounts, "account")} left out: not active, AWS Backup does nothing there.`,
              options.width,
            ),
          ),
        ];
  yield [headline, ...remarks.map((remark) => style.red(wrapText(remark, options.width))), ...inactive].join(
    "\n",
  );
  const rule: WriteRule = onceAlone((outcomes) => ruleLines(outcomes, options.width).join("\n"));
  yield* groupPieces(groups, options, (group) => block(group, remarks, rule, options));
}

type WriteRule = (outcomes: readonly CoveredRule[]) => string;

function block(
  group: CoverageGroup,
  remarks: readonly string[],
  textOf: WriteRule,
  { style, width }: TextOptions,
): string {
  const title = wrapText(
    `${counted(group.accounts.length, "account")}: ${escapeControl(group.scope)}`,
    width,
  );
  const why = group.protection === "yes" ? undefined : reason(group, remarks);
  const color = { yes: style.bold, no: style.red, unknown: style.yellow }[group.protection];
  const lines = [color(title), ...(why === undefined ? [] : [wrapText(why, width, "  ")])];
  if (!runsAnything(group)) {
    return lines.join("\n");
  }
  if (group.inForce !== "computed") {
    lines.push(
      style.yellow(wrapText("The merged policy is withheld; this is what AWS published last.", width, "  ")),
    );
  }
  for (const remark of orderRemarks(group)) {
    lines.push(style.yellow(wrapText(remark, width, "  ")));
  }
  const outcomes = [group, ...group.alternatives];
  for (const { outcomes: rule, isCertain } of rulesByOrder(outcomes.map(({ rules }) => rules))) {
    lines.push(...(isCertain ? [] : [wrapText(PERHAPS, width, "  ")]), textOf(rule));
  }
  const types = outcomes.map((outcome) => outcome.types);
  lines.push("", ...typeCoverageText(types, width));
  const answers = [...coveredByType(types).values()];
  const isTagged = (covered: ReadonlySet<Covered>): boolean => !covered.has("all") && covered.has("tagged");
  if (answers.some(isTagged) && answers.every((each) => isTagged(each) || isOptedOut(each))) {
    lines.push(
      wrapText(
        "Resources are selected only by tags or conditions: those without a match are not backed up.",
        width,
        "  ",
      ),
    );
  }
  lines.push(
    ...[...optedOut(types), ...notSelected(types)].map((line) => style.yellow(wrapText(line, width, "  "))),
  );
  return lines.join("\n");
}

type Outcomes = readonly (readonly TypeCoverage[])[];

type Covered = TypeCoverage["covered"] | "opted-out";

/** What the outcomes say of each type, by its name. */
function coveredByType(outcomes: Outcomes): ReadonlyMap<string, ReadonlySet<Covered>> {
  const answers = new Map<string, Set<Covered>>();
  for (const { name, covered, optedOutIn } of outcomes.flat()) {
    const isOff = covered === "none" && optedOutIn !== undefined;
    getOrAdd(answers, name, () => new Set()).add(isOff ? "opted-out" : covered);
  }
  return answers;
}

function isOptedOut(covered: ReadonlySet<Covered>): boolean {
  return covered.size === 1 && covered.has("opted-out");
}

/** What plans select and recorded opt-in settings leave out, by the Regions. */
function optedOut(outcomes: Outcomes): readonly string[] {
  const byRegions = new Map<string, Set<string>>();
  for (const { name, optedOutIn } of outcomes.flat()) {
    if (optedOutIn !== undefined) {
      getOrAdd(byRegions, list(optedOutIn.map(escapeControl)), () => new Set()).add(name);
    }
  }
  return [...byRegions].map(
    ([regions, names]) => `Opt-in off in ${regions}, not backed up there: ${[...names].join(", ")}`,
  );
}

/** The types that no plan selects, apart from those of which an unknown order decides that. */
function notSelected(outcomes: Outcomes): readonly string[] {
  const open = [...coveredByType(outcomes)].filter(([, covered]) => covered.has("none"));
  const lineOf = (words: string, isMeant: (answers: number) => boolean): readonly string[] => {
    const names = open.filter(([, { size }]) => isMeant(size)).map(([name]) => name);
    return names.length === 0 ? [] : [`${words}: ${names.join(", ")}`];
  };
  return [
    ...lineOf("No plan selects", (answers) => answers === 1),
    ...lineOf("Perhaps not selected, by the unknown order", (answers) => answers > 1),
  ];
}

/** In some outcome, by unknown orders. */
function runsAnything({ rules, alternatives }: CoverageGroup): boolean {
  return [{ rules }, ...alternatives].some((outcome) => outcome.rules.some(({ runs }) => runs === "yes"));
}

/** Why it is not known that they are backed up; undefined if that stands at the head or among the remarks on orders. */
function reason(group: CoverageGroup, remarks: readonly string[]): string | undefined {
  const { status, inForce, rules, types, alternatives, mayBeWithheld, isEveryOrderShown } = group;
  if (inForce === "unknown") {
    return status === "withheld"
      ? "The merged policy is withheld, and what AWS published last is not recorded here."
      : "The policy is known only after apply.";
  }
  if (status === "empty") {
    return "No backup policy applies.";
  }
  if (runsAnything(group) && (remarks.length > 0 || mayBeWithheld || !isEveryOrderShown)) {
    return undefined;
  }
  if (runsAnything(group) && alternatives.length > 0) {
    return "An attachment order that is not known decides whether they are backed up.";
  }
  if (runsAnything(group)) {
    const regions = list([...new Set(rules.flatMap((rule) => rule.regions.map(escapeControl)))]);
    return types.every(({ covered, optedOutIn }) => covered === "none" && optedOutIn === undefined)
      ? "No selection matches anything that AWS Backup backs up."
      : group.protection === "unknown"
        ? `It is not known whether AWS Backup backs up what is selected in ${regions}.`
        : `AWS Backup backs up nothing of what is selected in ${regions}.`;
  }
  const of = (runs: CoveredRule["runs"]): readonly CoveredRule[] =>
    rules.filter((rule) => rule.runs === runs);
  const [unread, ended] = [of("unknown"), of("no")];
  if (unread.length > 0) {
    return `It is not known whether backups are made: the schedule of ${named(unread)} cannot be read.`;
  }
  return ended.length > 0 && ended.length === rules.length
    ? `No rule runs again: ${named(ended)}.`
    : "No plan has Regions, rules and selections.";
}

const NAMED_RULES = 3;

function named(rules: readonly CoveredRule[]): string {
  const words = rules
    .slice(0, NAMED_RULES)
    .map(
      (rule) =>
        `${escapeControl(rule.plan)} / ${escapeControl(rule.rule)} (${rule.scheduleWords ?? escapeControl(rule.schedule)})`,
    );
  return rules.length > NAMED_RULES
    ? `${words.join(", ")} and ${counted(rules.length - NAMED_RULES, "more rule")}`
    : list(words);
}

/** @param outcomes the rule in each outcome that is possible */
function ruleLines(outcomes: readonly CoveredRule[], width: number): readonly string[] {
  const lines = [
    lineByOrder(outcomes.map(scheduleOf)),
    lineByOrder(outcomes.map(keptOf)),
    ...linesByOrder(outcomes.map(copiesOf)),
    ...linesByOrder(outcomes.map(selectionsOf)),
  ];
  return [
    wrapText(lineByOrder(outcomes.map(titleOf)), width, "  "),
    ...lines.map((line) => wrapText(line, width, "    ")),
  ];
}

function titleOf({ plan, rule, regions }: CoveredRule): string {
  const where = regions.length === 0 ? "no Region" : regions.map(escapeControl).join(", ");
  return `${escapeControl(plan)} / ${escapeControl(rule)} in ${where}`;
}

function scheduleOf({ largestGapMinutes, scheduleWords, schedule, continuous, runs }: CoveredRule): string {
  const gap =
    largestGapMinutes === undefined ? RUNS_WORDS[runs] : `, at most ${duration(largestGapMinutes)} apart`;
  return `${scheduleWords ?? escapeControl(schedule)}${gap}${continuous ? ", continuous" : ""}`;
}

const RUNS_WORDS: Readonly<Record<CoveredRule["runs"], string>> = {
  yes: ", once more",
  no: ": never runs again",
  unknown: ": not known when it runs",
};

function keptOf({ retentionDays, vault }: CoveredRule): string {
  return `kept ${kept(retentionDays)} in ${escapeControl(vault ?? "(no vault)")}`;
}

function copiesOf({ copies }: CoveredRule): readonly string[] {
  return copies.map(({ arn, kept: retention }) => {
    const asSource = retention.from === "source" ? ", as long as its source" : "";
    return `copied to ${escapeControl(arn)}, kept ${kept(retention.days)}${asSource}`;
  });
}

function selectionsOf({ selections }: CoveredRule): readonly string[] {
  return selections.map(selected);
}

function selected({
  kind,
  tagKey,
  tagValues,
  resourceTypes,
  notResourceTypes,
  conditions,
}: BackupSelection): string {
  const what =
    kind === "tags"
      ? `resources tagged ${escapeControl(tagKey ?? "")} = ${tagValues.map(escapeControl).join(" or ")}`
      : resourceTypes.map(escapeControl).join(", ");
  const except =
    notResourceTypes.length === 0 ? "" : `, except ${notResourceTypes.map(escapeControl).join(", ")}`;
  return `selects ${what}${except}${conditions.length === 0 ? "" : ", under conditions"}`;
}
