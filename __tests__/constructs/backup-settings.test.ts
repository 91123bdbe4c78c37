import {
  BackupDelegation,
  BackupPolicy,
  BackupSettings,
  OrganizationBackupAccess,
} from "../../src/constructs";
import type { BackupSettingsProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { errorOf, newStack, planPolicy, synthesized, without } from "./synthesized";

function globalSettings(props: BackupSettingsProps): unknown {
  const stack = newStack();
  new BackupSettings(stack, "settings", props);
  return synthesized(stack).resource("aws_backup_global_settings").global_settings;
}

describe("settings of the organization", () => {
  it("name every key that AWS returns, so that no change remains", () => {
    expect(globalSettings({ global: {} })).toEqual({
      isCrossAccountBackupEnabled: "false",
      isDelegatedAdministratorEnabled: "false",
      isMpaEnabled: "false",
    });
    expect(
      globalSettings({
        global: { crossAccountBackup: true, multiPartyApproval: true, delegatedAdministrator: true },
      }),
    ).toEqual({
      isCrossAccountBackupEnabled: "true",
      isDelegatedAdministratorEnabled: "true",
      isMpaEnabled: "true",
    });
  });

  it("take keys that AWS adds later", () => {
    expect(globalSettings({ global: { others: { isNewEnabled: "true" } } })).toHaveProperty(
      "isNewEnabled",
      "true",
    );
  });

  it("let delegated administrators in where the app declares one, even later", () => {
    const stack = newStack();
    new BackupSettings(stack, "settings", { global: {} });
    new BackupDelegation(stack, "delegation", { accountId: "222222222222" });
    expect(synthesized(stack).resource("aws_backup_global_settings").global_settings).toHaveProperty(
      "isDelegatedAdministratorEnabled",
      "true",
    );
  });

  it("wait for trusted access, and attachments wait for them", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["r-abcd"] });
    new BackupSettings(stack, "settings", { global: {} });
    new OrganizationBackupAccess(stack, "access", { mode: "create" });
    const result = synthesized(stack);
    expect(result.resource("aws_backup_global_settings").depends_on).toEqual([
      "aws_organizations_organization.access_organization_1D0479AD",
    ]);
    expect(result.resource("aws_organizations_policy_attachment").depends_on).toEqual([
      expect.stringMatching(/^aws_backup_global_settings\.settings_global_/),
    ]);
  });
});

describe("settings of Regions", () => {
  it("opt resource types in by Region, each with its provider", () => {
    const stack = newStack();
    const provider = new AwsProvider(stack, "west", { alias: "west", region: "eu-west-1" });
    new BackupSettings(stack, "settings", {
      regions: {
        "eu-central-1": { optIn: { EBS: true, EFS: false } },
        "eu-west-1": { optIn: { EBS: true }, fullManagement: { EFS: true }, provider },
      },
    });
    const result = synthesized(stack);
    expect(result.types).toEqual(["aws_backup_region_settings"]);
    const resources = result.resources("aws_backup_region_settings");
    expect(resources.map((block) => without(block, "lifecycle"))).toEqual([
      { resource_type_opt_in_preference: { EBS: true, EFS: false } },
      {
        provider: "aws.west",
        resource_type_opt_in_preference: { EBS: true },
        resource_type_management_preference: { EFS: true },
      },
    ]);
  });

  it("leave the types that are not named as they are: AWS returns all of them", () => {
    const stack = newStack();
    new BackupSettings(stack, "settings", { regions: { "eu-central-1": { optIn: { EBS: true } } } });
    const { ignore_changes: ignored } = synthesized(stack).resource("aws_backup_region_settings")
      .lifecycle as { readonly ignore_changes: readonly string[] };
    expect(ignored).toContain('resource_type_opt_in_preference["SAP HANA on Amazon EC2"]');
    expect(ignored).not.toContain('resource_type_opt_in_preference["EBS"]');
    expect(ignored.filter((path) => path.startsWith("resource_type_management"))).toEqual([]);
  });
});

it("refuses to set nothing", () => {
  expect(errorOf(() => new BackupSettings(newStack(), "settings", {})).message).toBe(
    "stack/settings: There are no settings.",
  );
});
