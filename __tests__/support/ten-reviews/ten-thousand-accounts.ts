import type { Policy } from "../../../src/organization/model";
import type { Scenario } from "./scenario";
import type { Tree } from "./builder";
import { CENTRAL_VAULT, DAILY, finding, organizationOf, planOf, policyOf, ROOT, ruleOf } from "./builder";

const UNITS = 20;
const ACCOUNTS = 50;
const AREAS = [
  "Retail",
  "Payments",
  "Logistics",
  "Data",
  "Media",
  "Health",
  "Energy",
  "Research",
  "Platform",
  "Sandbox",
];

/**
 * Ten divisions of twenty OUs of fifty accounts. The baseline's number changes for nearly all; one division is
 * withheld, one loses a plan, and every OU of five divisions has a plan of its own, three of four with a new time.
 */
export function tenThousandAccounts(): Scenario {
  const attachments: Record<string, readonly string[]> = {
    [ROOT]: ["p-org-baseline"],
    "ou-01": ["p-payments-archive"],
    "ou-07": ["p-research-continuous"],
  };
  const before: Policy[] = [baseline("35"), archive(), continuous(false)];
  const after: Policy[] = [baseline("30"), archive(), continuous(true)];
  for (let division = 2; division <= 6; division += 1) {
    for (let unit = 0; unit < UNITS; unit += 1) {
      const name = `own-${two(division)}-${two(unit)}`;
      attachments[`ou-${two(division)}-${two(unit)}`] = [`p-${name}`];
      before.push(ownPlan(name, "10", "35"));
      after.push(unit % 4 === 0 ? ownPlan(name, "10", "35") : ownPlan(name, String(11 + unit), "28"));
    }
  }
  const detached = { ...attachments };
  delete detached["ou-01"];
  return {
    before: organizationOf(tree(), before, attachments),
    after: organizationOf(tree(), after, detached),
    findings: [
      finding(
        "account-withheld",
        "error",
        "CROSS_ATTRIBUTE_VALIDATION: Dependent fields enable_continuous_backup=true,delete_after_days=90 in policy block daily are invalid when used together.",
        {
          accounts: accountsOf(7),
          policies: ["p-org-baseline", "p-research-continuous"],
          path: "plans/baseline/rules/daily",
          hint: "Mend every error named.",
        },
      ),
      finding("plan-removed", "error", "The plan goes away; what it has made stays until its own end.", {
        accounts: accountsOf(1),
        policies: ["p-payments-archive"],
        path: "plans/archive",
      }),
      ...Array.from({ length: UNITS }, (_, unit) =>
        finding(
          "retention-shortened",
          "warning",
          `Recovery points of plan own-05-${two(unit)} are kept for fewer days.`,
          {
            accounts: accountsOf(5).slice(unit * ACCOUNTS, (unit + 1) * ACCOUNTS),
            policies: [`p-own-05-${two(unit)}`],
            path: `plans/own-05-${two(unit)}/rules/nightly/lifecycle/delete_after_days`,
          },
        ),
      ),
    ],
  };
}

function tree(): Tree {
  const divisions = AREAS.map((area, division): readonly [string, Tree] => [
    `ou-${two(division)} ${area}`,
    treeOf(UNITS, (unit): readonly [string, Tree] => [
      `ou-${two(division)}-${two(unit)} ${area}-${two(unit)}`,
      treeOf(ACCOUNTS, (index) => [
        `${accountId(division, unit, index)} ${area.toLowerCase()}-${two(unit)}-${two(index)}`,
        "",
      ]),
    ]),
  ]);
  return { ...Object.fromEntries(divisions), "111111111111 management": "" };
}

function treeOf(length: number, child: (index: number) => readonly [string, Tree | string]): Tree {
  return Object.fromEntries(Array.from({ length }, (_, index) => child(index)));
}

function baseline(days: string): Policy {
  return policyOf(
    "org-baseline",
    planOf("Baseline", { Daily: { schedule: DAILY, days, copies: { [CENTRAL_VAULT]: days } } }, [
      "eu-central-1",
      "eu-west-1",
    ]),
  );
}

function archive(): Policy {
  return policyOf(
    "payments-archive",
    planOf("Archive", { Monthly: { schedule: "cron(0 2 1 * ? *)", cold: "30", days: "2555" } }),
  );
}

function continuous(on: boolean): Policy {
  return policyOf("research-continuous", {
    plans: { Baseline: { rules: { Daily: ruleOf({ days: "90", ...(on ? { continuous: true } : {}) }) } } },
  });
}

function ownPlan(name: string, minute: string, days: string): Policy {
  return policyOf(name, planOf(name, { Nightly: { schedule: `cron(${minute} 1 ? * * *)`, days } }));
}

function accountsOf(division: number): readonly string[] {
  return Array.from({ length: UNITS * ACCOUNTS }, (_, index) =>
    accountId(division, Math.floor(index / ACCOUNTS), index % ACCOUNTS),
  );
}

function accountId(division: number, unit: number, account: number): string {
  return String(600000000000 + division * 1_000_000 + unit * 1_000 + account);
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
