import { accountsBelow } from "../../src/jobs/job-filter";
import type { Organization } from "../../src/organization/organization";
import { PageTree } from "../../src/page/page-nodes";
import { describeAccounts } from "../../src/review/account-scope";
import type { JsonObject } from "../../src/text/json";
import { account, attached, organization, policy, ROOT, unit } from "../support/organizations";
import { guardrailsOf } from "./support/guardrails-of";
import { daily } from "./support/policy-documents";
import { reviewOf } from "./support/review-of";

/** More than fit on the stack as arguments of one call. */
const COUNT = 130_000;
const accounts = Array.from({ length: COUNT }, (_, index) =>
  account(String(100_000_000_000 + index), "ou-all"),
);
const ids = accounts.map(({ id }) => id);

function withPolicy(content: JsonObject): Organization {
  return organization({
    organizationalUnits: [unit("ou-all", ROOT)],
    accounts,
    policies: [policy("p-1", content)],
    attachments: [attached(ROOT, "p-1")],
  });
}

const before = withPolicy(daily({ days: 400 }));

describe("Accounts of one OU that have all in common", () => {
  it("are reviewed, however many they are", () => {
    const after = withPolicy(daily({ days: 100, cold: 50 }));
    const { findings } = reviewOf(before, after, { guardrails: guardrailsOf({ minimumRetentionDays: 365 }) });
    expect(findings.map(({ rule, accounts: concerned }) => [rule, concerned.length])).toEqual([
      ["retention-shortened", COUNT],
      ["guardrail-retention", COUNT],
      ["not-as-written", COUNT],
      ["cold-storage-changed", COUNT],
    ]);
  });

  it("are found and named, but for one of them", () => {
    expect(accountsBelow(before, "ou-all")).toHaveLength(COUNT);
    expect(new PageTree(before, before).accounts().filter((id) => id !== undefined)).toHaveLength(COUNT);
    expect(describeAccounts(before, ids.slice(1))).toBe("Root/all/*, except account-100000000000");
  });
});
