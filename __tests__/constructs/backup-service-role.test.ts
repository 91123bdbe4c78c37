import { BackupServiceRole } from "../../src/constructs";
import type { BackupServiceRoleProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { errorOf, newStack, synthesized } from "./synthesized";
import type { Synthesized } from "./synthesized";

function role(props: BackupServiceRoleProps = {}): Synthesized {
  const stack = newStack();
  new BackupServiceRole(stack, "role", props);
  return synthesized(stack);
}

function attached(result: Synthesized): readonly unknown[] {
  return result
    .resources("aws_iam_role_policy_attachment")
    .map(({ policy_arn: arn }) => arn)
    .sort();
}

function trust(result: Synthesized): object {
  return JSON.parse(String(result.resource("aws_iam_role").assume_role_policy)) as object;
}

describe("the role", () => {
  it("is trusted by AWS Backup and may back up and restore everything, S3 at its own place", () => {
    const result = role();
    expect(result.resource("aws_iam_role")).toMatchObject({ name: "OrganizationBackupRole", path: "/" });
    expect(trust(result)).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "backup.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    expect(attached(result)).toEqual([
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
      "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ]);
  });

  it("never takes away what others attached to it", () => {
    const result = role({ statements: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: "*" }] });
    expect(result.types).toEqual(["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment"]);
    expect(result.resource("aws_iam_role")).not.toHaveProperty("inline_policy");
    expect(result.resource("aws_iam_role")).not.toHaveProperty("managed_policy_arns");
  });

  it("is named by policies with its path", () => {
    const construct = new BackupServiceRole(newStack(), "role", {
      roleName: "Backup",
      path: "/service-role/",
      partition: "aws-cn",
    });
    expect(construct.policyRoleArn).toBe("arn:aws-cn:iam::$account:role/service-role/Backup");
  });

  it.each([
    [
      { restore: false },
      ["AWSBackupServiceRolePolicyForS3Backup", "service-role/AWSBackupServiceRolePolicyForBackup"],
    ],
    [
      { backup: false },
      ["AWSBackupServiceRolePolicyForS3Restore", "service-role/AWSBackupServiceRolePolicyForRestores"],
    ],
    [
      { s3: false },
      [
        "service-role/AWSBackupServiceRolePolicyForBackup",
        "service-role/AWSBackupServiceRolePolicyForRestores",
      ],
    ],
  ])("with %j may do that only", (props, policies) => {
    expect(attached(role(props))).toEqual(policies.map((policy) => `arn:aws:iam::aws:policy/${policy}`));
  });

  it("can be used on behalf of its account and organization only", () => {
    expect(
      trust(
        role({ accountId: "222222222222", onlyOwnAccount: true, sourceOrganizationId: "o-exampleorgid" }),
      ),
    ).toMatchObject({
      Statement: [
        {
          Condition: {
            StringEquals: { "aws:SourceAccount": "222222222222", "aws:SourceOrgID": "o-exampleorgid" },
          },
        },
      ],
    });
  });

  it("asks for the account where it is not given", () => {
    const result = role({ onlyOwnAccount: true });
    expect(result.data("aws_caller_identity")).toHaveLength(1);
    expect(result.resource("aws_iam_role").assume_role_policy).toContain(
      "data.aws_caller_identity.role_caller_",
    );
  });

  it("takes a boundary, tags and further permissions, with IAM's own variables literal", () => {
    const result = role({
      permissionsBoundary: "arn:aws:iam::111111111111:policy/boundary",
      tags: { owner: "platform" },
      statements: [
        { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/${aws:PrincipalAccount}" },
      ],
    });
    expect(result.resource("aws_iam_role")).toMatchObject({
      permissions_boundary: "arn:aws:iam::111111111111:policy/boundary",
      tags: { owner: "platform" },
    });
    expect(result.resource("aws_iam_role_policy").policy).toContain(
      "arn:aws:s3:::b/$${aws:PrincipalAccount}",
    );
  });

  it("uses the provider of its account throughout", () => {
    const stack = newStack();
    const provider = new AwsProvider(stack, "other", { alias: "other", region: "eu-west-1" });
    new BackupServiceRole(stack, "role", {
      provider,
      onlyOwnAccount: true,
      statements: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
    });
    const result = synthesized(stack);
    const blocks = [
      ...result.types.flatMap((type) => result.resources(type)),
      ...result.data("aws_caller_identity"),
    ];
    expect(blocks).toHaveLength(7);
    blocks.forEach((block) => expect(block.provider).toBe("aws.other"));
  });

  it.each([
    ["a name with a path", { roleName: "service-role/Backup" }, "is not a valid role name"],
    ["a name that is too long", { roleName: "x".repeat(65) }, "is not a valid role name"],
    ["a path without a slash", { path: "service-role" }, "is not a valid role path"],
  ])("refuses %s", (_what, props, message) => {
    const error = errorOf(() => role(props));
    expect(error.message).toContain(message);
    expect(error.where).toBe("stack/role");
  });
});
