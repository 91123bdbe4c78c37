import { needsOptIn, OPT_IN_NAMES, optInAllows, optInNamed } from "../../src/capabilities/opt-in";
import type { OptInCircumstances, OptInReach } from "../../src/capabilities/opt-in";
import { resourceKind } from "../../src/capabilities/resource-kinds";

const allows = (kind: string, by: OptInReach, circumstances: Partial<OptInCircumstances>): string => {
  const known = {
    origin: "account",
    managementAccount: undefined,
    account: undefined,
    ...circumstances,
  } as const;
  const { answer, reason } = optInAllows(resourceKind(kind)!, by, known);
  return `${answer}: ${reason}`;
};

describe("Service opt-in", () => {
  it("is spelled as the settings spell it, whatever the case it is asked in", () => {
    expect(OPT_IN_NAMES).toContain("DocumentDB");
    expect(optInNamed("documentdb")).toBe("DocumentDB");
    expect(optInNamed("sqs")).toBe("sqs");
  });

  it("decides where a selection names a service only", () => {
    expect(allows("ec2-instance", "service", { account: { EC2: false } })).toBe(
      'no: The opt-in "EC2" of the account is off. EC2 instances need the opt-in: the selection names their service, not their type.',
    );
  });

  it("does not matter where a selection names the type in full", () => {
    expect(allows("ec2-instance", "type", { account: { EC2: false } })).toBe(
      "yes: EC2 instances need no opt-in when a selection names them.",
    );
  });

  it.each([
    ["aurora", "Aurora", "certain"],
    ["neptune", "Neptune", "certain"],
    ["documentdb", "DocumentDB", "certain"],
    ["fsx-openzfs", "FSx", "contradicting"],
    ["rds-multi-az-cluster", "RDS", "contradicting"],
  ])("decides always for %s, whose ARN form others share", (kind, name, mark) => {
    expect(allows(kind, "type", { account: { [name]: false } })).toMatch(/^no: /);
    expect(needsOptIn(resourceKind(kind)!, "type").mark).toBe(mark);
  });

  it("has a presumed setting where no page names it, which is said", () => {
    expect(allows("fsx-openzfs", "any", { account: { FSx: false } })).toBe(
      'no: The opt-in "FSx" of the account is off. No page names the setting of FSx for OpenZFS file systems; it is presumed. FSx for OpenZFS file systems need the opt-in: the selection does not name their type.',
    );
    const known = { origin: "account", managementAccount: undefined, account: { EKS: true } } as const;
    expect(optInAllows(resourceKind("eks")!, "any", known)).toMatchObject({
      answer: "yes",
      mark: "inferred",
    });
  });

  it("is that of the management account for plans that a policy makes", () => {
    const settings = { managementAccount: { EBS: true }, account: { EBS: false } };
    expect(allows("ebs", "any", { origin: "policy", ...settings })).toBe(
      'yes: The opt-in "EBS" of the management account is on.',
    );
    expect(allows("ebs", "any", { origin: "account", ...settings })).toMatch(
      /^no: The opt-in "EBS" of the account is off/,
    );
  });

  it("does not matter for what belongs to a CloudFormation stack", () => {
    expect(allows("efs", "stack", { account: { EFS: false, CloudFormation: true } })).toBe(
      "yes: EFS file systems of a CloudFormation stack are backed up with it, whatever their own opt-in.",
    );
  });

  it("is unknown where the settings are not known", () => {
    expect(allows("ebs", "any", { origin: "policy", account: { EBS: true } })).toBe(
      'unknown: It is not known whether the opt-in "EBS" of the management account is on. EBS volumes need the opt-in: the selection does not name their type.',
    );
  });
});
