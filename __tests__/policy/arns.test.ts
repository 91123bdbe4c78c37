import { resourcePattern } from "../../src/policy/resource-types";
import { ownAccountOr } from "../../src/policy/own-account";
import { parseRoleArn, roleName } from "../../src/policy/role-arn";
import { parseVaultArn } from "../../src/policy/vault-arn";
import { buildArn, parseArn } from "../../src/text/arn";

test("an ARN has five parts, and variables of a policy may stand in them", () => {
  expect(parseArn("arn:aws-cn:backup:$region:$account:backup-vault:a:b")).toEqual({
    partition: "aws-cn",
    service: "backup",
    region: "$region",
    accountId: "$account",
    resource: "backup-vault:a:b",
  });
});

test.each([undefined, "", "*", "Default", "arn:aws:backup", "xarn:aws:iam::1:role/a"])(
  "%j is no ARN",
  (text) => {
    expect(parseArn(text)).toBeUndefined();
  },
);

test("a vault's ARN gives Region, account and name", () => {
  expect(parseVaultArn("arn:aws:backup:eu-west-1:222222222222:backup-vault:Central")).toEqual({
    partition: "aws",
    region: "eu-west-1",
    account: "222222222222",
    vault: "Central",
  });
});

test.each([
  "arn:aws:backup:eu-west-1:222222222222:recovery-point:1",
  "arn:aws:backup:eu-west-1:222222222222:backup-vault:",
  "arn:aws:backup::222222222222:backup-vault:a",
  "arn:aws:backup:eu-west-1::backup-vault:a",
  "arn:aws:s3:::backup-vault:a",
])("%s is no vault", (text) => {
  expect(parseVaultArn(text)).toBeUndefined();
});

test("a role's ARN gives path and name", () => {
  expect(parseRoleArn("arn:aws:iam::$account:role/service-role/Backup")).toEqual({
    partition: "aws",
    account: "$account",
    role: "service-role/Backup",
  });
});

test.each(["arn:aws:iam::$account:user/a", "arn:aws:iam::$account:role/", "arn:aws:sts::1:assumed-role/a/b"])(
  "%s is no role",
  (text) => {
    expect(parseRoleArn(text)).toBeUndefined();
  },
);

test("the account of an ARN is another one only if it is written as twelve digits", () => {
  expect(["222222222222", "$account", "*", ""].map(ownAccountOr)).toEqual([
    "222222222222",
    undefined,
    undefined,
    undefined,
  ]);
});

test("a role's name is the last part behind its path", () => {
  expect([roleName("service-role/Backup"), roleName("Backup")]).toEqual(["Backup", "Backup"]);
});

test("an ARN is written as it was read", () => {
  const text = "arn:aws:iam::$account:role/service-role/Backup";
  expect(buildArn(parseArn(text)!)).toBe(text);
});

test("a pattern of resources stands behind its partition, however short it is", () => {
  expect(
    ["arn:aws-cn:ec2:*:*:volume/*", "arn:aws:s3:::*", "arn:aws:ec2:*", "*", "arn:aws"].map(resourcePattern),
  ).toEqual(["ec2:*:*:volume/*", "s3:::*", "ec2:*", "*", "arn:aws"]);
});
