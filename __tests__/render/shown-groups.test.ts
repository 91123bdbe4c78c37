import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { PolicyContent } from "../../src/organization/model";
import type { Organization } from "../../src/organization/organization";
import { coverageJson } from "../../src/render/coverage-json";
import { coverageText } from "../../src/render/coverage-text";
import { scheduleJson } from "../../src/render/schedule-json";
import { scheduleText } from "../../src/render/schedule-text";
import { styleFor } from "../../src/render/style";
import { coverageOf } from "../../src/review/coverage";
import type { Coverage } from "../../src/review/coverage";
import { timetableOf } from "../../src/review/timetable";
import type { Timetable } from "../../src/review/timetable";
import type { JsonObject } from "../../src/text/json";
import { daily, selecting } from "../review/support/policy-documents";
import { account, organization, unit, ROOT } from "../support/organizations";

const AT = new Date("2026-01-15T10:00:00Z");
const options = { width: 160, style: styleFor(false) };

/** Some accounts in an OU of their own, and what is attached to it. */
interface Group {
  readonly accounts?: number;
  readonly inactive?: number;
  /** More than one: in an order that no one knows. */
  readonly policies: readonly JsonObject[] | "known after apply";
  /** What AWS published last. */
  readonly published?: JsonObject;
}

function model(...groups: readonly Group[]): Organization {
  const accounts = groups.flatMap(({ accounts = 1, inactive = 0 }, at) =>
    Array.from({ length: accounts }, (_, member) =>
      account(
        `${String(at + 1).padStart(6, "0")}${String(member + 1).padStart(6, "0")}`,
        `ou-${at}`,
        member < inactive ? "SUSPENDED" : "ACTIVE",
      ),
    ),
  );
  const contentsOf = ({ policies }: Group): readonly PolicyContent[] =>
    policies === "known after apply"
      ? [{ kind: "unknown", reference: "var.policy" }]
      : policies.map((value) => ({ kind: "known", value }));
  const policyId = (group: number, at: number): string => `p-${group}-${at}`;
  return organization({
    organizationalUnits: groups.map((_, at) => unit(`ou-${at}`, ROOT)),
    accounts,
    policies: groups.flatMap((group, at) =>
      contentsOf(group).map((content, each) => ({
        id: policyId(at, each),
        name: policyId(at, each),
        content,
      })),
    ),
    attachments: groups.map((group, at) => ({
      targetId: `ou-${at}`,
      policyIds: contentsOf(group).map((_, each) => policyId(at, each)),
      order: "unknown",
    })),
    publishedPolicies: new Map(
      groups.flatMap(({ published }, at) =>
        published === undefined
          ? []
          : accounts.flatMap(({ id, parentId }) => (parentId === `ou-${at}` ? [[id, published]] : [])),
      ),
    ),
  });
}

const many = (count: number, group: (at: number) => Group): readonly Group[] =>
  Array.from({ length: count }, (_, at) => group(at));

const covered = (at: number): Group => ({ policies: [daily({ days: 35 + at })] });
const ended = (at: number): Group => ({
  policies: [daily({ days: 35 + at, schedule: "cron(0 5 1 1 ? 2020)" })],
});
const byOrder = (at: number): Group => ({ policies: [daily({ days: 35 + at }), daily({ days: 2000 })] });
/** Continuous backups are kept for at most 35 days: AWS withholds the policy. */
const withheld: Group = { policies: [daily({ days: 90, continuous: true })] };

/** What AWS publishes of a policy. */
function publishedOf({ policies }: Group): JsonObject {
  const one = model({ policies });
  return EffectivePolicies.compute(one, AT).of("000001000001")?.policy ?? {};
}

const lastPublished = (at: number): Group => ({ ...withheld, published: publishedOf(covered(at)) });

const idsOf = ({ accounts }: Organization): readonly string[] => accounts.map(({ id }) => id);
const coverage = (organization: Organization): Coverage =>
  coverageOf(EffectivePolicies.compute(organization, AT), idsOf(organization), AT);
const timetable = (organization: Organization): Timetable =>
  timetableOf(EffectivePolicies.compute(organization, AT), idsOf(organization), AT, 1);

