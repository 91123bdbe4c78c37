import { BackupEnvironment, roleKey, vaultKey } from "../../src/organization/backup-environment";
import type { BackupEnvironmentData, BackupVault } from "../../src/organization/backup-environment";
import type { AskedPlace, Place } from "../../src/organization/place";

const inProduction: AskedPlace = {
  accountId: "333333333333",
  region: "eu-central-1",
  lineage: ["r-abcd", "ou-abcd-11111111", "333333333333"],
  isManagementAccount: false,
};

function vault(place: Place, name = "Main"): BackupVault {
  return { name, place, isAirGapped: false, lock: undefined, origin: "test" };
}

function account(accountId: string, region?: string): Place {
  return { accounts: { kind: "account", accountId }, region };
}

function environment(data: Partial<BackupEnvironmentData>): BackupEnvironment {
  return new BackupEnvironment({
    vaults: [],
    roles: [],
    globalSettings: undefined,
    regionSettings: [],
    completeness: {
      vaults: "declared",
      locks: "declared",
      roles: "declared",
      regionSettings: "declared",
    },
    ...data,
  });
}

describe("a vault is looked up by account, Region and name", () => {
  it("exists in its own account and Region", () => {
    const main = vault(account("333333333333", "eu-central-1"));
    expect(environment({ vaults: [main] }).vault("Main", inProduction)).toEqual({
      kind: "exists",
      value: main,
    });
  });

  it("does not exist in another Region or account", () => {
    const vaults = [
      vault(account("333333333333", "eu-west-1")),
      vault(account("444444444444", "eu-central-1")),
    ];
    expect(environment({ vaults }).vault("Main", inProduction)).toEqual({ kind: "undeclared" });
  });

  it("exists in every member account below the OUs of a stack set, and not in the management account", () => {
    const vaults = [
      vault({
        accounts: { kind: "members", targetIds: ["ou-abcd-11111111"] },
        region: "eu-central-1",
      }),
    ];
    const known = environment({ vaults });
    expect(known.vault("Main", inProduction).kind).toBe("exists");
    expect(known.vault("Main", { ...inProduction, isManagementAccount: true }).kind).toBe("undeclared");
    expect(known.vault("Main", { ...inProduction, lineage: ["r-abcd", "333333333333"] }).kind).toBe(
      "undeclared",
    );
  });

  it("is not knowable where its account or Region is not known, and is named as a candidate", () => {
    const somewhere = vault({ accounts: { kind: "unknown" }, region: "eu-central-1" });
    const anyRegion = vault(account("333333333333"));
    expect(environment({ vaults: [somewhere, anyRegion] }).vault("Main", inProduction)).toEqual({
      kind: "unknown",
      candidates: [somewhere, anyRegion],
    });
  });
});

it("what is missing is absent in a complete environment only", () => {
  const kinds = (["complete", "declared", "partial"] as const).map(
    (vaults) =>
      environment({
        completeness: { vaults, locks: "partial", roles: "partial", regionSettings: "partial" },
      }).vault("Main", inProduction).kind,
  );
  expect(kinds).toEqual(["absent", "undeclared", "unknown"]);
});

it("a role is looked up by path and name, whatever the Region", () => {
  const role = {
    path: "/service-role/",
    name: "Backup",
    place: account("333333333333"),
    trustsBackup: true,
    origin: "test",
  };
  const known = environment({ roles: [role] });
  expect(known.role("service-role/Backup", inProduction).kind).toBe("exists");
  expect(known.role("Backup", inProduction).kind).toBe("undeclared");
});

it("keys differ by account, Region, path and name", () => {
  expect(vaultKey(vault(account("333333333333", "eu-west-1")))).toBe("333333333333/eu-west-1/Main");
  expect(vaultKey(vault({ accounts: { kind: "members", targetIds: ["ou-b", "ou-a"] }, region: "x" }))).toBe(
    "below ou-a,ou-b/x/Main",
  );
  expect(
    roleKey({ path: "/a/", name: "r", place: { accounts: { kind: "unknown" }, region: undefined } }),
  ).toBe("?//a/r");
});

it("global settings that are not known are undefined", () => {
  const values = new Map([["isCrossAccountBackupEnabled", "true"]]);
  expect(
    environment({ globalSettings: { values, origin: "test" } }).globalSetting("isCrossAccountBackupEnabled"),
  ).toBe("true");
  expect(BackupEnvironment.UNKNOWN.globalSetting("isCrossAccountBackupEnabled")).toBeUndefined();
});
