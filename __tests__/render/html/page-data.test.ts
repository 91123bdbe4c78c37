import { pageData } from "../../../src/render/html/page-data";
import type { PageModel } from "../../../src/render/html/page-model";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import { review } from "../../../src/review/review";
import { REVIEWED_AT, tenReview } from "../../support/ten-reviews";
import type { TenReviewName } from "../../support/ten-reviews";
import { DAILY, organizationOf, planOf, policyOf, ROOT } from "../../support/ten-reviews/builder";

function dataOf(name: TenReviewName): PageModel {
  const { review, before, after, at } = tenReview(name);
  return pageData(review, before, after, at);
}

function outcomeOf(model: PageModel, id: string): PageModel["outcomes"][number] {
  const outcome = model.outcomes[model.nodes.outcomes[model.nodes.ids.indexOf(id)] ?? -1];
  if (outcome === undefined) {
    throw new Error(`There is no account ${id}.`);
  }
  return outcome;
}

describe("the data of a page", () => {
  it("keeps a policy, a plan, an origin and a schedule once, however many accounts have them", () => {
    const { nodes, outcomes, policies, plans, schedules, origins } = dataOf("ten-thousand-accounts");
    expect(nodes.names).toHaveLength(10_212);
    expect(outcomes.length).toBeLessThan(150);
    expect(policies.length).toBeLessThan(250);
    expect(plans.length).toBeLessThan(200);
    expect(schedules.length).toBeLessThan(30);
    expect(new Set(origins.map(String)).size).toBe(origins.length);
  });

  it("stands a target before what is below it", () => {
    const { nodes } = dataOf("order-and-moves");
    expect(nodes.parents.every((parent, index) => parent < index)).toBe(true);
  });

  it("marks what happens to each account", () => {
    const moves = dataOf("order-and-moves");
    expect(outcomeOf(moves, "200000000006").mark).toBe("gone");
    expect(outcomeOf(moves, "200000000009").mark).toBe("new");
    expect(outcomeOf(moves, "300000000001").mark).toBe("changed");
    expect(outcomeOf(moves, "111111111111").mark).toBe("same");
    expect(outcomeOf(dataOf("plan-removed"), "400000000001").mark).toBe("lost");
    expect(outcomeOf(dataOf("not-knowable"), "200000000001").mark).toBe("unknowable");
    expect(outcomeOf(dataOf("withheld"), "200000000001").mark).toBe("withheld");
  });

  it("tells the state of accounts that are not active", () => {
    const { nodes } = dataOf("order-and-moves");
    expect(nodes.states).toEqual([[nodes.ids.indexOf("300000000002"), "SUSPENDED"]]);
  });

  it("covers an account by what is in force, which is the policy before where the new one is withheld", () => {
    const model = dataOf("withheld");
    const { before, after, force, coverage } = outcomeOf(model, "200000000001");
    expect(force).toBe(before);
    expect(force).not.toBe(after);
    expect(coverage.after).toEqual(coverage.before);
    expect(coverage.after).toMatchObject({ kept: 90, gap: 1440, otherAccount: true, continuous: false });
  });

  it("does not guess what is in force where a policy was withheld before and no one recorded what AWS last published", () => {
    const { force, coverage } = outcomeOf(dataOf("withheld"), "300000000001");
    expect(force).toBe(-1);
    expect(coverage).toEqual({ before: null, after: null });
  });

  it("covers an account by what AWS last published, where that is recorded", () => {
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
    const organization = organizationOf(
      tree,
      [broken],
      { [ROOT]: ["p-broken"] },
      { publishedPolicies: new Map([["111111111111", published]]) },
    );
    const policies = EffectivePolicies.compute(organization, REVIEWED_AT);
    const model = pageData(
      review(policies, { after: policies }, { at: REVIEWED_AT }),
      policies,
      policies,
      REVIEWED_AT,
    );
    expect(outcomeOf(model, "111111111111").coverage.after).toMatchObject({ rules: 1, kept: 3, gap: 1440 });
    expect(outcomeOf(model, "222222222222").coverage.after).toBeNull();
  });

  it("counts the backups to come from the time of the review", () => {
    const [schedule] = dataOf("one-number").schedules;
    expect(schedule).toMatchObject({
      words: "daily at 05:00 UTC",
      gap: "1 day",
      next: "2026-09-15T05:00:00.000Z",
    });
    expect(schedule?.ahead).toHaveLength(35);
    expect(schedule?.ahead.slice(0, 3)).toEqual([(24 - 9) * 60 + 15 + 5 * 60, 1440, 1440]);
  });

  it("tells copies to another account and to another Region apart", () => {
    const arn = "arn:aws:backup:eu-west-1:$account:backup-vault:Second";
    const organization = organizationOf(
      { "111111111111 one": "" },
      [policyOf("p", planOf("P", { R: { schedule: DAILY, copies: { [arn]: "10" } } }))],
      { [ROOT]: ["p-p"] },
    );
    const policies = EffectivePolicies.compute(organization, REVIEWED_AT);
    const model = pageData(
      review(policies, { after: policies }, { at: REVIEWED_AT }),
      policies,
      policies,
      REVIEWED_AT,
    );
    expect(outcomeOf(model, "111111111111").coverage.after).toMatchObject({
      otherAccount: false,
      otherRegion: true,
      kept: -1,
    });
  });
});