const titles = (text: string): readonly string[] => text.match(/^[\d,]+ accounts?: .*$/gm) ?? [];
/** The words after the groups. */
const closing = (text: string): string =>
  text.includes("Not shown:") ? text.slice(text.indexOf("Not shown:")) : "";

const HOW =
  "--all shows every group, --account those of certain accounts, --format json everything as data.\n";

describe("A schedule", () => {
  it("says that rules back up nothing where no selection matches anything", () => {
    const selections = selecting(["*"], { not: ["*"] });
    const nothing = daily({ days: 35 }, { raw: { selections } });
    const text = scheduleText(timetable(model({ policies: [nothing] }, covered(1))), options);
    const [first, second] = text.split("\n\n").slice(1);
    expect(first).toContain("Nothing is backed up: no selection matches anything that AWS Backup backs up");
    expect(second).not.toContain("Nothing is backed up");
    expect(second).not.toContain("It is not known");
    const unsure = daily({ days: 35 }, { regions: ["mars-north-1"] });
    expect(scheduleText(timetable(model({ policies: [unsure] })), options)).toContain(
      "  It is not known whether anything is backed up.\n  daily / nightly",
    );
  });

  it("says of accounts that are not active that nothing is backed up there", () => {
    const result = timetable(model({ ...covered(0), accounts: 3, inactive: 2 }, covered(1)));
    const [first, second] = scheduleText(result, options).split("\n\n").slice(1);
    expect(first?.split("\n").slice(0, 2)).toEqual([
      "3 accounts: Root/0/*",
      "  2 of these accounts are suspended, closed or not active yet: AWS Backup makes no backups there.",
    ]);
    expect(second).not.toContain("suspended");
    const { groups } = JSON.parse(scheduleJson(result)) as {
      readonly groups: readonly { readonly inactiveAccounts: number }[];
    };
    expect(groups.map(({ inactiveAccounts }) => inactiveAccounts)).toEqual([2, 0]);
  });
});

describe("The text of coverage", () => {
  it("shows up to 50 groups, in the order of the report", () => {
    const result = coverage(model(...many(50, covered)));
    const text = coverageText(result, options);
    expect(titles(text)).toEqual(result.groups.map(({ scope }) => `1 account: ${scope}`));
    expect(closing(text)).toBe("");
    expect(coverageText(result, { ...options, all: true })).toBe(text);
  });

  it("shows the 50 groups of most accounts if there are more, and counts the rest", () => {
    const text = coverageText(
      coverage(model(...many(52, covered), { ...covered(60), accounts: 3 }, { ...covered(61), accounts: 2 })),
      options,
    );
    expect(text.startsWith("57 accounts, all covered by a backup plan\n")).toBe(true);
    expect(titles(text)).toHaveLength(50);
    expect(titles(text).slice(0, 3)).toEqual([
      "3 accounts: Root/52/*",
      "2 accounts: Root/53/*",
      "1 account: Root/0/account-1000001",
    ]);
    expect(closing(text)).toBe(
      `Not shown: 4 more groups with 4 accounts, all covered by a backup plan.\n${HOW}`,
    );
  });

  it("shows what is not covered first, then what is not known, withheld, or up to an order", () => {
    const text = coverageText(
      coverage(
        model(
          ...many(60, (at) => ({ ...covered(at), accounts: 2 })),
          byOrder(70),
          lastPublished(80),
          { policies: "known after apply" },
          withheld,
          ended(90),
        ),
      ),
      options,
    );
    expect(titles(text).slice(0, 6)).toEqual([
      "1 account: Root/64/account-65000001",
      "1 account: Root/63/account-64000001",
      "1 account: Root/62/account-63000001",
      "1 account: Root/61/account-62000001",
      "1 account: Root/60/account-61000001",
      "2 accounts: Root/0/*",
    ]);
    expect(closing(text)).toContain("15 more groups with 30 accounts, all covered by a backup plan.");
  });

  it("counts by state what it does not show, if not all of that is fine", () => {
    const organization = model(
      ...many(60, ended),
      withheld,
      { ...withheld, accounts: 2 },
      { policies: "known after apply" },
      ...many(2, lastPublished),
      ...many(3, byOrder),
      ...many(100, covered),
    );
    const text = coverageText(coverage(organization), options);
    expect(text.startsWith("169 accounts, 105 covered by a backup plan, 60 not, 4 not known\n")).toBe(true);
    expect(closing(text)).toBe(`Not shown: 117 more groups with 119 accounts:
  10 groups with 10 accounts, not covered by a backup plan
  1 group with 3 accounts, coverage not known: the merged policy is withheld, and what AWS published last is not recorded
  1 group with 1 account, coverage not known
  2 groups with 2 accounts, covered by what AWS published last: the merged policy is withheld
  3 groups with 3 accounts, covered by a backup plan, but an unknown attachment order decides how
  100 groups with 100 accounts, covered by a backup plan
${HOW}`);
  });

  it("calls nothing covered without trusted access", () => {
    const { data } = model(...many(51, covered));
    const without = organization({ ...data, settings: { ...data.settings, trustedServices: [] } });
    expect(closing(coverageText(coverage(without), options))).toContain(
      "Not shown: 1 more group with 1 account:\n  1 group with 1 account, coverage not known\n",
    );
  });

  it("shows every group if asked, and so does JSON", () => {
    const result = coverage(model(...many(60, covered), ...many(2, ended)));
    const text = coverageText(result, { ...options, all: true });
    expect(titles(text)).toHaveLength(62);
    expect(titles(text)[0]).toBe("1 account: Root/60/account-61000001");
    expect(closing(text)).toBe("");
    expect((JSON.parse(coverageJson(result)) as { readonly groups: readonly object[] }).groups).toHaveLength(
      62,
    );
  });
});

