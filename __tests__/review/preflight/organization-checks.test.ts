import { organizationChecks } from "../../../src/review/preflight/organization-checks";
import type { OrganizationFacts } from "../../../src/review/preflight/organization-checks";
import type { PreflightCheck } from "../../../src/review/preflight/preflight-check";

const MANAGEMENT = "111111111111";
const OTHER = "222222222222";

const FACTS: OrganizationFacts = {
  caller: {
    known: true,
    value: { arn: `arn:aws:iam::${MANAGEMENT}:user/administrator`, accountId: MANAGEMENT },
  },
  organization: { known: true, value: { managementAccountId: MANAGEMENT, featureSet: "ALL" } },
  enabledPolicyTypes: { known: true, value: ["BACKUP_POLICY"] },
  trustedServices: { known: true, value: ["backup.amazonaws.com"] },
  backupAdministrators: { known: true, value: [OTHER] },
  resourcePolicy: { known: true, value: undefined },
  stackSetsAccess: { known: true, value: "ENABLED" },
};

function check(
  id: string,
  changes: Partial<OrganizationFacts>,
  usesStackSets = false,
): PreflightCheck | undefined {
  return organizationChecks({ ...FACTS, ...changes }, usesStackSets).find((each) => each.id === id);
}

const IDS = [
  "caller",
  "all-features",
  "policy-type",
  "trusted-access",
  "delegated-administrator",
  "stack-sets-access",
];

const DENIED = { known: false, why: "Denied." } as const;

function organization(
  featureSet: string | undefined,
  managementAccountId: string | undefined = MANAGEMENT,
): Partial<OrganizationFacts> {
  return { organization: { known: true, value: { managementAccountId, featureSet } } };
}

test("an organization that is ready: every check is there, and fine", () => {
  const checks = organizationChecks(FACTS, true);
  expect(checks.map(({ id }) => id)).toEqual(IDS);
  expect(checks.every(({ status, finding }) => status === "ok" && finding === undefined)).toBe(true);
});

test.each<[string, Partial<OrganizationFacts>, PreflightCheck["status"], string]>([
  ["all-features", organization("CONSOLIDATED_BILLING"), "failed", "CONSOLIDATED_BILLING"],
  ["all-features", organization(undefined), "failed", "unknown features"],
  ["all-features", { organization: DENIED }, "unknown", "Denied."],
  ["caller", { caller: DENIED }, "unknown", "Denied."],
  ["policy-type", { enabledPolicyTypes: { known: true, value: [] } }, "failed", "No policy type"],
  ["policy-type", { enabledPolicyTypes: { known: true, value: ["TAG_POLICY"] } }, "failed", "TAG_POLICY"],
  ["policy-type", { enabledPolicyTypes: { known: false, why: "Denied." } }, "unknown", "Denied."],
  ["trusted-access", { trustedServices: { known: true, value: [] } }, "failed", "No service"],
  ["trusted-access", { trustedServices: { known: true, value: ["ram.amazonaws.com"] } }, "failed", "ram."],
  ["trusted-access", { trustedServices: { known: false, why: "Denied." } }, "unknown", "Denied."],
  ["delegated-administrator", { backupAdministrators: { known: true, value: [] } }, "warning", "No account"],
  [
    "delegated-administrator",
    { backupAdministrators: { known: false, why: "Denied." } },
    "unknown",
    "Denied.",
  ],
  ["stack-sets-access", { stackSetsAccess: { known: false, why: "Denied." } }, "unknown", "Denied."],
])("%s, where AWS says %j", (id, facts, status, seen) => {
  const found = check(id, facts);
  expect(found).toMatchObject({ status });
  expect(found?.seen).toContain(seen);
  expect(found?.finding?.hint).toBeDefined();
});

describe("StackSets", () => {
  const disabled = { stackSetsAccess: { known: true, value: "DISABLED" } } as const;

  test("without access to the organization are a failure where the change uses them, else a warning", () => {
    expect(check("stack-sets-access", disabled, true)).toMatchObject({ status: "failed" });
    expect(check("stack-sets-access", disabled, false)).toMatchObject({ status: "warning" });
  });

  test("with trusted access alone do not work: that is said", () => {
    const half = {
      ...disabled,
      trustedServices: {
        known: true,
        value: ["backup.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"],
      },
    } as const;
    expect(check("stack-sets-access", half)?.seen).toContain("that alone is not enough");
    expect(check("stack-sets-access", disabled)?.seen).not.toContain("that alone");
  });
});

describe("the caller", () => {
  const member = {
    caller: { known: true, value: { arn: `arn:aws:iam::${OTHER}:user/x`, accountId: OTHER } },
  } as const;

  test("in the management account may manage", () => {
    expect(check("caller", {})).toMatchObject({ status: "ok" });
  });

  test("in an account that the organization's resource policy names may manage", () => {
    const value = JSON.stringify({ Statement: [{ Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }] });
    expect(check("caller", { ...member, resourcePolicy: { known: true, value } })).toMatchObject({
      status: "ok",
    });
  });

  test("in a delegated administrator of AWS Backup may monitor, and not manage", () => {
    expect(check("caller", member)).toMatchObject({ status: "warning" });
  });

  test("in any other account may not", () => {
    const none = { ...member, backupAdministrators: { known: true, value: [] } } as const;
    expect(check("caller", none)).toMatchObject({ status: "failed" });
    const unread = { known: false, why: "Denied." } as const;
    expect(check("caller", { ...none, resourcePolicy: unread })).toMatchObject({ status: "failed" });
    const unnamed = { known: true, value: { managementAccountId: undefined, featureSet: "ALL" } } as const;
    expect(check("caller", { ...none, organization: unnamed })?.seen).toContain("(unknown)");
  });

  test("is unknown where the management account is", () => {
    expect(check("caller", { ...member, organization: DENIED })).toMatchObject({
      status: "unknown",
      seen: expect.stringContaining("is not known: Denied.") as string,
    });
  });
});
