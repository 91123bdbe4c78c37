import type { BackupEnvironment } from "../../src/organization/backup-environment";
import type { Organization } from "../../src/organization/organization";
import { reviewText } from "../../src/render/review-text";
import { styleFor } from "../../src/render/style";
import type { JsonObject } from "../../src/text/json";
import { completePlan, organization, policy, ROOT } from "../support/organizations";
import { environmentOf } from "./support/environments";
import { assign, daily } from "./support/policy-documents";
import { findingsOf, reviewOf } from "./support/review-of";

const days = (count: number): JsonObject => ({
  plans: { daily: { rules: { nightly: { lifecycle: { delete_after_days: assign(String(count)) } } } } },
});

/** Policies that assign 7, 5 and 90 days on one OU, in the order in which a file lists them. */
function listed(...policyIds: readonly ("p-5" | "p-7" | "p-90")[]): Organization {
  return organization({
    policies: [
      policy("p-base", daily({ days: 35 }, { regions: ["eu-central-1"] })),
      ...[5, 7, 90].map((count) => policy(`p-${count}`, days(count))),
    ],
    attachments: [
      { targetId: ROOT, policyIds: ["p-base"], order: "known" },
      { targetId: "ou-a", policyIds, order: policyIds.length > 1 ? "unknown" : "known" },
    ],
  });
}

const changesOf = (before: Organization, after: Organization): unknown =>
  reviewOf(before, after).changes.flatMap(({ edits }) =>
    edits.map(({ before: from, after: to, beforeOneOf, afterOneOf }) => ({
      before: from,
      after: to,
      beforeOneOf,
      afterOneOf,
    })),
  );

const shortened = (before: Organization, after: Organization): readonly string[] =>
  findingsOf(reviewOf(before, after), "retention-shortened").map(({ message }) => message);

describe("A change where an attachment order is not known", () => {
  it("shows every value before and after, whatever order a file lists", () => {
    const edit = [{ before: "5", after: "7", beforeOneOf: ["5", "7"] }];
    expect(changesOf(listed("p-5", "p-7"), listed("p-7"))).toEqual(edit);
    expect(changesOf(listed("p-7", "p-5"), listed("p-7"))).toEqual(edit);
    expect(changesOf(listed("p-7"), listed("p-7", "p-90"))).toEqual([
      { before: "7", after: "7", afterOneOf: ["7", "90"] },
    ]);
  });

  it("shows values that stay possible if other policies bring them about", () => {
    const both = (first: string, second: string): Organization =>
      organization({
        policies: [policy("p-base", daily({ days: 35 })), policy(first, days(5)), policy(second, days(7))],
        attachments: [
          { targetId: ROOT, policyIds: ["p-base"], order: "known" },
          { targetId: "ou-a", policyIds: [first, second], order: "unknown" },
        ],
      });
    expect(changesOf(both("p-1", "p-2"), both("p-1", "p-3"))).toEqual([
      { before: "5", after: "5", beforeOneOf: ["5", "7"], afterOneOf: ["5", "7"] },
    ]);
    expect(shortened(both("p-1", "p-2"), both("p-1", "p-3"))).toHaveLength(1);
    expect(changesOf(both("p-1", "p-2"), both("p-1", "p-2"))).toEqual([]);
  });

  it("says so in the text", () => {
    const review = reviewOf(listed("p-5", "p-7"), listed("p-7"));
    expect(reviewText(review, { width: 100, style: styleFor(false) })).toContain(
      "~ lifecycle/delete_after_days: 5 or 7 (by the unknown order) -> 7 days",
    );
  });

  it("is none if the same values stay possible", () => {
    expect(changesOf(listed("p-5", "p-7"), listed("p-7", "p-5"))).toEqual([]);
  });

  it("is judged in every possible order; what only some bring about says so", () => {
    expect(shortened(listed("p-5", "p-7"), listed("p-5"))).toEqual([
      "Retention drops from 7 to 5 days: about 2 of 7 recovery points per resource are no longer kept. Whether this happens depends on an attachment order that is not known.",
    ]);
    expect(shortened(listed("p-5", "p-7"), listed("p-7"))).toEqual([]);
    expect(shortened(listed("p-90"), listed("p-5", "p-7"))).toEqual([
      "Retention drops from 90 to 5 days: about 85 of 90 recovery points per resource are no longer kept. Whether this happens depends on an attachment order that is not known.",
      "Retention drops from 90 to 7 days: about 83 of 90 recovery points per resource are no longer kept. Whether this happens depends on an attachment order that is not known.",
    ]);
  });

  it("judges the same order before and after: what another change leaves alone is no loss", () => {
    const vault = (name: string): Organization => {
      const { data } = listed("p-5", "p-7");
      const base = policy("p-base", daily({ days: 35, vault: name }, { regions: ["eu-central-1"] }));
      return organization({ ...data, policies: [base, ...data.policies.slice(1)] });
    };
    expect(shortened(vault("main"), vault("other"))).toEqual([]);
  });
});

