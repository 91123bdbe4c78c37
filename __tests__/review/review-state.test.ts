import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import type { Review } from "../../src/review/review";
import { reviewState } from "../../src/review/review-state";
import { attached, organization, policy } from "../support/organizations";
import { daily } from "./support/policy-documents";

const AT = new Date("2026-01-15T10:00:00Z");

function stateOf(subject: Organization): Review {
  return reviewState(EffectivePolicies.compute(subject, AT), { at: AT });
}

describe("an organization as it is", () => {
  const withheld = organization({
    policies: [policy("p-1", daily({ days: 90, continuous: true }))],
    attachments: [attached("ou-b", "p-1")],
  });

  it("has the findings that its policies would have if a change brought them", () => {
    const { findings, summary } = stateOf(withheld);
    expect(findings.map(({ rule }) => rule)).toContain("account-withheld");
    expect(summary).toMatchObject({ accounts: 3, withheld: 1, state: { policies: 1, withoutPlans: 2 } });
    expect(summary.findings.error).toBeGreaterThan(0);
  });

  it("does not change, so that no change of it is listed", () => {
    const { changes, organizationChanges, summary } = stateOf(withheld);
    expect([changes, organizationChanges, summary.changed]).toEqual([[], [], 0]);
  });

  it("counts accounts whose plans never run again as without a plan", () => {
    const { summary } = stateOf(
      organization({
        policies: [policy("p-1", daily({ days: 35, schedule: "cron(0 5 31 2 ? *)" }))],
        attachments: [attached("ou-a", "p-1")],
      }),
    );
    expect(summary.state).toEqual({ policies: 1, withoutPlans: 3 });
  });

  it("says that its policies are not applied where the policy type is off", () => {
    const { remarks, summary } = stateOf(
      organization({
        settings: { id: "o-test", enabledPolicyTypes: [] },
        policies: [policy("p-1", daily({ days: 35 }))],
        attachments: [attached("ou-a", "p-1")],
      }),
    );
    expect(remarks).toEqual([expect.stringContaining("no backup policy is applied until it is")]);
    expect(summary.state).toEqual({ policies: 1, withoutPlans: 3 });
  });
});
