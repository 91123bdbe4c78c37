import { constantName } from "../../../../src/policy/author/source/constant-name";

describe("the name of a constant", () => {
  it.each([
    ["baseline", "baseline"],
    ["Baseline", "Baseline"],
    ["Baseline policy", "baselinePolicy"],
    ["backup-daily-eu", "backupDailyEu"],
    ["2026 plan", "policy2026Plan"],
    ["default", "policyDefault"],
    ["await", "policyAwait"],
    ["", "policy"],
    ["毎日", "policy"],
    ["a = 1; process.exit() //", "a1ProcessExit"],
    ["\u202e__proto__", "__proto__"],
  ])("of %j is %s", (text, name) => {
    expect(constantName(text)).toBe(name);
  });
});
