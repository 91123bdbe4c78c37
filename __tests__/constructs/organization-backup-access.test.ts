import {
  BackupDelegation,
  BackupPolicy,
  MemberAccountFoundation,
  OrganizationBackupAccess,
  useAwsProviderVersion,
} from "../../src/constructs";
import type { OrganizationBackupAccessProps } from "../../src/constructs";
import type { TerraformStack } from "../../src/constructs/framework";
import { appFor, errorOf, newApp, newStack, planPolicy, refusal, synthesized } from "./synthesized";
import type { Block } from "./synthesized";

const newStackWithoutPin = newStack;
const STACK_SETS = "member.org.stacksets.cloudformation.amazonaws.com";
const existing = { roles: [{ role: "BackupRole" }], vaults: [{ vaultName: "Vault" }] };

interface Postcondition {
  readonly condition: string;
  readonly error_message: string;
}

function postconditions(block: Block | undefined): readonly Postcondition[] {
  return (block?.lifecycle as { readonly postcondition: readonly Postcondition[] }).postcondition;
}

function accessIn(stack: TerraformStack, props?: OrganizationBackupAccessProps): OrganizationBackupAccess {
  return new OrganizationBackupAccess(stack, "access", props);
}

function addFoundation(stack: TerraformStack): void {
  new MemberAccountFoundation(stack, "foundation", {
    regions: ["eu-central-1"],
    vaults: [],
    managementAccount: "none",
  });
}

describe("verifying, the default", () => {
  it("manages nothing and checks features, trusted access and the policy type when Terraform plans", () => {
    const stack = newStack();
    accessIn(stack);
    const result = synthesized(stack);
    expect(result.types).toEqual([]);
    const [block] = result.data("aws_organizations_organization");
    expect(postconditions(block).map(({ condition }) => condition)).toEqual([
      '${self.feature_set == "ALL"}',
      '${contains(self.aws_service_access_principals, "backup.amazonaws.com")}',
      '${contains(self.enabled_policy_types, "BACKUP_POLICY")}',
    ]);
  });

  it("says how to mend each of them", () => {
    const stack = newStack();
    accessIn(stack);
    const [block] = synthesized(stack).data("aws_organizations_organization");
    const messages = postconditions(block).map(({ error_message: message }) => message);
    expect(messages[0]).toContain("aws organizations enable-all-features");
    expect(messages[1]).toContain(
      "aws organizations enable-aws-service-access --service-principal backup.amazonaws.com",
    );
    expect(messages[2]).toContain("aws organizations enable-policy-type --policy-type BACKUP_POLICY");
  });

  it.each(["before", "after"])("checks what a foundation declared %s it needs", (when) => {
    const stack = newStack(appFor());
    const steps = [() => accessIn(stack), () => addFoundation(stack)];
    (when === "before" ? steps.reverse() : steps).forEach((step) => step());
    const [block] = synthesized(stack).data("aws_organizations_organization");
    expect(postconditions(block).map(({ condition }) => condition)).toContain(
      `\${contains(self.aws_service_access_principals, "${STACK_SETS}")}`,
    );
  });

  it("lets policies of the same stack wait for the check", () => {
    const stack = newStack();
    new BackupPolicy(stack, "daily", { content: planPolicy() });
    accessIn(stack);
    expect(synthesized(stack).resource("aws_organizations_policy").depends_on).toEqual([
      "data.aws_organizations_organization.access_organization_1D0479AD",
    ]);
  });
});

