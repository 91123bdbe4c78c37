import { packedPageData, pageDataOf } from "../../src/page/page-data";
import type { PageAccount, PageCoverage } from "../../src/page/page-model";
import { PageView } from "../../src/page/page-view";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { Organization } from "../../src/organization/organization";
import { review } from "../../src/review/review";
import { REVIEWED_AT, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";
import type { TenReviewName } from "../support/ten-reviews";
import { DAILY, organizationOf, planOf, policyOf, ROOT, ruleOf } from "../support/ten-reviews/builder";
import type { RuleParts } from "../support/ten-reviews/builder";
import type { JsonObject } from "../../src/text/json";

const assign = (value: string | readonly string[]): JsonObject => ({ "@@assign": value });

function planWithoutSelection(rules: Readonly<Record<string, RuleParts>>): JsonObject {
  return {
    regions: assign(["eu-central-1"]),
    rules: Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [name, ruleOf({ vault: "Main", ...rule })]),
    ),
  };
}

function viewOf(name: TenReviewName): PageView {
  const { review, before, after, at } = tenReview(name);
  return new PageView(review, before, after, at);
}

/** The same through what a page holds. */
function throughPage(name: TenReviewName): PageView {
  const { review, before, after, at } = tenReview(name);
  return PageView.of(pageDataOf(packedPageData(review, before, after, { at, title: "t" })));
}

function unchangedView(organization: Organization): PageView {
  const policies = EffectivePolicies.compute(organization, REVIEWED_AT);
  return new PageView(
    review(policies, { after: policies }, { at: REVIEWED_AT }),
    policies,
    policies,
    REVIEWED_AT,
  );
}

function nodeOf(view: PageView, id: string): number {
  const node = view.model().nodes.ids.indexOf(id);
  if (node === -1) {
    throw new Error(`There is no account ${id}.`);
  }
  return node;
}

const accountOf = (view: PageView, id: string): PageAccount => view.account(nodeOf(view, id));

const markOf = (view: PageView, id: string): string | null | undefined => {
  const { ids, marks } = view.model().nodes;
  return marks[ids.indexOf(id)];
};

async function coverageOf(view: PageView, id: string): Promise<PageCoverage["entries"][number] | undefined> {
  const { of, entries } = await view.coverage(() => Promise.resolve());
  return entries[of[nodeOf(view, id)] ?? -1];
}

describe.each(TEN_REVIEW_NAMES)("the page of the review %s", (name) => {
  it("computes the same from what it holds as the review says", async () => {
    const [direct, page] = [viewOf(name), throughPage(name)];
    expect(page.model()).toEqual(direct.model());
    const pause = (): Promise<void> => Promise.resolve();
    expect(await page.coverage(pause)).toEqual(await direct.coverage(pause));
    const accounts = direct.model().nodes.marks.flatMap((mark, node) => (mark === null ? [] : [node]));
    const some = accounts.filter((_, index) => index % Math.ceil(accounts.length / 40) === 0);
    expect(some.map((node) => page.account(node))).toEqual(some.map((node) => direct.account(node)));
  });
});

