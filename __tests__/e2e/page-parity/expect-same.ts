import { readFileSync, writeFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { readOrganizationFile } from "../../../src/sources/organization-file";
import { minutesWords } from "../../../src/render/review/duration-words";
import { counted } from "../../../src/text/counted";
import { NOW } from "../../support/run-cli";
import { coverageOf, effectiveOf, jsonOf, settingsOf, storiesOf } from "./command-answers";
import type { CoverageJson, Effective, PlanJson, ScheduleJson } from "./command-answers";
import { readAccount, readCoverage, readFindings, readOverview, show } from "./read-page";
import type { ReadAccount, ReadPolicy, ReadSetting } from "./read-page";

/** What the command line says: the page has to say the same. */
export interface Expected {
  /** Organization files. */
  readonly before: string;
  readonly after: string;
  /** The what-ifs as flags. */
  readonly flags: readonly string[];
  /** The first line of the text. */
  readonly headline: string;
  readonly plan: PlanJson;
}

/** Every view of the page: all of it is compared, so that a difference is seen with what is around it. */
export async function expectSame(page: Page, expected: Expected): Promise<void> {
  const { plan, before, after } = expected;
  const effective = {
    before: effectiveOf(await jsonOf<PlanJson>("effective", "--org", before)),
    after: effectiveOf(plan),
  };
  const coverage = { before: await coverageOf(before), after: await coverageOf(after) };
  const policies = { before: await policiesCoverage(before), after: await policiesCoverage(after) };
  await show(page, "r");
  const { headline, counts, rows } = await readOverview(page);
  expect(await readFindings(page)).toEqual(
    plan.findings.map(({ severity, rule, message, hint, accounts }) => ({
      ...{ severity, rule, message, hint },
      meta:
        accounts.length === 0
          ? (expect.any(String) as unknown)
          : endingWith(counted(accounts.length, "account")),
    })),
  );
  expect({ headline, counts }).toEqual({ headline: expected.headline, counts: countsOf(plan) });
  const organization = readOrganizationFile(after);
  const changed = new Set(plan.changes.flatMap(({ accounts }) => accounts));
  for (const { id, name } of organization.accounts) {
    const [from, to] = [effective.before.get(id), effective.after.get(id)];
    expect([name, rows[name]?.split(", ")[1]]).toEqual([
      name,
      markWord(from, to, changed.has(id), policies.before.get(id), policies.after.get(id)),
    ]);
  }
  expect(await readCoverage(page)).toEqual(coverageRows(organization, effective, coverage));
  for (const { id } of organization.accounts) {
    await show(page, id);
    const account = await readAccount(page);
    const force = inForceOf(id, expected, effective, coverage);
    expect([id, policiesOf(account)]).toEqual([id, policiesExpected(force, effective.after.get(id))]);
    await expectSameOrigins(account, id, force, expected);
    if (effective.after.get(id)?.status !== "withheld") {
      await expectSameCalendar(account, id, after);
    }
  }
}

const endingWith = (words: string): unknown => expect.stringMatching(new RegExp(`(^|· )${words}$`));

function countsOf({ summary: { accounts, findings, acknowledged } }: PlanJson): string {
  return [
    counted(accounts, "account"),
    ...Object.entries(findings).flatMap(([severity, count]) =>
      count === 0 ? [] : [counted(count, severity)],
    ),
    ...(acknowledged === 0 ? [] : [`${acknowledged} acknowledged`]),
  ].join(" · ");
}

function markWord(
  before: Effective | undefined,
  after: Effective | undefined,
  isChanged: boolean,
  from: CoverageJson | undefined,
  to: CoverageJson | undefined,
): string {
  switch (after?.status) {
    case "withheld":
      return "withheld";
    case "empty":
      return before?.status === "empty" ? "unchanged" : "nothing left";
    case "published": {
      const isLost = isChanged && hasPlans(from) === true && to?.protected === false && to.known;
      return isLost ? "nothing left" : isChanged ? "changed" : "unchanged";
    }
    default:
      return "not knowable";
  }
}

/** Coverage leaves out accounts that are not active; the tree shows what happens to their policies too. */
async function policiesCoverage(file: string): Promise<ReadonlyMap<string, CoverageJson>> {
  const data = JSON.parse(readFileSync(file, "utf8")) as { readonly accounts: readonly object[] };
  const active = `${file}.active.json`;
  const accounts = data.accounts.map((account) => ({ ...account, state: "ACTIVE" }));
  writeFileSync(active, JSON.stringify({ ...data, accounts }));
  return coverageOf(active);
}

/** Whether policies say that backups are made, whether or not AWS applies policies. */
function hasPlans(coverage: CoverageJson | undefined): boolean | undefined {
  return coverage?.isAppliedForCertain === false ? measuresOf(coverage).rules > 0 : coverage?.protected;
}

type Settings = ReadonlyMap<string, string>;

/** What is in force: its settings, undefined if no one knows, and the organization file that explains it. */
interface InForce {
  readonly before: { readonly settings: Settings; readonly explainedBy?: string } | undefined;
  readonly after: InForce["before"];
}

function inForceOf(
  id: string,
  files: Expected,
  effective: BothSides<Effective>,
  coverage: BothSides<CoverageJson>,
): InForce {
  const sideOf = (side: "before" | "after"): InForce["before"] => {
    const computed = effective[side].get(id);
    const published = readOrganizationFile(files[side]).published(id);
    return computed !== undefined && computed.status !== "withheld"
      ? { settings: computed.settings, explainedBy: files[side] }
      : published === undefined
        ? undefined
        : { settings: settingsOf(published.plans ?? {}) };
  };
  const before = sideOf("before");
  const isLastValid = ["published", "empty"].includes(effective.before.get(id)?.status ?? "");
  const after = sideOf("after") ?? (isLastValid ? before : undefined);
  // Accounts that are not active are no part of the coverage.
  const known = coverage.after.get(id)?.inForce;
  if (known !== undefined && !isLastValid) {
    expect([id, known === "unknown"]).toEqual([id, after === undefined]);
  }
  return { before, after };
}

/** What the page shows of an account: undefined where it says that no one knows. */
function policiesOf({ inForce, notInForce, sentences }: ReadAccount): object {
  const isUnknown = sentences.includes("What backs this account up after the change is not known.");
  const isUnknownBefore = sentences.includes("What was in force before the change is not known.");
  const [only, ...more] = inForce.titles;
  expect(more.length === 0 || only === "Before").toBe(true);
  const alone = valuesOf(inForce, "after");
  return {
    before: isUnknown ? alone : isUnknownBefore ? undefined : valuesOf(inForce, "before"),
    after: isUnknown ? undefined : alone,
    notInForce: notInForce === null ? undefined : valuesOf(notInForce, "after"),
  };
}

function policiesExpected({ before, after }: InForce, computed: Effective | undefined): object {
  const none: Settings = new Map();
  return {
    before: after === undefined ? (before?.settings ?? none) : before?.settings,
    after: after?.settings,
    notInForce: computed?.status === "withheld" ? computed.settings : undefined,
  };
}

/** By path below `plans`. A column alone is the one after the change. */
function valuesOf({ settings, titles }: ReadPolicy, side: "before" | "after"): Settings {
  const gone: ReadSetting["kind"] = side === "before" ? "added" : "removed";
  return new Map(
    settings
      .filter(({ kind }) => titles.length === 1 || kind !== gone)
      .map((setting) => [
        `${setting.plan}/${setting.path}`,
        side === "before" && setting.kind !== "same" ? setting.before : setting.after,
      ]),
  );
}

async function expectSameOrigins(
  { inForce, notInForce }: ReadAccount,
  id: string,
  { before, after }: InForce,
  files: Expected,
): Promise<void> {
  const known = new Map<string, ReadonlyMap<string, readonly string[]>>();
  const expectSameStories = async (
    { settings, titles }: ReadPolicy,
    [first, second]: readonly (string | undefined)[],
  ): Promise<void> => {
    for (const { plan, path, kind, story, decides } of settings) {
      const file = kind === "removed" && titles.length > 1 ? first : second;
      const stories = file === undefined ? undefined : (known.get(file) ?? (await storiesOf(file, id)));
      if (file !== undefined && stories !== undefined) {
        known.set(file, stories);
      }
      const told = story.length === 0 ? decides : story.map((step) => step.replace(/ \w*$/, ""));
      expect([path, told]).toEqual([path, stories?.get(`${plan}/${path}`) ?? []]);
      // What decides is part of the story.
      expect(told).toEqual(expect.arrayContaining([...decides]));
    }
  };
  await expectSameStories(inForce, [before?.explainedBy, (after ?? before)?.explainedBy]);
  await expectSameStories(notInForce ?? { titles: [], settings: [] }, [after?.explainedBy, files.after]);
}

async function expectSameCalendar(account: ReadAccount, id: string, after: string): Promise<void> {
  const { groups } = await jsonOf<{ readonly groups: readonly ScheduleJson[] }>(
    ...["schedule", "--org", after, "--account", id],
  );
  const [schedule] = groups;
  if (schedule?.known !== true) {
    return;
  }
  const isThere = ({ name }: { readonly name: string }): boolean => !/^(− |no more copy)/.test(name);
  const shown = account.schedules.filter(isThere).map(({ name, words, first }) => ({
    name: name.replace(/^\+ /, ""),
    words: words.filter((word) => !word.startsWith("was ") && !word.startsWith("next on ")),
    first: first === -1 ? undefined : first,
  }));
  const rules = schedule.rules.map(({ plan, rule, words, next, largestGapMinutes: gap }) => {
    const [soonest] = next;
    const ahead =
      soonest === undefined ? Infinity : (Date.parse(soonest) - NOW.getTime()) / (35 * 86_400_000);
    const first: unknown = ahead > 1 ? undefined : expect.closeTo(ahead, 3);
    return {
      first,
      name: `${plan} / ${rule}`,
      words: [
        soonest === undefined ? `${words}: never runs again` : words,
        ...(gap === null ? [] : [`at most ${minutesWords(gap)} between two`]),
      ],
    };
  });
  expect(shown.toSorted(byName)).toEqual(rules.toSorted(byName));
  const kept: { readonly name: string; readonly words: string[] }[] = [];
  let isRuleThere = false;
  for (const lane of account.retention) {
    const { name, words } = lane;
    if (name.startsWith("copy to ")) {
      // Those of a rule that is gone stand below it.
      kept.at(isRuleThere ? -1 : kept.length)?.words.push(words[0] ?? "");
    } else if (name.startsWith("no more copy to ")) {
      continue;
    } else if ((isRuleThere = isThere(lane))) {
      kept.push({ name: name.replace(/^\+ /, ""), words: [words[0] ?? ""] });
    }
  }
  expect(kept.toSorted(byName)).toEqual(
    schedule.rules
      .map(({ plan, rule, retention, copies }) => ({
        name: `${plan} / ${rule}`,
        words: [retention, ...copies].map(lifecycleWords),
      }))
      .toSorted(byName),
  );
}

function lifecycleWords({
  coldAfterDays: cold,
  deletedAfterDays: kept,
}: ScheduleJson["rules"][number]["retention"]): string {
  return `${kept === null ? "forever" : daysWords(kept)}${cold === null ? "" : `, cold after ${daysWords(cold)}`}`;
}

function daysWords(days: number): string {
  return days >= 730 && days % 365 === 0 ? `${days / 365} years` : counted(days, "day");
}

const byName = (first: { readonly name: string }, second: { readonly name: string }): number =>
  first.name < second.name ? -1 : 1;

interface BothSides<T> {
  readonly before: ReadonlyMap<string, T>;
  readonly after: ReadonlyMap<string, T>;
}

/** A row for each root and OU with accounts of its own. */
function coverageRows(
  { root, organizationalUnits, accounts }: ReturnType<typeof readOrganizationFile>,
  effective: BothSides<Effective>,
  coverage: BothSides<CoverageJson>,
): unknown {
  const rows = [root, ...organizationalUnits].flatMap(({ id, name }) => {
    const own = accounts.filter(({ parentId }) => parentId === id);
    const [before, after] = [
      cellsOf(own.map((account) => coverage.before.get(account.id))),
      cellsOf(
        own.map((account) => {
          const [from, to] = [coverage.before.get(account.id), coverage.after.get(account.id)];
          // A withheld policy leaves in force what was there before.
          const isLastValid =
            to?.inForce === "unknown" &&
            ["published", "empty"].includes(effective.before.get(account.id)?.status ?? "");
          return isLastValid ? from : to;
        }),
      ),
    ];
    const cells = after.map((words, index) =>
      words === before[index] ? words : `${before[index] ?? ""} → ${words}`,
    );
    return own.length === 0 ? [] : [{ name, cells: [String(own.length), ...cells] }];
  });
  return expect.arrayContaining(rows);
}

/** The worst of some accounts: backed up, longest gap, kept at least, copied away. */
function cellsOf(accounts: readonly (CoverageJson | undefined)[]): readonly string[] {
  const active = accounts.filter((account) => account !== undefined);
  const unknown = active.filter((account) => !account.known).length;
  const sums = active.filter((account) => account.protected).map(measuresOf);
  const share = (count: number): string =>
    unknown === active.length
      ? "not known"
      : `${Math.floor((count / active.length) * 100)}%${unknown === 0 ? "" : `, ${unknown} not known`}`;
  const gap = Math.max(...sums.map((sum) => sum.gap));
  const kept = Math.min(...sums.map((sum) => sum.kept));
  return [
    share(sums.length),
    sums.length === 0 ? "–" : gapWords(gap),
    sums.length === 0 ? "–" : kept === Infinity ? "forever" : daysWords(kept),
    share(sums.filter(({ isCopiedAway }) => isCopiedAway).length),
  ];
}

function gapWords(gap: number): string {
  const DAY = 1440;
  return gap === Infinity
    ? "none to come"
    : gap % DAY === 0 || gap > 2 * DAY
      ? daysWords(Math.ceil(gap / DAY))
      : `${Math.round(gap / 6) / 10} h`;
}

interface Measures {
  readonly rules: number;
  readonly gap: number;
  readonly kept: number;
  readonly isCopiedAway: boolean;
}

/** The worst of the attachment orders that are possible. */
function measuresOf(group: CoverageJson): Measures {
  const all = [group, ...(group.alternatives ?? [])].map(measuresOfOrder);
  return {
    rules: Math.min(...all.map(({ rules }) => rules)),
    gap: Math.max(...all.map(({ gap }) => gap)),
    kept: Math.min(...all.map(({ kept }) => kept)),
    isCopiedAway: all.every(({ isCopiedAway }) => isCopiedAway),
  };
}

function measuresOfOrder({ rules: all, types }: Pick<CoverageJson, "rules" | "types">): Measures {
  const rules = all.filter(
    ({ regions, selections, runs }) => runs === "yes" && regions.length > 0 && selections.length > 0,
  );
  const covered = types.filter((type) => type.covered !== "none");
  return {
    rules: rules.length,
    gap: Math.max(...covered.map(({ largestGapMinutes }) => largestGapMinutes ?? Infinity)),
    kept: Math.min(...covered.map(({ retentionDays }) => retentionDays ?? Infinity)),
    isCopiedAway: covered.some(({ copies }) =>
      copies.some(
        ({ to, answer }) => to.startsWith("another account") && (answer === "yes" || answer === "depends"),
      ),
    ),
  };
}
