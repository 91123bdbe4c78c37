import type { BackupNeeds } from "../../../src/effective/backup-plan/backup-needs";
import type { Finding } from "../../../src/text/finding";
import { accountChecks } from "../../../src/review/preflight/account-checks";
import type { AccountFacts, FoundRole } from "../../../src/review/preflight/account-checks";
import type { PreflightCheck } from "../../../src/review/preflight/preflight-check";
import type { JsonObject } from "../../../src/text/json";

const ACCOUNT = "333333333333";
const KEY = "arn:aws:kms:eu-central-1:333333333333:key/1";

const NEEDS: BackupNeeds = {
  regions: ["eu-central-1", "eu-west-1"],
  roles: [
    { role: "service-role/Backup", accountId: undefined, path: "plans/p/selections/tags/s/iam_role_arn" },
  ],
  vaults: ["eu-west-1", "eu-central-1"].map((region) => ({
    vault: "Daily",
    region,
    accountId: undefined,
    use: "backup",
    path: "plans/p/rules/r/target_backup_vault_name",
    retentionDays: 35,
  })),
  resourceTypes: [],
  selectsByTag: true,
};

const TRUST: JsonObject = {
  Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

const ROLE: FoundRole = {
  arn: `arn:aws:iam::${ACCOUNT}:role/service-role/Backup`,
  trustPolicy: TRUST,
  managedPolicies: ["AWSBackupServiceRolePolicyForBackup"],
  inlinePolicies: 0,
};

function facts(changes: Partial<AccountFacts> = {}, role: Partial<FoundRole> = {}): AccountFacts {
  const vaults = [{ name: "Daily", encryptionKeyArn: KEY }];
  return {
    accountId: ACCOUNT,
    roles: new Map([["Backup", { known: true, value: { ...ROLE, ...role } }]]),
    vaults: new Map(["eu-central-1", "eu-west-1"].map((region) => [region, { known: true, value: vaults }])),
    deniedKeys: { known: true, value: new Map() },
    ...changes,
  };
}

function check(id: string, found: AccountFacts, needs: BackupNeeds = NEEDS): PreflightCheck | undefined {
  return accountChecks(found, needs).find((each) => each.id === id);
}

describe("an account", () => {
  test("with the role, the vaults in each Region and usable keys is fine", () => {
    const checks = accountChecks(facts(), NEEDS);
    expect(checks.map(({ id, status, region }) => [id, status, region])).toEqual([
      ["role", "ok", undefined],
      ["vault", "ok", "eu-central-1"],
      ["vault", "ok", "eu-west-1"],
      ["kms", "ok", undefined],
    ]);
    expect(checks.every(({ accountId }) => accountId === ACCOUNT)).toBe(true);
  });

  test("whose policy names nothing is not judged", () => {
    const nothing = { regions: [], roles: [], vaults: [], resourceTypes: [], selectsByTag: false };
    expect(accountChecks(facts({ vaults: new Map() }), nothing)).toEqual([]);
  });
});

describe("the role", () => {
  test("is not there", () => {
    const missing = facts({ roles: new Map([["Backup", { known: true, value: undefined }]]) });
    expect(check("role", missing)).toMatchObject({ status: "failed", seen: "There is no role Backup." });
  });

  test("could not be looked at", () => {
    const denied = facts({ roles: new Map([["Backup", { known: false, why: "Access denied." }]]) });
    expect(check("role", denied)).toMatchObject({ status: "unknown", seen: "Access denied." });
  });

  test("is at another path: the path belongs to the ARN that the policy names", () => {
    const moved = check("role", facts({}, { arn: `arn:aws:iam::${ACCOUNT}:role/Backup` }));
    expect(moved).toMatchObject({
      status: "failed",
      seen: "The role is at Backup: the policy names service-role/Backup, and the path is part of the ARN.",
    });
  });

  const statement = (changes: JsonObject): JsonObject => ({
    Statement: { ...(TRUST.Statement as readonly JsonObject[])[0], ...changes },
  });

  test.each<[string, JsonObject]>([
    ["as one statement", statement({})],
    [
      "as one of several services",
      statement({ Principal: { Service: ["ec2.amazonaws.com", "backup.amazonaws.com"] } }),
    ],
    ["as everyone", statement({ Principal: "*" })],
    ["with actions in another case", statement({ Action: ["STS:AssumeRole", "sts:TagSession"] })],
    ["with every action of STS", statement({ Action: "sts:*" })],
  ])("is trusted by AWS Backup %s", (_how, trustPolicy) => {
    expect(check("role", facts({}, { trustPolicy }))).toMatchObject({ status: "ok" });
  });

  test.each<[string, JsonObject | undefined]>([
    ["another service", statement({ Principal: { Service: "ec2.amazonaws.com" } })],
    ["an account", statement({ Principal: { AWS: "arn:aws:iam::111111111111:root" } })],
    ["AWS Backup for another action", statement({ Action: "sts:TagSession" })],
    ["AWS Backup by a denial", statement({ Effect: "Deny" })],
    ["no one", {}],
    ["no one: the document could not be read", undefined],
  ])("trusts %s: it cannot be assumed", (_whom, trustPolicy) => {
    expect(check("role", facts({}, { trustPolicy }))).toMatchObject({
      status: "failed",
      seen: "Its trust policy does not let backup.amazonaws.com assume it.",
    });
  });

  test.each<[string, Partial<FoundRole>, string, string]>([
    ["nothing attached", { managedPolicies: [] }, "failed", "It has no policies"],
    ["policies of its own", { managedPolicies: [], inlinePolicies: 1 }, "warning", "were not evaluated"],
    [
      "another managed policy",
      { managedPolicies: ["Own"] },
      "warning",
      "AWSBackupServiceRolePolicyForBackup",
    ],
  ])("has %s", (_what, role, status, seen) => {
    const found = check("role", facts({}, role));
    expect(found).toMatchObject({ status });
    expect(found?.seen).toContain(seen);
  });

  test("lacks the policy for Amazon S3 where S3 is selected", () => {
    const s3 = { ...NEEDS, resourceTypes: ["arn:aws:s3:::*"] };
    expect(check("role", facts(), s3)).toMatchObject({ status: "failed" });
    const both = ["AWSBackupServiceRolePolicyForBackup", "AWSBackupServiceRolePolicyForS3Backup"];
    expect(check("role", facts({}, { managedPolicies: both }), s3)).toMatchObject({ status: "ok" });
    const volumes = { ...NEEDS, resourceTypes: ["arn:aws:ec2:*:*:volume/*"] };
    expect(check("role", facts(), volumes)).toMatchObject({ status: "ok" });
  });

  test("that several selections name is judged once; all that is wrong with it is said at once", () => {
    const twice = {
      ...NEEDS,
      roles: [
        ...NEEDS.roles,
        { role: "service-role/Backup", accountId: undefined, path: "plans/q/selections/tags/s/iam_role_arn" },
      ],
    };
    const wrong = facts(
      {},
      { arn: `arn:aws:iam::${ACCOUNT}:role/Backup`, trustPolicy: {}, managedPolicies: [] },
    );
    const roles = accountChecks(wrong, twice).filter(({ id }) => id === "role");
    expect(roles).toHaveLength(1);
    expect(roles[0]?.seen).toMatch(/is at Backup.*trust policy.*no policies/);
  });
});

describe("vaults", () => {
  test("that are missing are named, with their Region; names are case-sensitive", () => {
    const other = facts({
      vaults: new Map([
        ["eu-central-1", { known: true, value: [{ name: "daily", encryptionKeyArn: undefined }] }],
        ["eu-west-1", { known: true, value: [{ name: "Daily", encryptionKeyArn: undefined }] }],
      ]),
    });
    expect(accountChecks(other, NEEDS).filter(({ id }) => id === "vault")).toMatchObject([
      {
        status: "failed",
        region: "eu-central-1",
        title: "The vault Daily exists in eu-central-1",
        seen: "Missing: Daily.",
        finding: expect.objectContaining({
          hint: expect.stringContaining("in every Region of the plan") as string,
        }) as Finding,
      },
      { status: "ok", region: "eu-west-1" },
    ]);
  });

  test("of a Region that could not be looked at are unknown", () => {
    const denied = facts({ vaults: new Map([["eu-central-1", { known: false, why: "Access denied." }]]) });
    expect(accountChecks(denied, NEEDS).filter(({ id }) => id === "vault")).toMatchObject([
      { status: "unknown", region: "eu-central-1", seen: "Access denied." },
      { status: "unknown", region: "eu-west-1" },
    ]);
  });

  test("of other accounts are not looked for here, those that receive copies here are", () => {
    const copy = (accountId: string): BackupNeeds["vaults"][number] => ({
      vault: "Central",
      region: "eu-central-1",
      accountId,
      use: "copy",
      path: "plans/p/rules/r/copy_actions/x/target_backup_vault_arn",
      retentionDays: 35,
    });
    const elsewhere = { ...NEEDS, vaults: [...NEEDS.vaults, copy("999999999999")] };
    expect(accountChecks(facts(), elsewhere).every(({ status }) => status === "ok")).toBe(true);
    const here = { ...NEEDS, vaults: [...NEEDS.vaults, copy(ACCOUNT)] };
    expect(accountChecks(facts(), here)).toContainEqual(
      expect.objectContaining({
        id: "vault",
        status: "failed",
        title: "The vaults Central, Daily exist in eu-central-1",
        seen: "Missing: Central.",
        finding: expect.objectContaining({
          hint: expect.stringContaining("copies of other accounts go there") as string,
        }) as Finding,
      }),
    );
  });
});

describe("keys of vaults", () => {
  test("that a policy denies to the role are named with the actions", () => {
    const denied = facts({ deniedKeys: { known: true, value: new Map([[KEY, ["kms:CreateGrant"]]]) } });
    expect(check("kms", denied)).toMatchObject({
      status: "failed",
      seen: `Denied: ${KEY} (kms:CreateGrant).`,
    });
  });

  test("could not be asked about", () => {
    expect(check("kms", facts({ deniedKeys: { known: false, why: "Access denied." } }))).toMatchObject({
      status: "unknown",
    });
  });

  test("are not spoken of where no vault has one", () => {
    const found = [{ name: "Daily", encryptionKeyArn: undefined }];
    const vaults = new Map(NEEDS.regions.map((region) => [region, { known: true as const, value: found }]));
    expect(check("kms", facts({ vaults }))).toBeUndefined();
  });
});
