import type { Call } from "../../../src/change/call";
import { fold } from "../../../src/change/fold";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { BackupEnvironmentData, BackupRole } from "../../../src/organization/backup-environment";
import type { OrganizationSettings } from "../../../src/organization/model";
import type { Organization } from "../../../src/organization/organization";
import type { Place } from "../../../src/organization/place";
import type { Finding } from "../../../src/text/finding";
import type { JsonObject } from "../../../src/text/json";
import { attached, organization, policy, ROOT } from "../../support/organizations";
import { daily } from "../support/policy-documents";
import { AT, findingsOf, reviewOf } from "../support/review-of";

const CENTRAL = "arn:aws:backup:eu-central-1:000000000002:backup-vault:central";
const MANAGEMENT = "000000000001";
const OWN: Place = { accounts: { kind: "account", accountId: "000000000002" }, region: undefined };
const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";

/** Every account is backed up with the role `backup`, and copied to the vault `central` of one of them. */
const before = organization({
  policies: [policy("p-1", daily({ copies: { [CENTRAL]: 35 } }))],
  attachments: [attached(ROOT, "p-1")],
});

function environmentWith(data: Partial<BackupEnvironmentData>): BackupEnvironment {
  return new BackupEnvironment({ ...BackupEnvironment.UNKNOWN.data, ...data });
}

function role(trustsBackup: boolean | undefined, place: Place = OWN): BackupRole {
  return { path: "/", name: "backup", place, trustsBackup, origin: "aws_iam_role.backup" };
}

/** The findings of one rule about one call. */
function found(rule: string, environment: BackupEnvironment, call: Call, from = before): readonly Finding[] {
  const steps = [{ id: "step", call, origin: "aws_thing.changed", after: [] }];
  const folded = fold(from, environment, { steps, milestones: [] }, { at: AT });
  return findingsOf(
    reviewOf(from, folded.organization, {
      folded,
      environment: { before: environment, after: folded.environment },
    }),
    rule,
  );
}

describe("role-not-assumable", () => {
  const environment = environmentWith({ roles: [role(true)] });
  const trust = (trustsBackup: boolean | undefined): Call => ({
    operation: "UpdateAssumeRolePolicy",
    role: { path: "/", name: "backup", place: OWN },
    trustsBackup,
  });

  it("reports a role that loses the trust of AWS Backup, for the accounts that use it", () => {
    const [finding] = found("role-not-assumable", environment, trust(false));
    expect(finding).toMatchObject({
      severity: "error",
      message: 'The role "backup" no longer trusts backup.amazonaws.com, and policies use it.',
      accounts: ["000000000002"],
      path: "plans/daily/selections/tags/tagged/iam_role_arn",
    });
  });

  it("warns of a trust policy that is known only after apply", () => {
    expect(found("role-not-assumable", environment, trust(undefined))).toMatchObject([
      { severity: "warning", accounts: ["000000000002"] },
    ]);
  });

  it("reports a new role that does not trust AWS Backup", () => {
    const call: Call = { operation: "CreateRole", role: role(false) };
    expect(found("role-not-assumable", environmentWith({}), call).map(({ message }) => message)).toEqual([
      'The role "backup" does not trust backup.amazonaws.com, and policies use it.',
    ]);
  });

  it("warns of a new role whose trust policy is not known", () => {
    const call: Call = { operation: "CreateRole", role: role(undefined) };
    expect(found("role-not-assumable", environmentWith({}), call)).toMatchObject([
      {
        severity: "warning",
        message:
          'The role "backup" may not trust backup.amazonaws.com: its trust policy is known only after apply, or has conditions or denials. Policies use it.',
      },
    ]);
    const open = environmentWith({ roles: [role(undefined)] });
    expect(found("role-not-assumable", open, trust(undefined))).toEqual([]);
  });

  it("keeps quiet about a trust that stays, and about a role that no policy names", () => {
    expect(found("role-not-assumable", environment, trust(true))).toEqual([]);
    const other: Call = { operation: "CreateRole", role: { ...role(false), name: "other" } };
    expect(found("role-not-assumable", environment, other)).toEqual([]);
  });

  it("keeps quiet about a role that was not assumable before, where no account's policy changes", () => {
    const broken = environmentWith({ roles: [role(false)] });
    expect(found("role-not-assumable", broken, trust(false))).toEqual([]);
  });
});

describe("cross-account-backup-off", () => {
  const setting = (value: string, name = "isCrossAccountBackupEnabled"): Call => ({
    operation: "UpdateGlobalSettings",
    values: new Map([[name, value]]),
  });

  it("reports the copies that fail, for every account but the one that they go to", () => {
    expect(found("cross-account-backup-off", environmentWith({}), setting("false"))).toMatchObject([
      {
        severity: "error",
        message: `Cross-account backup is switched off: the copies to ${CENTRAL} fail.`,
        accounts: [MANAGEMENT, "000000000003"],
        path: `plans/daily/rules/nightly/copy_actions/${CENTRAL}`,
      },
    ]);
  });

  it("keeps quiet about another setting, one that is switched on, and one that was off already", () => {
    expect(found("cross-account-backup-off", environmentWith({}), setting("true"))).toEqual([]);
    expect(found("cross-account-backup-off", environmentWith({}), setting("false", "isOther"))).toEqual([]);
    const off = environmentWith({
      globalSettings: { values: new Map([["isCrossAccountBackupEnabled", "false"]]), origin: "settings" },
    });
    expect(found("cross-account-backup-off", off, setting("false"))).toEqual([]);
  });
});

