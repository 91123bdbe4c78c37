import type { OrganizationData, Policy } from "../../../src/organization/model";
import type { Organization } from "../../../src/organization/organization";
import type { Scenario } from "./scenario";
import type { Tree } from "./builder";
import {
  CENTRAL_VAULT,
  created,
  DAILY,
  finding,
  NORDWIND,
  organizationOf,
  planOf,
  policyOf,
  ROOT,
  ruleOf,
} from "./builder";

export function emptyOrganization(): Scenario {
  const organization = organizationOf({ "111111111111 management": "" }, [], {});
  return { before: organization, after: organization, findings: [] };
}

const baseline = planOf(
  "Baseline",
  { Daily: { schedule: DAILY, days: "35", copies: { [CENTRAL_VAULT]: "35" } } },
  ["eu-central-1", "eu-west-1"],
);

function withBaseline(...more: readonly Policy[]): readonly Policy[] {
  return [policyOf("org-baseline", baseline), ...more];
}

export function nothingChanges(): Scenario {
  const organization = organizationOf(NORDWIND, withBaseline(), { [ROOT]: ["p-org-baseline"] });
  return { before: organization, after: organization, findings: [] };
}

/** Production keeps its backups for 14 days and no more 35; one account has a number of its own. */
export function oneNumber(): Scenario {
  const own = policyOf("orders-retention", dailyRule({ days: "60" }));
  const retention = (days: string): Policy => policyOf("production-retention", dailyRule({ days }));
  const attachments = {
    [ROOT]: ["p-org-baseline"],
    "ou-production": ["p-production-retention"],
    "200000000004": ["p-orders-retention"],
  };
  const accounts = ["200000000001", "200000000002", "200000000005", "200000000006"];
  return {
    before: organizationOf(NORDWIND, withBaseline(retention("35"), own), attachments),
    after: organizationOf(NORDWIND, withBaseline(retention("14"), own), attachments),
    findings: [
      finding(
        "retention-shortened",
        "warning",
        "Recovery points are kept for 14 days, 21 days less than now.",
        {
          accounts,
          policies: ["p-production-retention"],
          path: "plans/baseline/rules/daily/lifecycle/delete_after_days",
          hint: "Existing recovery points keep their dates; new ones go earlier.",
        },
      ),
    ],
  };
}

function dailyRule(parts: Parameters<typeof ruleOf>[0]): Parameters<typeof policyOf>[1] {
  return { plans: { Baseline: { rules: { Daily: ruleOf(parts) } } } };
}

/** The sandbox loses its only plan; payments lose one of two, with a copy to another account. */
export function planRemoved(): Scenario {
  const sandbox = policyOf(
    "sandbox-weekly",
    planOf("Sandbox", { Weekly: { schedule: "cron(0 5 ? * SUN *)", days: "7" } }),
  );
  const daily = policyOf("payments-daily", planOf("Payments", { Daily: { schedule: DAILY, days: "35" } }));
  const archive = policyOf(
    "payments-archive",
    planOf("Archive", {
      Monthly: {
        schedule: "cron(0 2 1 * ? *)",
        cold: "30",
        days: "2555",
        copies: { [CENTRAL_VAULT]: "2555" },
      },
      Yearly: { schedule: "cron(0 2 1 1 ? *)", cold: "30" },
    }),
  );
  const policies = [sandbox, daily, archive];
  return {
    before: organizationOf(NORDWIND, policies, {
      "ou-sandbox": ["p-sandbox-weekly"],
      "ou-payments": ["p-payments-daily", "p-payments-archive"],
    }),
    after: organizationOf(NORDWIND, policies, { "ou-payments": ["p-payments-daily"] }),
    findings: [
      finding("protection-lost", "error", "No backup plan is left.", {
        accounts: ["400000000001", "400000000002"],
        policies: ["p-sandbox-weekly"],
        hint: "Attach another policy before this one is detached.",
      }),
      finding("plan-removed", "warning", "The plan goes away; what it has made stays until its own end.", {
        accounts: ["200000000001", "200000000002"],
        policies: ["p-payments-archive"],
        path: "plans/archive",
        hint: "Attach another policy before this one is detached.",
      }),
    ],
  };
}

