import { readFileSync } from "node:fs";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { reviewJson } from "../../src/render/review-json";
import type { Guardrails } from "../../src/review/guardrails/guardrails";
import { ALL_RULES } from "../../src/review/rules";
import { daily } from "../review/support/policy-documents";
import { AT, reviewOf } from "../review/support/review-of";
import { attached, organization, policy, ROOT } from "../support/organizations";
import type { JsonObject } from "../../src/text/json";
import { regoSet } from "./rego";

const module = readFileSync("help/examples/opa/backup-review.rego", "utf8");

function withPolicy(content: JsonObject, names: readonly string[] = []): Organization {
  const { data } = organization();
  const accounts = data.accounts.map((account, index) => ({ ...account, name: names[index] ?? account.name }));
  return organization({ accounts, policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

/** What `org-backup plan --include-policies` writes. */
function review(before: Organization, after: Organization, guardrails?: Guardrails): unknown {
  const found = reviewOf(before, after, guardrails === undefined ? {} : { guardrails });
  return JSON.parse(reviewJson(found, EffectivePolicies.compute(after, AT)));
}

describe("the example for the Open Policy Agent, run by it", () => {
  it("denies a change that loses recovery points", () => {
    expect(regoSet(module, "deny", review(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 20 }))))).toEqual([
      "retention-shortened: Recovery points are kept for 20 days instead of 35 days: 15 days less, about 15 recovery points fewer of 35 for each resource. (3 accounts)",
    ]);
  });

  it("reads the effective policies as well", () => {
    const short = withPolicy(daily({ days: 7 }));
    expect(regoSet(module, "deny", review(short, short))).toEqual([
      "daily/nightly keeps recovery points for 7 days, fewer than 14",
    ]);
  });

  it("leaves accounts alone that may lose what they like", () => {
    const names = ["sandbox-a", "sandbox-b", "sandbox-c"];
    const [before, after] = [withPolicy(daily({ days: 35 }), names), withPolicy(daily({ days: 20 }), names)];
    expect(regoSet(module, "deny", review(before, after))).toEqual([]);
  });

  it("lets through what is acknowledged", () => {
    const acknowledgement = { rule: "retention-shortened", accounts: {}, reason: "agreed", where: "x:1:1" };
    const guardrails = { requirements: [], acknowledgements: [acknowledgement] };
    const change = review(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 20 })), guardrails);
    expect(regoSet(module, "deny", change)).toEqual([]);
  });

  it("denies a change that AWS would withhold", () => {
    const change = review(withPolicy(daily()), withPolicy(daily({ days: 90, continuous: true })));
    expect(regoSet(module, "deny", change)).toEqual([
      "AWS would withhold the policy of Root/*: Dependent fields enable_continuous_backup=true,delete_after_days=90 in policy block nightly are invalid when used together",
    ]);
  });

  it("warns of the rest", () => {
    const change = review(withPolicy(daily()), withPolicy(daily({ schedule: "cron(0 5 ? * SUN *)" })));
    expect(regoSet(module, "deny", change)).toEqual([]);
    expect(regoSet(module, "warn", change)).toEqual([
      expect.stringMatching(/^less-frequent-backups: The longest time/) as unknown,
    ]);
  });

  it("has nothing to say where nothing changes", () => {
    const same = withPolicy(daily());
    expect(regoSet(module, "deny", review(same, same))).toEqual([]);
  });
});

it.each(["help/examples/opa/backup-review.rego", "help/examples/sentinel/backup-review.sentinel"])("%s names rules that exist", (file) => {
  const named = [...readFileSync(file, "utf8").matchAll(/"([a-z]+(?:-[a-z]+)+)"/g)].map(([, id]) => id);
  expect(named.length).toBeGreaterThan(3);
  expect(ALL_RULES.map(({ id }) => id)).toEqual(expect.arrayContaining(named));
});