describe("opt-in-removed", () => {
  const optIn = (
    isOn: boolean,
    { type = "EBS", region = "eu-central-1", accountId = MANAGEMENT } = {},
  ): Call => ({
    operation: "UpdateRegionSettings",
    place: { accounts: { kind: "account", accountId }, region },
    optIn: new Map([[type, isOn]]),
    management: new Map(),
  });

  it("reports a type that plans of the Region select by tag, for all accounts of the organization", () => {
    expect(found("opt-in-removed", environmentWith({}), optIn(false))).toMatchObject([
      {
        severity: "error",
        message:
          '"EBS" is opted out in eu-central-1, where policies select EBS volumes: it is no longer backed up there.',
        accounts: [MANAGEMENT, "000000000002", "000000000003"],
        path: "plans/daily/selections/tags/tagged",
      },
    ]);
  });

  describe("of a type that a selection names in full", () => {
    const selecting = (resourceType: string): Organization => {
      const document = daily({});
      const selections = {
        resources: {
          r: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/backup" },
            resource_types: { "@@assign": [resourceType] },
          },
        },
      };
      const plans = document.plans as JsonObject;
      const plan = { ...(plans.daily as JsonObject), selections };
      return organization({
        policies: [policy("p-1", { plans: { daily: plan } })],
        attachments: [attached(ROOT, "p-1")],
      });
    };

    it("is reported under a named assumption if the type shares its ARN form", () => {
      const from = selecting("arn:aws:fsx:*:*:volume/*");
      expect(found("opt-in-removed", environmentWith({}), optIn(false, { type: "FSx" }), from)).toMatchObject(
        [
          {
            message:
              '"FSx" is opted out in eu-central-1, where policies select FSx for ONTAP volumes: it is no longer backed up there. Assumed: Every type that shares its ARN form with others needs the opt-in of its service; one page says so, another names Aurora, Neptune and DocumentDB only.',
          },
        ],
      );
    });

    it("is not reported otherwise: naming the type overrides the opt-in", () => {
      const from = selecting("arn:aws:ec2:*:*:volume/*");
      expect(found("opt-in-removed", environmentWith({}), optIn(false), from)).toEqual([]);
    });
  });

  it("takes any account for the management account if the organization does not say which it is", () => {
    const unnamed = organization({
      settings: { id: "o-test", enabledPolicyTypes: ["BACKUP_POLICY"] },
      policies: [policy("p-1", daily({}))],
      attachments: [attached(ROOT, "p-1")],
    });
    const call = optIn(false, { accountId: "000000000002" });
    expect(found("opt-in-removed", environmentWith({}), call, unnamed)).toMatchObject([
      { accounts: [MANAGEMENT, "000000000002", "000000000003"] },
    ]);
  });

  it("keeps quiet about an opt-in, another Region, and a member account, whose setting does not count", () => {
    expect(found("opt-in-removed", environmentWith({}), optIn(true))).toEqual([]);
    expect(found("opt-in-removed", environmentWith({}), optIn(false, { region: "us-east-1" }))).toEqual([]);
    expect(found("opt-in-removed", environmentWith({}), optIn(false, { accountId: "000000000002" }))).toEqual(
      [],
    );
  });
});

describe("trusted-access-missing", () => {
  const below: Place = { accounts: { kind: "members", targetIds: [ROOT] }, region: undefined };
  const inOrganization = (
    trustedServices: OrganizationSettings["trustedServices"],
    place: Place,
  ): readonly Finding[] => {
    const known = organization({
      settings: {
        id: "o-test",
        managementAccountId: MANAGEMENT,
        ...(trustedServices === undefined ? {} : { trustedServices }),
      },
    });
    return findingsOf(
      reviewOf(known, known, { environment: { after: environmentWith({ roles: [role(true, place)] }) } }),
      "trusted-access-missing",
    );
  };

  it("reports a stack set for member accounts in an organization without StackSets' trusted access", () => {
    const [finding] = inOrganization(["backup.amazonaws.com"], below);
    expect(finding).toMatchObject({ severity: "error", position: { where: "aws_iam_role.backup" } });
    expect(finding?.message).toContain(STACK_SETS);
    expect(finding?.hint).toContain("`aws cloudformation activate-organizations-access`");
  });

  it("keeps quiet where it is switched on, where that is not known, and about roles without a stack set", () => {
    expect(inOrganization([STACK_SETS], below)).toEqual([]);
    expect(inOrganization(undefined, below)).toEqual([]);
    expect(inOrganization(["backup.amazonaws.com"], OWN)).toEqual([]);
  });
});