describe("creating an organization", () => {
  it("names all features, trusted access and the policy type, with what else is wanted, and protects it", () => {
    const stack = newStack();
    accessIn(stack, {
      mode: "create",
      servicePrincipals: ["ram.amazonaws.com"],
      policyTypes: ["SERVICE_CONTROL_POLICY"],
    });
    expect(synthesized(stack).resource("aws_organizations_organization")).toEqual({
      feature_set: "ALL",
      aws_service_access_principals: ["backup.amazonaws.com", "ram.amazonaws.com"],
      enabled_policy_types: ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"],
      lifecycle: { prevent_destroy: true },
    });
  });

  it("can be destroyed only where that is said", () => {
    const stack = newStack();
    accessIn(stack, { mode: "create", allowDestroy: true });
    expect(synthesized(stack).resource("aws_organizations_organization")).not.toHaveProperty("lifecycle");
  });

  it("adds services that other constructs need", () => {
    const stack = newStack();
    accessIn(stack, { mode: "create" });
    addFoundation(stack);
    expect(
      synthesized(stack).resource("aws_organizations_organization").aws_service_access_principals,
    ).toEqual(["backup.amazonaws.com", STACK_SETS]);
  });
});

describe("adopting an organization", () => {
  it("imports it and names what exists besides what is needed, so that nothing is switched off", () => {
    const stack = newStack();
    accessIn(stack, { mode: "adopt", organizationId: "o-exampleorgid", policyTypes: ["TAG_POLICY"] });
    const result = synthesized(stack);
    const now = "data.aws_organizations_organization.access_existing_0F084624";
    expect(result.resource("aws_organizations_organization")).toEqual({
      feature_set: "ALL",
      aws_service_access_principals: `\${setunion(${now}.aws_service_access_principals, ["backup.amazonaws.com"])}`,
      enabled_policy_types: `\${setunion(${now}.enabled_policy_types, ["BACKUP_POLICY", "TAG_POLICY"])}`,
      lifecycle: { prevent_destroy: true },
    });
    expect(result.json.import).toEqual([
      { to: "aws_organizations_organization.access_organization_1D0479AD", id: "o-exampleorgid" },
    ]);
    expect(postconditions(result.data("aws_organizations_organization")[0])).toHaveLength(1);
  });

  it("finds the id in the organization file", () => {
    const stack = newStack(appFor());
    accessIn(stack, { mode: "adopt" });
    expect(synthesized(stack).json.import).toMatchObject([{ id: "o-exampleorgid" }]);
  });

  it("can take what exists from the organization file", () => {
    const stack = newStack(appFor());
    accessIn(stack, { mode: "adopt", existing: "organization-file" });
    expect(synthesized(stack).resource("aws_organizations_organization")).toMatchObject({
      aws_service_access_principals: ["backup.amazonaws.com", "ram.amazonaws.com"],
      enabled_policy_types: ["BACKUP_POLICY"],
    });
  });

  it("refuses a file that does not tell what exists, which would switch it off", () => {
    const stack = newStack(appFor({ data: { settings: { id: "o-exampleorgid" } } }));
    const error = errorOf(() => accessIn(stack, { mode: "adopt", existing: "organization-file" }));
    expect(error.message).toContain("naming none would switch them off");
  });

  it("refuses an organization that nothing names", () => {
    const error = errorOf(() => accessIn(newStack(), { mode: "adopt" }));
    expect(error.message).toBe("stack/access: The organization to adopt is not known.");
  });

  it("needs no Terraform while the app is synthesized", () => {
    const path = process.env.PATH;
    process.env.PATH = "";
    try {
      const stack = newStack();
      accessIn(stack, { mode: "adopt", organizationId: "o-exampleorgid" });
      expect(() => synthesized(stack)).not.toThrow();
    } finally {
      process.env.PATH = path;
    }
  });
});

