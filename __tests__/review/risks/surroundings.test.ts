import type { Call } from "../../../src/change/call";
import { fold } from "../../../src/change/fold";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { OrganizationSettings } from "../../../src/organization/model";
import type { Organization } from "../../../src/organization/organization";
import { PLAN_ADVICE } from "../../../src/capabilities/advice/all-plan-advice";
import { ALL_RISKS } from "../../../src/review/risks/all-risks";
import type { Finding } from "../../../src/text/finding";
import type { JsonObject } from "../../../src/text/json";
import { attached, organization, policy, ROOT } from "../../support/organizations";
import { environmentOf } from "../support/environments";
import { daily, document } from "../support/policy-documents";
import { AT, findingsOf, reviewOf } from "../support/review-of";
import { RISK_CASES } from "../support/risk-cases";

/** Rules about what comes with a change rather than what policies say. */

type Facts = NonNullable<Parameters<typeof reviewOf>[2]>;

const NIGHTLY = "plans/daily/rules/nightly";
const BACKUP = "backup.amazonaws.com";
const DECLARED = { origins: new Map([["p-1", "policies/baseline"]]) };
const UNKNOWN_OWNERSHIP = {
  by: "policy",
  source: { kind: "none" },
  policyIds: new Set<string>(),
} as const;
const LOCK = { minimumDays: 30, maximumDays: 90, compliance: true };

function withPolicy(content: JsonObject, settings: Partial<OrganizationSettings> = {}): Organization {
  const made = organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
  return organization({ ...made.data, settings: { ...made.settings, ...settings } });
}

const now = withPolicy(daily());
const allAccounts = now.accounts.map(({ id }) => id);

interface Case {
  readonly rule: string;
  readonly before?: Organization;
  readonly after?: Organization;
  readonly fires: Facts;
  readonly finding: Partial<Finding>;
  /** The same change, at which the rule keeps quiet. */
  readonly nearMiss: Facts;
  /** The organization before the near miss, if it is another one. */
  readonly nearMissBefore?: Organization;
}

/** What one call does to the organization now. */
function changed(call: Call, tolerates: readonly string[] = []): Facts {
  const steps = [{ id: "x", call, origin: "policies/x", after: [], tolerates }];
  return {
    folded: fold(now, BackupEnvironment.UNKNOWN, { steps, milestones: [] }, { at: AT }),
  };
}

function created(policyType: string, value: JsonObject): Call {
  return { operation: "CreatePolicy", id: "p-x", name: "x", policyType, content: { kind: "known", value } };
}

const vaultDeletion: Call = {
  operation: "DeleteBackupVault",
  vault: { name: "main", place: { accounts: { kind: "unknown" }, region: undefined } },
  deletesRecoveryPoints: false,
};

