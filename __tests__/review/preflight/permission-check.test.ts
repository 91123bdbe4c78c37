import { neededActions, POLICY_MANAGEMENT } from "../../../src/review/preflight/needed-actions";
import { permissionCheck } from "../../../src/review/preflight/permission-check";
import type { SimulatedAction } from "../../../src/review/preflight/permission-check";

function said(action: string, decision: "allowed" | "denied" | "missing"): SimulatedAction {
  return { action, isAllowed: decision === "allowed", isDenied: decision === "denied" };
}

describe("permissions of the caller", () => {
  test("all are there", () => {
    const value = [
      said("organizations:AttachPolicy", "allowed"),
      said("organizations:CreatePolicy", "allowed"),
    ];
    expect(permissionCheck({ known: true, value })).toMatchObject({
      status: "ok",
      seen: "All 2 actions are allowed.",
    });
  });

  test("what no policy allows and what one denies stand apart: they are mended differently", () => {
    const value = [said("a:Allowed", "allowed"), said("a:Missing", "missing"), said("a:Denied", "denied")];
    expect(permissionCheck({ known: true, value })).toMatchObject({
      status: "failed",
      seen: "Not allowed: a:Missing. Denied: a:Denied.",
    });
  });

  test("a long list is cut, and counted", () => {
    const value = Array.from({ length: 25 }, (_, index) => said(`a:Action${index}`, "missing"));
    expect(permissionCheck({ known: true, value }).seen).toMatch(/a:Action19 and 5 more\.$/);
  });

  test("may not be asked about", () => {
    expect(permissionCheck({ known: false, why: "Access denied." })).toMatchObject({
      status: "unknown",
      seen: "Access denied.",
    });
  });
});

describe("actions that a change takes", () => {
  test("managing policies, where no change is at hand", () => {
    expect(neededActions(POLICY_MANAGEMENT)).toEqual(
      [
        "AttachPolicy",
        "CreatePolicy",
        "DeletePolicy",
        "DescribeOrganization",
        "DescribePolicy",
        "DetachPolicy",
        "ListRoots",
        "ListTagsForResource",
        "ListTargetsForPolicy",
        "TagResource",
        "UntagResource",
        "UpdatePolicy",
      ].map((name) => `organizations:${name}`),
    );
  });

  test("what is not created or deleted is not asked about; reading always is", () => {
    const actions = neededActions(new Map([["aws_organizations_policy", new Set(["update"] as const)]]));
    expect(actions).toContain("organizations:UpdatePolicy");
    expect(actions).toContain("organizations:DescribePolicy");
    expect(actions).not.toContain("organizations:CreatePolicy");
    expect(actions).not.toContain("organizations:DeletePolicy");
  });

  test("types that are not known, those named like parts of every object too, take nothing", () => {
    const kinds = new Set(["create"] as const);
    const unknown = new Map(["aws_s3_bucket", "constructor", "__proto__"].map((type) => [type, kinds]));
    expect(neededActions(unknown)).toEqual(["organizations:DescribeOrganization", "organizations:ListRoots"]);
  });
});