describe("A risk of a merged policy whose attachment order is not known", () => {
  /** The base policy on the root, and two that each assign something on the OU, in the order of a file. */
  const orders = (one: JsonObject, other: JsonObject): readonly Organization[] =>
    [
      ["p-1", "p-2"],
      ["p-2", "p-1"],
    ].map((policyIds) =>
      organization({
        policies: [
          policy("p-base", completePlan("daily")),
          policy("p-1", { plans: { daily: { rules: one } } }),
          policy("p-2", { plans: { daily: { rules: other } } }),
        ],
        attachments: [
          { targetId: ROOT, policyIds: ["p-base"], order: "known" },
          { targetId: "ou-a", policyIds, order: "unknown" },
        ],
      }),
    );
  const declared = { origins: new Map([["p-1", "stack/one"]]) };
  const found = (
    rule: string,
    organizations: readonly Organization[],
    environment: BackupEnvironment,
  ): readonly (readonly string[])[] =>
    organizations.map((after) =>
      findingsOf(reviewOf(organization(), after, { environment: { after: environment }, declared }), rule)
        .map(({ message }) => message)
        .sort(),
    );

  it("is one if a lock does not allow the retention of one of the orders", () => {
    const retention = (count: number): JsonObject => ({
      r: { lifecycle: { delete_after_days: assign(String(count)) } },
    });
    const locked = environmentOf({ Default: { minimumDays: 30, compliance: false } }, ["backup"]);
    const expected = [
      'Recovery points are kept for 7 days in the vault "Default", which vaults/Default locks to at least 30 days. This depends on the attachment order, which is not known.',
    ];
    expect(found("retention-outside-lock", orders(retention(7), retention(90)), locked)).toEqual([
      expected,
      expected,
    ]);
    expect(found("retention-outside-lock", orders(retention(35), retention(90)), locked)).toEqual([[], []]);
  });

  it("is one if nothing creates the vault of one of the orders", () => {
    const vault = (name: string): JsonObject => ({ r: { target_backup_vault_name: assign(name) } });
    const created = environmentOf({ Default: undefined, There: undefined }, ["backup"]);
    const expected = [
      expect.stringMatching(
        /^No vault "Missing" .*This depends on the attachment order, which is not known\.$/,
      ),
    ];
    expect(found("prerequisite-missing", orders(vault("Missing"), vault("There")), created)).toEqual([
      expected,
      expected,
    ]);
  });

  it("is one if rules overlap in one of the orders", () => {
    const weekly = (hour: number): JsonObject => ({
      w: {
        schedule_expression: assign(`cron(0 ${hour} ? * * *)`),
        target_backup_vault_name: assign("There"),
        lifecycle: { delete_after_days: assign("365") },
        start_backup_window_minutes: assign("60"),
      },
    });
    const created = environmentOf({ Default: undefined, There: undefined }, ["backup"]);
    const [one, other] = found("rules-overlap", orders(weekly(5), weekly(15)), created);
    expect(one).toHaveLength(1);
    expect(other).toEqual(one);
    expect(found("rules-overlap", orders(weekly(15), weekly(5)), created)).toEqual([one, one]);
    expect(found("rules-overlap", orders(weekly(15), weekly(16)), created)).toEqual([[], []]);
  });
});