const CASES: readonly Case[] = [
  {
    rule: "retention-outside-lock",
    after: withPolicy(daily({ days: 7 })),
    fires: { environment: { after: environmentOf({ main: LOCK }) } },
    finding: {
      severity: "error",
      message:
        'Recovery points are kept for 7 days in the vault "main", which vaults/main locks to 30 to 90 days.',
      path: `${NIGHTLY}/lifecycle/delete_after_days`,
      policies: ["p-1"],
      accounts: allAccounts,
    },
    nearMiss: { environment: { after: environmentOf({ main: { ...LOCK, minimumDays: 7 } }) } },
  },
  {
    rule: "retention-outside-lock",
    fires: {
      environment: {
        before: environmentOf({ main: LOCK }),
        after: environmentOf({ main: { minimumDays: 36, compliance: true } }),
      },
    },
    finding: {
      severity: "error",
      message:
        'Recovery points are kept for 35 days in the vault "main", which vaults/main locks to at least 36 days.',
      path: `${NIGHTLY}/lifecycle/delete_after_days`,
      accounts: allAccounts,
    },
    nearMiss: { environment: { after: environmentOf({ main: { minimumDays: 36, compliance: true } }) } },
  },
  {
    rule: "prerequisite-missing",
    fires: {
      declared: DECLARED,
      environment: { after: environmentOf({ main: undefined }, ["service/backup"], "complete") },
    },
    finding: {
      severity: "error",
      message:
        'No role "backup": roles/service/backup creates it as "service/backup", and the path is part of the ARN.',
      path: "plans/daily/selections/tags/tagged/iam_role_arn",
      policies: ["p-1"],
      position: { where: "policies/baseline" },
      accounts: allAccounts,
    },
    nearMiss: { declared: DECLARED, environment: { after: environmentOf({ main: undefined }, ["backup"]) } },
  },
  {
    rule: "vault-removed",
    fires: { environment: { before: environmentOf({ main: undefined }), after: environmentOf({}) } },
    finding: {
      severity: "error",
      message: 'The vault "main" is deleted while policies use it.',
      path: `${NIGHTLY}/target_backup_vault_name`,
      accounts: allAccounts,
    },
    nearMiss: {
      environment: {
        before: environmentOf({ main: undefined, spare: undefined }),
        after: environmentOf({ main: undefined }),
      },
    },
  },
  {
    rule: "role-removed",
    fires: { environment: { before: environmentOf({}, ["backup"]), after: environmentOf({}) } },
    finding: {
      severity: "error",
      message: 'The role "backup" is deleted while policies use it.',
      path: "plans/daily/selections/tags/tagged/iam_role_arn",
      accounts: allAccounts,
    },
    nearMiss: {
      environment: { before: environmentOf({}, ["backup", "spare"]), after: environmentOf({}, ["backup"]) },
    },
  },
  {
    rule: "vault-lock-loosened",
    fires: {
      environment: {
        before: environmentOf({ main: LOCK }),
        after: environmentOf({ main: { ...LOCK, minimumDays: 7 } }),
      },
    },
    finding: {
      severity: "error",
      message: 'The vault "main" requires a retention of at least 7 days instead of 30 days.',
      path: "",
    },
    nearMiss: {
      environment: {
        before: environmentOf({ main: LOCK }),
        after: environmentOf({ main: { ...LOCK, minimumDays: 31 } }),
      },
    },
  },
  {
    rule: "apply-refused",
    fires: changed({ operation: "AttachPolicy", policyId: "p-1", targetId: ROOT }),
    finding: {
      severity: "error",
      message:
        'policies/x: The policy "name-of-p-1" is attached to Root already. AWS refuses AttachPolicy (DuplicatePolicyAttachmentException).',
      path: "",
      policies: ["p-1"],
      accounts: [],
    },
    nearMiss: changed({ operation: "AttachPolicy", policyId: "p-1", targetId: "ou-a" }),
  },
  {
    rule: "may-change",
    fires: changed({
      operation: "AttachPolicy",
      policyId: "p-1",
      targetId: { candidates: ["ou-a", "ou-b"], expression: "aws_organizations_organizational_unit.ou" },
    }),
    finding: {
      severity: "warning",
      message:
        'The target of policies/x is known after apply (aws_organizations_organizational_unit.ou): one of Root/a or Root/a/b. Wherever it is attached, it adds the plan "daily"; no existing plan changes.',
      path: "",
      policies: ["p-1"],
      accounts: ["000000000002", "000000000003"],
    },
    nearMiss: changed({ operation: "AttachPolicy", policyId: "p-1", targetId: "ou-a" }),
  },
  {
    rule: "organization-outdated",
    fires: {
      contradictions: [{ what: 'the parent of the account "a"', inFile: "ou-a", inState: "ou-b" }],
    },
    finding: {
      severity: "error",
      message:
        'The parent of the account "a": ou-a in the organization file, ou-b in the plan\'s state. The review uses the state.',
      path: "",
    },
    nearMiss: { contradictions: [] },
  },
  {
    rule: "policy-type-mismatch",
    fires: changed(created("SERVICE_CONTROL_POLICY", daily())),
    finding: {
      severity: "warning",
      message: 'policies/x: the policy "x" holds backup plans and has the type SERVICE_CONTROL_POLICY.',
      path: "plans",
    },
    nearMiss: changed(created("SERVICE_CONTROL_POLICY", { Statement: [] })),
  },
  {
    rule: "deletion-not-certain",
    fires: changed(vaultDeletion, ["AccessDeniedException"]),
    finding: {
      severity: "notice",
      message: 'policies/x: if AWS denies the deletion of the vault "main", Terraform reports success.',
      path: "",
    },
    nearMiss: changed(vaultDeletion),
  },
  {
    rule: "not-knowable",
    fires: { unresolved: [{ origin: "policies/x", message: "The target is known after apply." }] },
    finding: {
      severity: "warning",
      message: "policies/x: The target is known after apply.",
      path: "",
      accounts: [],
    },
    nearMiss: { unresolved: [] },
  },
  {
    rule: "ownership-unknown",
    fires: { declared: { origins: new Map(), ownership: UNKNOWN_OWNERSHIP } },
    finding: {
      severity: "error",
      message: `${JSON.stringify(now.policies[0]?.name)} is not in the code. The code declares no policy at all. The review assumes that it stays; if Terraform created it, apply deletes it.`,
      path: "",
      policies: ["p-1"],
      accounts: [],
    },
    nearMiss: { declared: { ...DECLARED, ownership: UNKNOWN_OWNERSHIP } },
  },
  {
    rule: "ownership-narrowed",
    fires: { declared: { ...DECLARED, ownership: { ...UNKNOWN_OWNERSHIP, narrowed: ["daily"] } } },
    finding: {
      severity: "warning",
      message: '"manages" no longer covers "daily". This review still counts it as managed.',
      path: "",
      accounts: [],
    },
    nearMiss: { declared: { ...DECLARED, ownership: { ...UNKNOWN_OWNERSHIP, narrowed: [] } } },
  },
  {
    rule: "organization-old",
    before: withPolicy(daily(), { takenAt: new Date(AT.getTime() - 10 * 86_400_000).toISOString() }),
    fires: {},
    finding: {
      severity: "warning",
      message: "The organization file was written 10 days ago; at most 7 days are allowed.",
      path: "",
      accounts: [],
    },
    nearMiss: {},
    nearMissBefore: withPolicy(daily(), { takenAt: new Date(AT.getTime() - 7 * 86_400_000).toISOString() }),
  },
  {
    rule: "code-outdated",
    fires: { staleCode: "main.ts was changed after cdktf.out was synthesized." },
    finding: {
      severity: "warning",
      message: "main.ts was changed after cdktf.out was synthesized.",
      path: "",
      accounts: [],
    },
    nearMiss: {},
  },
  {
    rule: "policy-type-not-enabled",
    before: withPolicy(daily(), { enabledPolicyTypes: [] }),
    after: withPolicy(daily(), { enabledPolicyTypes: [] }),
    fires: { declared: { ...DECLARED, settingsOrigin: "organization/access" } },
    finding: {
      severity: "error",
      message:
        "The policy type BACKUP_POLICY is not enabled in the organization: no backup policy has an effect.",
      path: "",
      position: { where: "organization/access" },
      accounts: allAccounts,
    },
    nearMiss: {},
  },
  {
    rule: "trusted-access-off",
    before: withPolicy(daily(), { trustedServices: [] }),
    after: withPolicy(daily(), { trustedServices: [] }),
    fires: { declared: DECLARED },
    finding: {
      severity: "warning",
      message:
        "Trusted access for AWS Backup is off: the management account sees no jobs of other accounts. Enabling trusted access restores the view.",
      path: "",
      accounts: [],
    },
    nearMiss: {},
  },
  {
    rule: "account-withheld",
    before: withPolicy(document({ daily: { regions: [] } })),
    after: withPolicy(document({ daily: { regions: [] } })),
    fires: { declared: { origins: new Map() } },
    finding: {
      severity: "warning",
      message:
        "AWS withholds the merged policy: ELEMENTS_TOO_FEW, 'regions' is less than the allowed minimum limit 1.",
      path: "plans/daily/regions",
      policies: ["p-1"],
      accounts: allAccounts,
    },
    nearMiss: {},
  },
];

