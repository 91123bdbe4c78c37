import type { Call } from "../../../src/change/call";
import { fold } from "../../../src/change/fold";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { BackupEnvironmentData } from "../../../src/organization/backup-environment";
import type { Account } from "../../../src/organization/model";
import type { Organization } from "../../../src/organization/organization";
import type { JsonObject } from "../../../src/text/json";
import { account, attached, organization, policy, ROOT } from "../../support/organizations";
import { daily } from "../support/policy-documents";
import { AT, findingsOf, reviewOf } from "../support/review-of";

/** AWS Backup does nothing in accounts that are not active: what ends there is no loss. */

const [ACTIVE, SUSPENDED] = ["000000000002", "000000000003"];
const CENTRAL = "arn:aws:backup:eu-central-1:000000000001:backup-vault:central";
const EVERYWHERE = { accounts: { kind: "all" as const }, region: "eu-central-1" };

function withPolicy(content: JsonObject | undefined, state: Account["state"] = "SUSPENDED"): Organization {
  return organization({
    accounts: [account("000000000001", ROOT), account(ACTIVE, "ou-a"), account(SUSPENDED, "ou-a", state)],
    policies: content === undefined ? [] : [policy("p-1", content)],
    attachments: content === undefined ? [] : [attached("ou-a", "p-1")],
  });
}

const accountsOf = (rule: string, before: Organization, after: Organization): readonly string[] =>
  findingsOf(reviewOf(before, after), rule).flatMap(({ accounts }) => accounts);

const copied = { copies: { [CENTRAL]: 35 }, days: 35 };

function byCall(rule: string, call: Call, data: Partial<BackupEnvironmentData> = {}): readonly string[] {
  const before = withPolicy(daily(copied));
  const environment = new BackupEnvironment({ ...BackupEnvironment.UNKNOWN.data, ...data });
  const steps = [{ id: "step", call, origin: "aws_thing.x", after: [] }];
  const folded = fold(before, environment, { steps, milestones: [] }, { at: AT });
  const facts = { folded, environment: { before: environment, after: folded.environment } };
  return findingsOf(reviewOf(before, folded.organization, facts), rule).flatMap(({ accounts }) => accounts);
}

describe("A finding about backups counts active accounts only", () => {
  it.each<[string, JsonObject | undefined]>([
    ["account-unprotected", undefined],
    ["retention-shortened", daily({ ...copied, days: 7 })],
    ["less-frequent-backups", daily({ ...copied, schedule: "cron(0 5 1 * ? *)" })],
    ["copy-removed", daily({ days: 35 })],
    ["region-removed", daily(copied, { regions: ["us-east-1"] })],
  ])("%s", (rule, content) => {
    expect(accountsOf(rule, withPolicy(daily(copied)), withPolicy(content))).toEqual([ACTIVE]);
  });

  it("of what it runs under, stores in and is switched by", () => {
    const role = { path: "/", name: "backup", place: EVERYWHERE, trustsBackup: true, origin: "r" };
    const deletion: Call = { operation: "DeleteRole", role };
    expect(byCall("role-removed", deletion, { roles: [role] })).toEqual([ACTIVE]);
    const settings = new Map([["isCrossAccountBackupEnabled", "false"]]);
    expect(
      byCall("cross-account-backup-off", { operation: "UpdateGlobalSettings", values: settings }),
    ).toEqual([ACTIVE]);
    const off: Call = {
      operation: "UpdateRegionSettings",
      place: EVERYWHERE,
      optIn: new Map([["EBS", false]]),
      management: new Map(),
    };
    expect(byCall("opt-in-removed", off)).toEqual([ACTIVE]);
    const lock = { minimumDays: 90, compliance: false };
    const locked = { name: "main", place: EVERYWHERE, isAirGapped: false, lock: undefined, origin: "v" };
    const put: Call = { operation: "PutBackupVaultLockConfiguration", vault: locked, lock };
    expect(byCall("retention-outside-lock", put, { vaults: [locked] })).toEqual([ACTIVE]);
  });

  it("and says once that a closed account loses its backups", () => {
    const findings = findingsOf(
      reviewOf(withPolicy(daily(copied), "ACTIVE"), withPolicy(daily({ ...copied, days: 7 }))),
      "account-unprotected",
    );
    expect(findings.map(({ accounts }) => accounts)).toEqual([[SUSPENDED]]);
    const changed = accountsOf(
      "retention-shortened",
      withPolicy(daily(copied), "ACTIVE"),
      withPolicy(daily({ ...copied, days: 7 })),
    );
    expect(changed).toEqual([ACTIVE]);
  });
});