describe("the view of a page", () => {
  it("stands a target before what is below it", () => {
    const { nodes } = viewOf("order-and-moves").model();
    expect(nodes.parents.every((parent, index) => parent < index)).toBe(true);
  });

  it("marks what happens to each account", () => {
    const moves = viewOf("order-and-moves");
    expect(markOf(moves, "200000000006")).toBe("gone");
    expect(markOf(moves, "200000000009")).toBe("new");
    expect(markOf(moves, "300000000001")).toBe("changed");
    expect(markOf(moves, "111111111111")).toBe("same");
    expect(markOf(viewOf("plan-removed"), "400000000001")).toBe("lost");
    expect(markOf(viewOf("not-knowable"), "200000000001")).toBe("unknowable");
    expect(markOf(viewOf("withheld"), "200000000001")).toBe("withheld");
  });

  it("tells the state of accounts that are not active", () => {
    const view = viewOf("order-and-moves");
    expect(view.model().nodes.states).toEqual([[nodeOf(view, "300000000002"), "SUSPENDED"]]);
  });

  it("has no account where an OU is", () => {
    expect(() => viewOf("one-number").account(0)).toThrow(RangeError);
  });

  it("covers an account by what is in force, which is the policy before where the new one is withheld", async () => {
    const view = viewOf("withheld");
    const { before, after, force } = accountOf(view, "200000000001");
    expect(force).toBe(before);
    expect(force).not.toBe(after);
    const coverage = await coverageOf(view, "200000000001");
    expect(coverage?.after).toEqual(coverage?.before);
    expect(coverage?.after).toMatchObject({ kept: 90, gap: 1440, otherAccount: true, continuous: false });
  });

  it("does not guess what is in force where a policy was withheld before and no one recorded what AWS last published", async () => {
    const view = viewOf("withheld");
    expect(accountOf(view, "300000000001").force).toBe(-1);
    expect(await coverageOf(view, "300000000001")).toEqual({
      before: "unknown",
      after: "unknown",
      required: {},
    });
  });

  it("does not count accounts that are not active, as the command line does not", async () => {
    const view = viewOf("order-and-moves");
    const { before, after } = accountOf(view, "300000000002");
    expect([before, after]).not.toContain(-1);
    expect(await coverageOf(view, "300000000002")).toEqual({
      before: expect.objectContaining({ rules: 1 }) as unknown,
      after: null,
      required: {},
    });
  });

  it("covers an account by what AWS last published, where that is recorded", async () => {
    const tree = { "111111111111 one": "", "222222222222 two": "" };
    const broken = policyOf("broken", { plans: { P: { regions: { "@@assign": ["eu-central-1"] } } } });
    const published = {
      plans: {
        p: {
          regions: ["eu-central-1"],
          rules: { r: { target_backup_vault_name: "v", lifecycle: { delete_after_days: "3" } } },
          selections: { tags: { s: { iam_role_arn: "r", tag_key: "backup", tag_value: ["daily"] } } },
        },
      },
    };
    const view = unchangedView(
      organizationOf(
        tree,
        [broken],
        { [ROOT]: ["p-broken"] },
        { publishedPolicies: new Map([["111111111111", published]]) },
      ),
    );
    expect((await coverageOf(view, "111111111111"))?.after).toMatchObject({ rules: 1, kept: 3, gap: 1440 });
    expect((await coverageOf(view, "222222222222"))?.after).toBe("unknown");
  });

  it("counts the backups to come from the time of the review", () => {
    const [schedule] = accountOf(viewOf("one-number"), "200000000005").schedules;
    expect(schedule).toMatchObject({
      words: "daily at 05:00 UTC",
      gap: "1 day",
      next: "2026-09-15T05:00:00.000Z",
    });
    expect(schedule?.ahead).toHaveLength(35);
    expect(schedule?.ahead.slice(0, 3)).toEqual([(24 - 9) * 60 + 15 + 5 * 60, 1440, 1440]);
  });

  it("tells copies to another account and to another Region apart", async () => {
    const arn = "arn:aws:backup:eu-west-1:$account:backup-vault:Second";
    const view = unchangedView(
      organizationOf(
        { "111111111111 one": "" },
        [policyOf("p", planOf("P", { R: { schedule: DAILY, copies: { [arn]: "10" } } }))],
        { [ROOT]: ["p-p"] },
      ),
    );
    expect((await coverageOf(view, "111111111111"))?.after).toMatchObject({
      otherAccount: false,
      otherRegion: true,
      kept: -1,
    });
  });

  it("keeps at least what the selected type has that is worst off, as long as its own rules keep it", async () => {
    const arns = { volumes: "arn:aws:ec2:*:*:volume/*", buckets: "arn:aws:s3:::*" };
    const planFor = (type: string, rules: Readonly<Record<string, RuleParts>>): JsonObject => ({
      ...planWithoutSelection(rules),
      selections: { resources: { typed: { iam_role_arn: assign("r"), resource_types: assign([type]) } } },
    });
    const content = {
      plans: {
        volumes: planFor(arns.volumes, {
          often: { schedule: DAILY, days: "7" },
          seldom: { schedule: "cron(0 5 ? * SUN *)", days: "90" },
        }),
        buckets: planFor(arns.buckets, { weekly: { schedule: "cron(0 5 ? * SUN *)", days: "365" } }),
      },
    };
    const view = unchangedView(
      organizationOf({ "111111111111 one": "" }, [policyOf("p", content)], { [ROOT]: ["p-p"] }),
    );
    expect((await coverageOf(view, "111111111111"))?.after).toMatchObject({ kept: 90, gap: 7 * 1440 });
    const { types, otherTypes } = accountOf(view, "111111111111");
    expect(types).toEqual([
      { names: ["EBS"], isTagged: false, gap: 1440, kept: 90, copies: [] },
      { names: ["S3"], isTagged: false, gap: 7 * 1440, kept: 365, copies: [] },
    ]);
    expect(otherTypes).toContain("DynamoDB");
  });

  it("counts nothing as covered where AWS may apply no policy at all", async () => {
    const { data } = organizationOf(
      { "111111111111 one": "", "222222222222 two": "Sandbox" },
      [policyOf("p", planOf("P", { R: { schedule: DAILY } }))],
      { [ROOT]: ["p-p"] },
    );
    const settings = { ...data.settings, trustedServices: [] };
    const result = Organization.create({ ...data, settings });
    if (!result.ok) {
      throw new Error(result.problems[0]?.message);
    }
    expect((await coverageOf(unchangedView(result.organization), "111111111111"))?.after).toBe("unknown");
  });

  describe("does not know whether accounts are covered", () => {
    const plan = planOf("P", { R: { schedule: DAILY } });
    const regions = (change: JsonObject): JsonObject => ({ plans: { P: { regions: change } } });
    /** The order of two policies at the root is not known; a third may be attached to the first account. */
    const openOrder = (second: JsonObject, atOne: readonly JsonObject[] = []): Organization =>
      organizationOf(
        { "111111111111 one": "", "222222222222 two": "" },
        [policyOf("p", plan), policyOf("q", second), ...atOne.map((each) => policyOf("one", each))],
        {},
        {
          attachments: [
            { targetId: ROOT, policyIds: ["p-p", "p-q"], order: "unknown" },
            { targetId: "111111111111", policyIds: atOne.map(() => "p-one"), order: "known" },
          ],
        },
      );

    it("where one of the possible orders leaves nothing that runs again", async () => {
      const ended = { plans: { P: { rules: { R: ruleOf({ schedule: "cron(0 5 1 1 ? 2020)" }) } } } };
      expect((await coverageOf(unchangedView(openOrder(ended)), "111111111111"))?.after).toBe("unknown");
    });

    it("where AWS withholds the policy in one of the possible orders", async () => {
      const elsewhere = regions(assign(["eu-west-1"]));
      const view = unchangedView(openOrder(elsewhere, [regions({ "@@remove": ["eu-central-1"] })]));
      expect((await coverageOf(view, "111111111111"))?.after).toBe("unknown");
      expect((await coverageOf(view, "222222222222"))?.after).toMatchObject({ rules: 1 });
    });

    it("in a Region of which it is not known whether AWS Backup works there", async () => {
      const newRegion = JSON.parse(
        JSON.stringify(plan).replaceAll("eu-central-1", "ap-east-2"),
      ) as JsonObject;
      const view = unchangedView(
        organizationOf({ "111111111111 one": "" }, [policyOf("p", newRegion)], { [ROOT]: ["p-p"] }),
      );
      expect((await coverageOf(view, "111111111111"))?.after).toBe("unknown");
    });
  });

  it("counts nothing as covered that only apply decides, though it was covered before", async () => {
    const view = viewOf("not-knowable");
    const entry = await coverageOf(view, "200000000001");
    expect(entry?.before).toMatchObject({ kept: 35 });
    expect(entry?.after).toBe("unknown");
    expect(accountOf(view, "200000000001")).toMatchObject({ force: -1, types: [] });
  });

  it("tells what was in force before a change apart from what was withheld then", () => {
    const withheldBefore = accountOf(viewOf("withheld"), "300000000001");
    expect(withheldBefore.before).not.toBe(-1);
    expect(withheldBefore.forceBefore).toBe(-1);
  });

  it("promises no more than the worst attachment order gives, and says that an order is open", async () => {
    const days = (count: string): JsonObject => ({
      plans: { P: { rules: { R: ruleOf({ days: count }) } } },
    });
    const organization = organizationOf(
      { "111111111111 one": "" },
      [
        policyOf("p", planOf("P", { R: { schedule: DAILY } })),
        policyOf("long", days("90")),
        policyOf("short", days("7")),
      ],
      {},
      {
        attachments: [
          { targetId: ROOT, policyIds: ["p-p"], order: "known" },
          { targetId: "111111111111", policyIds: ["p-long", "p-short"], order: "unknown" },
        ],
      },
    );
    const reversed = organizationOf(
      { "111111111111 one": "" },
      organization.policies,
      {},
      {
        attachments: [
          { targetId: ROOT, policyIds: ["p-p"], order: "known" },
          { targetId: "111111111111", policyIds: ["p-short", "p-long"], order: "unknown" },
        ],
      },
    );
    for (const view of [unchangedView(organization), unchangedView(reversed)]) {
      expect((await coverageOf(view, "111111111111"))?.after).toMatchObject({ kept: 7, rules: 1 });
      expect(accountOf(view, "111111111111")).toMatchObject({ isOrderOpen: true, types: [] });
    }
  });
});