describe.each(CASES)("the rule $rule", (testCase) => {
  const { rule, before = now, after = now, fires, finding, nearMiss, nearMissBefore = before } = testCase;
  it("fires, and says what, where and for whom", () => {
    expect(findingsOf(reviewOf(before, after, fires), rule)).toEqual([
      expect.objectContaining({ rule, documentation: `help/findings.md#${rule}`, ...finding }) as never,
    ]);
  });

  it("keeps quiet where it nearly is", () => {
    expect(findingsOf(reviewOf(nearMissBefore, after, nearMiss), rule)).toEqual([]);
  });
});

describe.each([
  [
    "trusted-access-removed",
    { trustedServices: [BACKUP] },
    { trustedServices: [] },
    "Trusted access of backup.amazonaws.com is switched off: the management account no longer sees jobs of other accounts. AWS Backup's service role remains, and enabling trusted access again restores everything.",
  ],
  [
    "policy-type-removed",
    { enabledPolicyTypes: ["BACKUP_POLICY"] },
    { enabledPolicyTypes: [] },
    "The policy type BACKUP_POLICY is disabled, and all its policies are detached.",
  ],
] as const)("the rule %s", (rule, from, to, message) => {
  it("reports what the change switches off, for every account", () => {
    const [before, after] = [withPolicy(daily(), from), withPolicy(daily(), to)];
    expect(findingsOf(reviewOf(before, after), rule)).toMatchObject([
      { severity: "error", message, path: "", accounts: allAccounts },
    ]);
    expect(findingsOf(reviewOf(before, before), rule)).toEqual([]);
  });
});

it("every rule has a case here, among the cases of code, among those of real plans, or in a file of its own", () => {
  const inPlans = ["attachment-replaced", "delegated-administrator-removed", "other-principals-removed"];
  const ofEnvironment = [
    "role-not-assumable",
    "cross-account-backup-off",
    "opt-in-removed",
    "trusted-access-missing",
  ];
  const ofCapabilities = PLAN_ADVICE.map(({ id }) => id);
  const known = new Set([
    ...RISK_CASES.map(({ rule }) => rule),
    ...CASES.map(({ rule }) => rule),
    "trusted-access-removed",
    "policy-type-removed",
    ...inPlans,
    ...ofEnvironment,
    ...ofCapabilities,
    "resource-unprotected",
    "value-assumed",
  ]);
  expect(ALL_RISKS.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([]);
});