describe("The text of the schedule", () => {
  it("has up to 50 groups, in the order of the accounts", () => {
    const text = scheduleText(timetable(model(...many(49, covered), ended(70))), options);
    expect(titles(text)).toHaveLength(50);
    expect(titles(text).at(-1)).toBe("1 account: Root/49/account-50000001");
    expect(closing(text)).toBe("");
  });

  it("has the worst 50 if there are more, and says that suspended accounts have no backups", () => {
    const organization = model(...many(60, (at) => ({ ...covered(at), accounts: 3 })), ended(70), ended(71), {
      ...covered(80),
      accounts: 2,
      inactive: 1,
    });
    const text = scheduleText(timetable(organization), options);
    expect(titles(text)).toHaveLength(50);
    expect(titles(text).slice(0, 3)).toEqual([
      "1 account: Root/60/account-61000001",
      "1 account: Root/61/account-62000001",
      "3 accounts: Root/0/*",
    ]);
    expect(closing(text)).toBe(
      `Not shown: 13 more groups with 38 accounts, all covered by a backup plan, except 1 account that is not active.\n${HOW}`,
    );
    expect(titles(scheduleText(timetable(organization), { ...options, all: true }))).toHaveLength(63);
  });

  it("does not count accounts as covered because their rules have a time", () => {
    const elsewhere = (at: number): Group => ({
      policies: [daily({ days: 35 + at }, { regions: ["me-west-1"] })],
    });
    expect(closing(scheduleText(timetable(model(...many(51, elsewhere))), options))).toContain(
      "  1 group with 1 account, coverage not known\n",
    );
  });
});

describe("Accounts without a policy", () => {
  const organization = model({ policies: [], accounts: 2 }, { policies: [], accounts: 3 });

  it("are one group", () => {
    expect(coverage(organization).groups.map(({ accounts }) => accounts.length)).toEqual([5]);
    expect(titles(scheduleText(timetable(organization), options))).toEqual(["5 accounts: Root/*"]);
  });
});

describe("Accounts whose policy is known only after apply", () => {
  it("do not count as covered by what AWS published before", () => {
    const organization = model({ policies: "known after apply", published: publishedOf(covered(1)) });
    const result = coverage(organization);
    expect(result).toMatchObject({ protectedAccounts: 0, notKnownAccounts: 1 });
    expect(coverageText(result, options)).toContain("The policy is known only after apply.");
    expect(scheduleText(timetable(organization), options)).toContain(
      "The policy in force is not known here.",
    );
  });
});
