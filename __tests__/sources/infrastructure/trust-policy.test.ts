import { trustsBackup } from "../../../src/sources/infrastructure/trust-policy";
import type { JsonObject } from "../../../src/text/json";

const SERVICE = { Service: "backup.amazonaws.com" };
const ALLOW = { Effect: "Allow", Principal: SERVICE, Action: "sts:AssumeRole" };

describe("a trust policy", () => {
  it.each<[string, JsonObject, boolean | undefined]>([
    ["allows it", ALLOW, true],
    [
      "allows it with others",
      { ...ALLOW, Principal: { Service: ["ec2.amazonaws.com", SERVICE.Service] } },
      true,
    ],
    ["allows it by a pattern", { ...ALLOW, Action: ["sts:Assume*"] }, true],
    ["allows another action", { ...ALLOW, Action: "sts:AssumeRoleWithSAML" }, false],
    ["allows another pattern", { ...ALLOW, Action: "sts:Tag*" }, false],
    ["allows a pattern of longer names", { ...ALLOW, Action: "sts:AssumeRole*SAML" }, false],
    ["allows another service", { ...ALLOW, Principal: { Service: "ec2.amazonaws.com" } }, false],
    ["denies it", { ...ALLOW, Effect: "Deny" }, undefined],
    [
      "allows it for an account",
      { ...ALLOW, Condition: { StringEquals: { "aws:SourceAccount": "111111111111" } } },
      true,
    ],
    [
      "allows it on a condition",
      { ...ALLOW, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      undefined,
    ],
    [
      "is of a template",
      { ...ALLOW, Principal: { Service: { "Fn::Sub": "backup.${AWS::URLSuffix}" } } },
      undefined,
    ],
    ["is known only after apply", { ...ALLOW, Principal: { Service: "${var.x}" } }, undefined],
    ["allows all but one", { Effect: "Allow", NotPrincipal: SERVICE, Action: "sts:AssumeRole" }, undefined],
  ])("that %s", (_what, statement, expected) => {
    expect(trustsBackup({ Statement: [statement] })).toBe(expected);
    expect(trustsBackup(JSON.stringify({ Statement: statement }))).toBe(expected);
  });

  it.each<[string, JsonObject]>([
    ["known only after apply", { ...ALLOW, Effect: "Deny", Principal: { Service: "${var.x}" } }],
    ["of all but others", { Effect: "Deny", NotPrincipal: { AWS: "*" }, Action: "sts:AssumeRole" }],
    ["of all but another action", { Effect: "Deny", Principal: SERVICE, NotAction: "sts:TagSession" }],
    ["or permission, by what apply decides", { ...ALLOW, Effect: "${var.effect}" }],
  ])("that allows it beside a denial %s is not judged", (_what, statement) => {
    expect(trustsBackup({ Statement: [ALLOW, statement] })).toBeUndefined();
  });
});
