import { BackupDelegation, OrganizationBackupAccess } from "../../src/constructs";
import type { BackupDelegationProps } from "../../src/constructs";
import { appFor, errorOf, newStack, synthesized } from "./synthesized";
import type { Synthesized } from "./synthesized";

function delegation(props: Partial<BackupDelegationProps> = {}): Synthesized {
  const stack = newStack(appFor());
  new BackupDelegation(stack, "delegation", { accountId: "222222222222", ...props });
  return synthesized(stack);
}

interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
}

function statements(result: Synthesized): readonly Statement[] {
  const { content } = result.resource("aws_organizations_resource_policy");
  return (JSON.parse(String(content)) as { readonly Statement: readonly Statement[] }).Statement;
}

describe("delegation", () => {
  it("registers an administrator of AWS Backup and leaves the organization's resource policy alone", () => {
    const result = delegation();
    expect(result.types).toEqual(["aws_organizations_delegated_administrator"]);
    expect(result.resource("aws_organizations_delegated_administrator")).toEqual({
      account_id: "222222222222",
      service_principal: "backup.amazonaws.com",
    });
  });

  it("waits for trusted access", () => {
    const stack = newStack();
    new BackupDelegation(stack, "delegation", { accountId: "222222222222" });
    new OrganizationBackupAccess(stack, "access", { mode: "create" });
    expect(synthesized(stack).resource("aws_organizations_delegated_administrator").depends_on).toEqual([
      "aws_organizations_organization.access_organization_1D0479AD",
    ]);
  });

  it("of policy management allows backup policies and nothing else", () => {
    const result = delegation({ policyManagement: { keepStatements: [] } });
    const [organization, read, manage] = statements(result);
    expect(organization!.Action.every((action) => /^organizations:(?:Describe|List)/.test(action))).toBe(
      true,
    );
    const isBackupPolicy = { StringLikeIfExists: { "organizations:PolicyType": "BACKUP_POLICY" } };
    expect(read).toMatchObject({ Resource: "*", Condition: isBackupPolicy });
    expect(manage).toMatchObject({
      Principal: { AWS: "arn:aws:iam::222222222222:root" },
      Resource: [
        "arn:aws:organizations::111111111111:root/o-exampleorgid/r-*",
        "arn:aws:organizations::111111111111:ou/o-exampleorgid/ou-*",
        "arn:aws:organizations::111111111111:account/o-exampleorgid/*",
        "arn:aws:organizations::111111111111:policy/o-exampleorgid/backup_policy/*",
      ],
      Condition: isBackupPolicy,
    });
    expect(manage!.Action).not.toContain("organizations:DisablePolicyType");
  });

  it("can allow the policy type as well", () => {
    const result = delegation({ policyManagement: { keepStatements: [], enableAndDisablePolicyType: true } });
    expect(statements(result)[2]!.Action).toEqual(
      expect.arrayContaining(["organizations:DisablePolicyType"]),
    );
  });

  it("keeps the statements that it is told to keep, since an organization has one such policy", () => {
    const kept = {
      Sid: "Kept",
      Effect: "Allow",
      Principal: "*",
      Action: "organizations:ListRoots",
      Resource: "*",
    } as const;
    const result = delegation({ monitoring: false, policyManagement: { keepStatements: [kept] } });
    expect(statements(result).map(({ Sid }) => Sid)).toEqual([
      "Kept",
      "ReadTheOrganization",
      "ReadBackupPolicies",
      "ManageBackupPolicies",
    ]);
    expect(result.types).toEqual(["aws_organizations_resource_policy"]);
  });

  it.each([
    [
      "the management account",
      { accountId: "111111111111" },
      "The management account cannot be a delegated administrator.",
    ],
    ["an id that is none", { accountId: "22222222222" }, "An account id has 12 digits"],
    ["nothing", { monitoring: false }, "Nothing is delegated."],
  ])("refuses %s", (_what, props, message) => {
    expect(errorOf(() => delegation(props)).message).toBe(
      `stack/delegation: ${message}${message.startsWith("An") ? ', found "22222222222".' : ""}`,
    );
  });
});
