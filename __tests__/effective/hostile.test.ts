import { EffectivePolicyValidator } from "../../src/effective/effective-policy";
import { explainSettings } from "../../src/effective/explain";
import { mergeLevels } from "../../src/effective/inherit";
import { renderPolicy } from "../../src/effective/merged-node";
import type { JsonObject } from "../../src/text/json";
import { joinPath, splitPath } from "../../src/text/policy-path";
import { level, regions } from "../support/policies";

const AT = new Date("2026-01-01T00:00:00Z");

describe("hostile documents", () => {
  test("a million plans are merged, and extended by a level below", () => {
    const plans: Record<string, JsonObject> = {};
    for (let index = 0; index < 1_000_000; index += 1) {
      plans[`plan-${index}`] = { regions: { "@@assign": ["eu-central-1"] } };
    }
    const merged = mergeLevels([
      level("root", [{ plans }]),
      level("account", [
        regions({ "@@append": ["eu-west-1"] }, "plan-7"),
        regions({ "@@assign": ["x"] }, "new"),
      ]),
    ]);
    const result = renderPolicy(merged).plans as Record<string, JsonObject>;
    expect(Object.keys(result)).toHaveLength(1_000_001);
    expect([result["plan-7"], result["plan-8"], result.new]).toEqual([
      { regions: ["eu-central-1", "eu-west-1"] },
      { regions: ["eu-central-1"] },
      { regions: ["x"] },
    ]);
  });

  test("names that mean something to JavaScript are names like any other, in every answer", () => {
    const content = JSON.parse(
      '{"plans": {"__proto__": {"rules": {"constructor": {"target_backup_vault_name": {"@@assign": "v"}}}}, "toString": {"rules": {}}}}',
    ) as JsonObject;
    const levels = [level("root", [content])];
    const { errors, status } = new EffectivePolicyValidator(AT).validate(mergeLevels(levels), levels);
    expect(status).toBe("withheld");
    expect(errors.map(({ message, path, policies }) => [message, path, policies])).toEqual([
      ["'regions' is missing", "plans/__proto__", ["root.0"]],
      ["'selections' is missing", "plans/__proto__", ["root.0"]],
    ]);
    expect(explainSettings(levels).map(({ path, value }) => [path, value])).toEqual([
      ["plans/__proto__/rules/constructor/target_backup_vault_name", "v"],
    ]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test("a slash in a name does not forge a path", () => {
    const segments = ["plans", "a/b", "~1", "rules"];
    expect(joinPath(segments)).toBe("plans/a~1b/~01/rules");
    expect(splitPath(joinPath(segments))).toEqual(segments);
    const [setting] = explainSettings([level("root", [regions({ "@@assign": ["r"] }, "a/b")])]);
    expect(setting).toMatchObject({ path: "plans/a~1b/regions", value: ["r"] });
  });

  test("members that are there already are not appended again, however many they are", () => {
    const members = Array.from({ length: 3_000 }, (_, index) => `m${index}`);
    const merged = mergeLevels([
      level("root", [regions({ "@@assign": members })]),
      level("account", [regions({ "@@append": [...members, "new"] })]),
    ]);
    expect((renderPolicy(merged).plans as { p: { regions: string[] } }).p.regions).toHaveLength(3_001);
  });
});