describe("one resource for each service", () => {
  /** A stack with a provider that has the resource. */
  const newStack = (): TerraformStack => {
    const stack = newStackWithoutPin();
    useAwsProviderVersion(stack, "~> 6.62");
    return stack;
  };

  it("needs a provider that has the resource, however it is pinned", () => {
    const stack = newStackWithoutPin();
    accessIn(stack, { mode: "serviceAccessResource" });
    expect(() => synthesized(stack)).toThrow('useAwsProviderVersion(stack, "~> 6.62")');
    stack.addOverride("terraform.required_providers.aws.version", "6.66.0");
    expect(() => synthesized(stack)).not.toThrow();
  });

  it("manages trusted access alone and verifies the rest", () => {
    const stack = newStack();
    accessIn(stack, { mode: "serviceAccessResource" });
    addFoundation(stack);
    const result = synthesized(stack);
    expect(result.types).not.toContain("aws_organizations_organization");
    expect(result.resources("aws_organizations_aws_service_access")).toEqual([
      { service_principal: "backup.amazonaws.com" },
      { service_principal: STACK_SETS },
    ]);
    expect(
      postconditions(result.data("aws_organizations_organization")[0]).map(({ condition }) => condition),
    ).toEqual(['${self.feature_set == "ALL"}', '${contains(self.enabled_policy_types, "BACKUP_POLICY")}']);
  });

  it("lets policies wait for trusted access", () => {
    const stack = newStack();
    accessIn(stack, { mode: "serviceAccessResource" });
    new BackupPolicy(stack, "daily", { content: planPolicy() });
    expect(synthesized(stack).resource("aws_organizations_policy").depends_on).toEqual([
      "data.aws_organizations_organization.access_organization_1D0479AD",
      "aws_organizations_aws_service_access.access_backup-amazonaws-com_FBD6C936",
    ]);
  });
});

describe("trusted access switched off", () => {
  it("keeps everything else of an organization that is created", () => {
    const stack = newStack();
    accessIn(stack, { mode: "create", trustedAccess: "off", servicePrincipals: ["ram.amazonaws.com"] });
    expect(synthesized(stack).resource("aws_organizations_organization")).toMatchObject({
      aws_service_access_principals: ["ram.amazonaws.com"],
      enabled_policy_types: ["BACKUP_POLICY"],
    });
  });

  it("keeps everything else of an organization that is adopted", () => {
    const stack = newStack();
    accessIn(stack, { mode: "adopt", organizationId: "o-exampleorgid", trustedAccess: "off" });
    const principals = String(
      synthesized(stack).resource("aws_organizations_organization").aws_service_access_principals,
    );
    expect(principals).toMatch(
      /^\$\{setsubtract\(setunion\(data\..*\.aws_service_access_principals, \[\]\), \["backup\.amazonaws\.com"\]\)\}$/,
    );
  });

  it("leaves out the resource of the service", () => {
    const stack = newStack();
    useAwsProviderVersion(stack, "~> 6.62");
    accessIn(stack, { mode: "serviceAccessResource", trustedAccess: "off" });
    expect(synthesized(stack).types).toEqual([]);
  });

  it("is refused while the app declares a delegated administrator", () => {
    const stack = newStack();
    accessIn(stack, { mode: "create", trustedAccess: "off" });
    new BackupDelegation(stack, "delegation", { accountId: "222222222222" });
    expect(refusal(stack)).toContain("while a delegated administrator for it is declared: stack/delegation.");
  });

  it("is refused while the organization file has a delegated administrator", () => {
    const settings = {
      id: "o-exampleorgid",
      delegatedAdministrators: [{ accountId: "222222222222", servicePrincipals: ["backup.amazonaws.com"] }],
    };
    const stack = newStack(appFor({ existing, data: { settings } }));
    accessIn(stack, { mode: "adopt", trustedAccess: "off" });
    expect(refusal(stack)).toContain("declared: account 222222222222 in the organization file.");
  });

  it("is reported in the plan with what becomes of it", () => {
    const stack = newStack(appFor({ existing }));
    accessIn(stack, { mode: "adopt", trustedAccess: "off" });
    const found = synthesized(stack)
      .review()
      .findings.find(({ rule }) => rule === "trusted-access-removed");
    expect(found).toMatchObject({ severity: "error", position: { where: "stack/access" } });
    expect(found!.message).toContain("the management account no longer sees jobs of other accounts");
    expect(found!.message).toContain("service role remains");
    expect(found!.message).toContain("enabling trusted access again restores everything");
  });
});

describe("a second one", () => {
  it("is refused: two would undo what the other one does", () => {
    const app = newApp();
    accessIn(newStack(app, "first"));
    const error = errorOf(() => accessIn(newStack(app, "second")));
    expect(error.message).toBe("second/access: Trusted access is managed by first/access already.");
  });
});
