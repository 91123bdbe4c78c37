import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Required } from "../../src/page/page-model";
import { requiredOf } from "../../src/page/required";
import type { Requirement } from "../../src/review/guardrails/guardrails";
import { review } from "../../src/review/review";
import { REVIEWED_AT } from "../support/ten-reviews";
import { DAILY, organizationOf, planOf, policyOf } from "../support/ten-reviews/builder";

/** Of two accounts one keeps its backups for 35 days; nothing backs up the other one. */
function judged(
  require: Requirement["require"],
  change: Partial<Requirement> = {},
): readonly (Required | undefined)[] {
  const organization = organizationOf(
    { "111111111111 one": "", "222222222222 two": "" },
    [policyOf("daily", planOf("P", { R: { schedule: DAILY, days: "35" } }))],
    { "111111111111": ["p-daily"] },
  );
  const requirement: Requirement = {
    id: "must",
    severity: "error",
    accounts: {},
    require,
    where: "g:1:1",
    ...change,
  };
  const policies = EffectivePolicies.compute(organization, REVIEWED_AT);
  const guardrails = { requirements: [requirement], acknowledgements: [] };
  const { findings } = review(policies, { after: policies }, { at: REVIEWED_AT, guardrails });
  const required = requiredOf([requirement], findings, organization);
  return ["111111111111", "222222222222"].map((id) => required.get(id));
}

describe("what is required of the coverage", () => {
  it("is met where an account has it, and missed where nothing backs it up", () => {
    expect(judged({ minimumRetentionDays: 30 })).toEqual([{ covered: true, kept: true }, { covered: false }]);
  });

  it("is missed by the measure that lacks it, and says nothing of the others", () => {
    expect(judged({ minimumRetentionDays: 90, maximumGapHours: 24 })[0]).toEqual({ kept: false });
    expect(judged({ copyToAnotherAccount: true })[0]).toEqual({ copied: false });
    expect(judged({ maximumGapHours: 6 })[0]).toEqual({ gap: false });
  });

  it("is not there for accounts that no requirement means", () => {
    expect(judged({ minimumRetentionDays: 30 }, { accounts: { names: ["two"] } })[0]).toBeUndefined();
  });

  it("is never met by some plans or types alone", () => {
    expect(judged({ minimumRetentionDays: 30 }, { plans: ["p"] })[0]).toEqual({});
    expect(judged({ minimumRetentionDays: 30, resourceTypes: ["ebs"] })[0]).toEqual({});
  });
});