/** Continuous backup meets a retention that a higher policy locks; staging was invalid before and stays so. */
export function withheld(): Scenario {
  const locked = policyOf("production-retention", {
    plans: {
      Baseline: {
        rules: {
          Daily: {
            lifecycle: {
              delete_after_days: { "@@assign": "90", "@@operators_allowed_for_child_policies": ["@@none"] },
            },
          },
        },
      },
    },
  });
  const continuous = policyOf("payments-continuous", dailyRule({ days: "35", continuous: true }));
  const broken = policyOf("staging-broken", {
    plans: { Staging: { regions: { "@@assign": ["eu-central-1"] } } },
  });
  const attachments = {
    [ROOT]: ["p-org-baseline"],
    "ou-production": ["p-production-retention"],
    "ou-staging": ["p-staging-broken"],
  };
  const policies = withBaseline(locked, continuous, broken);
  const path = "plans/baseline/rules/daily";
  const accounts = ["200000000001", "200000000002"];
  return {
    before: organizationOf(NORDWIND, policies, attachments),
    after: organizationOf(NORDWIND, policies, { ...attachments, "ou-payments": ["p-payments-continuous"] }),
    findings: [
      finding(
        "account-withheld",
        "error",
        "CROSS_ATTRIBUTE_VALIDATION: Dependent fields enable_continuous_backup=true,delete_after_days=90 in policy block daily are invalid when used together.",
        {
          accounts,
          policies: ["p-org-baseline", "p-production-retention", "p-payments-continuous"],
          path,
          hint: "Mend every error named: one of them is enough for AWS to withhold the account's whole policy, valid plans included.",
        },
      ),
      finding(
        "blocked-by-parent",
        "warning",
        '"payments-continuous" cannot set "35" here: "production-retention" (Root/Workloads/Production) locks it (@@none).',
        {
          accounts,
          policies: ["p-payments-continuous", "p-production-retention"],
          path: `${path}/lifecycle/delete_after_days`,
          hint: "Remove the setting, or allow the operator in the higher policy.",
        },
      ),
    ],
  };
}

/** The workloads get a policy whose content is known only after apply; the sandbox gets another number. */
export function notKnowable(): Scenario {
  const unknown: Policy = {
    id: "p-workloads",
    name: "workloads",
    content: { kind: "unknown", reference: "aws_backup_vault.central.arn" },
  };
  const sandbox = policyOf("sandbox", dailyRule({ days: "7" }));
  return {
    before: organizationOf(NORDWIND, withBaseline(), { [ROOT]: ["p-org-baseline"] }),
    after: organizationOf(NORDWIND, withBaseline(unknown, sandbox), {
      [ROOT]: ["p-org-baseline"],
      "ou-workloads": ["p-workloads"],
      "ou-sandbox": ["p-sandbox"],
    }),
    findings: [
      finding(
        "not-knowable",
        "warning",
        'The content of "workloads" holds aws_backup_vault.central.arn, which is known only after apply.',
        {
          accounts: [
            "200000000001",
            "200000000002",
            "200000000004",
            "200000000005",
            "200000000006",
            "300000000001",
            "300000000002",
          ],
          policies: ["p-workloads"],
          hint: "Use values that are known at plan time, or apply what they depend on first.",
        },
      ),
    ],
  };
}

/** Peers whose order no one knows, an account that moves, one that comes and one that goes. */
export function orderAndMoves(): Scenario {
  const nightly = policyOf("peer-nightly", dailyRule({ schedule: "cron(0 1 ? * * *)" }));
  const noon = policyOf("peer-noon", dailyRule({ schedule: "cron(0 12 ? * * *)" }));
  const production = policyOf("production-retention", dailyRule({ days: "90" }));
  const policies = withBaseline(nightly, noon, production);
  const attachments = { [ROOT]: ["p-org-baseline"], "ou-production": ["p-production-retention"] };
  const before = organizationOf(NORDWIND, policies, attachments);
  const moved: Tree = {
    "ou-security Security": { "100000000001 log-archive": "", "100000000002 audit": "" },
    "ou-workloads Workloads": {
      "ou-production Production": {
        "ou-payments Payments": { "200000000001 payments-api": "", "200000000002 payments-ledger": "" },
        "200000000004 orders": "",
        "200000000005 warehouse": "",
        "300000000001 orders-staging": "",
        "200000000009 billing": "",
      },
      "ou-staging Staging": { "300000000002 web-staging": "suspended" },
    },
    "ou-sandbox Sandbox": { "400000000001 sandbox-anna": "", "400000000002 sandbox-ben": "" },
    "111111111111 management": "",
  };
  return { before, after: withUnknownOrder(organizationOf(moved, policies, attachments)), findings: [ORDER] };
}

function withUnknownOrder({ data }: Organization): Organization {
  const attachments: OrganizationData["attachments"] = [
    ...data.attachments,
    { targetId: "ou-sandbox", policyIds: ["p-peer-nightly", "p-peer-noon"], order: "unknown" },
  ];
  return created({ ...data, attachments });
}

const ORDER = finding(
  "order-dependent",
  "warning",
  'The value is "cron(0 1 ? * * *)" or "cron(0 12 ? * * *)", depending on which policy was attached first.',
  {
    accounts: ["400000000001", "400000000002"],
    policies: ["p-peer-nightly", "p-peer-noon"],
    path: "plans/baseline/rules/daily/schedule_expression",
    hint: "Let one policy of the target assign the setting, or settle the order.",
  },
);
