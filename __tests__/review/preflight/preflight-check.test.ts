import { checkOf, checkOfFact } from "../../../src/review/preflight/preflight-check";

describe("a check", () => {
  it("that passes is no finding", () => {
    expect(checkOf("caller", "Title", { status: "ok", seen: "Fine.", action: "Nothing." })).toEqual({
      id: "caller",
      title: "Title",
      status: "ok",
      seen: "Fine.",
    });
  });

  it("that fails is a finding of its rule, about its account and Region", () => {
    const place = { accountId: "333333333333", region: "eu-west-1" };
    expect(checkOf("vault", "Title", { status: "failed", seen: "Missing: Daily." }, place).finding).toEqual({
      rule: "preflight-vault",
      severity: "error",
      message: "eu-west-1: Missing: Daily.",
      path: "",
      accounts: ["333333333333"],
      policies: [],
      hint: "Create it in every Region of the plan, with MemberAccountFoundation for example. Names are case-sensitive.",
      documentation: "help/findings.md#preflight-vault",
    });
  });

  it("of something that could not be read is a warning, not a pass", () => {
    const fact = { known: false, why: "Access denied." } as const;
    const check = checkOfFact("kms", "Title", fact, () => ({ status: "ok", seen: "Fine." }));
    expect(check).toMatchObject({ status: "unknown", seen: "Access denied." });
    expect(check.finding).toMatchObject({
      rule: "preflight-kms",
      severity: "warning",
      message: "Access denied.",
      hint: "Allow the caller to read it, or check it by hand.",
    });
  });
});
