import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { OPT_IN_NAMES } from "../../src/capabilities/opt-in";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { PageView } from "../../src/page/page-view";
import { coverageJson } from "../../src/render/coverage-json";
import { coverageText } from "../../src/render/coverage-text";
import { styleFor } from "../../src/render/style";
import { coverageOf } from "../../src/review/coverage";
import type { Coverage } from "../../src/review/coverage";
import type { RecordedOptIn } from "../../src/review/recorded-opt-in";
import { reviewState } from "../../src/review/review-state";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, organizationData, policy, ROOT } from "../support/organizations";
import { guardrailsOf } from "./support/guardrails-of";
import { daily, selecting } from "./support/policy-documents";
import { AT, reviewOf } from "./support/review-of";

const ID = "000000000002";
const VOLUMES = "arn:aws:ec2:*:*:volume/*";
const NO_TYPE = Object.fromEntries(OPT_IN_NAMES.map((name) => [name, false]));

function withPolicy(content: JsonObject, optIn: RecordedOptIn): Organization {
  return organization({
    settings: { ...organizationData().settings, ...(optIn === undefined ? {} : { optIn }) },
    policies: [policy("p-1", content)],
    attachments: [attached(ROOT, "p-1")],
  });
}

function covered(content: JsonObject, optIn: RecordedOptIn): Coverage {
  return coverageOf(EffectivePolicies.compute(withPolicy(content, optIn), AT), [ID], AT);
}

function textOf(coverage: Coverage): string {
  return coverageText(coverage, { width: 400, style: styleFor(false) });
}

function pageOf(now: Organization): PageView {
  const policies = EffectivePolicies.compute(now, AT);
  return new PageView(reviewState(policies, { at: AT }), policies, policies, AT);
}

const off = (type: string, regions: readonly string[]): RecordedOptIn =>
  Object.fromEntries(
    regions.map((region) => [
      region,
      { ...Object.fromEntries(OPT_IN_NAMES.map((name) => [name, true])), [type]: false },
    ]),
  );
const tagged = (regions: readonly string[]): JsonObject => daily({}, { regions });
const named = (regions: readonly string[]): JsonObject => daily({}, { regions, raw: selecting([VOLUMES]) });

describe("Where the organization records that every opt-in is off", () => {
  const off = { "eu-west-1": NO_TYPE };

  it("a selection by tags covers nothing", () => {
    const coverage = covered(tagged(["eu-west-1"]), off);
    const text = textOf(coverage);
    expect(text).toContain("1 account, 0 covered by a backup plan, 1 not");
    expect(text).toContain("Opt-in off in eu-west-1, not backed up there: Aurora, ");
    expect(text).not.toMatch(/No plan selects|apart +kept|No selection matches/);
    const json = JSON.parse(coverageJson(coverage)) as {
      readonly groups: readonly { readonly types: unknown }[];
    };
    expect(json).toMatchObject({ summary: { protected: 0, notKnown: 0 }, groups: [{ protected: false }] });
    const schema = readFileSync(join(__dirname, "../../help/schema/coverage.schema.json"), "utf8");
    const isValid = new Ajv({ strict: true, strictTypes: "log", logger: false }).compile(
      JSON.parse(schema) as JsonObject,
    );
    isValid(json);
    expect(isValid.errors).toBeNull();
    expect(json.groups[0]?.types).toContainEqual(
      expect.objectContaining({ type: "ebs", covered: "none", plans: [], optedOutIn: ["eu-west-1"] }),
    );
  });

  it("a selection that names a type covers it", () => {
    const coverage = covered(named(["eu-west-1"]), off);
    expect(textOf(coverage)).toBe(textOf(covered(named(["eu-west-1"]), undefined)));
    expect(coverage.protectedAccounts).toBe(1);
  });

  it("a change from a named type to tags leaves no backup", () => {
    const [from, to] = [withPolicy(named(["eu-west-1"]), off), withPolicy(tagged(["eu-west-1"]), off)];
    const rules = (before: Organization, after: Organization): readonly string[] =>
      reviewOf(before, after).findings.map(({ rule }) => rule);
    expect(rules(from, to)).toContain("account-unprotected");
    expect(rules(to, from)).not.toContain("account-unprotected");
  });

  it("a guardrail is not met by tags, and is by a named type", () => {
    const guardrails = guardrailsOf({ minimumRetentionDays: 7 });
    const rules = (content: JsonObject): readonly string[] => {
      const now = withPolicy(content, off);
      return reviewOf(now, now, { guardrails }).findings.map(({ rule }) => rule);
    };
    expect(rules(tagged(["eu-west-1"]))).toEqual(["guardrail-protection"]);
    expect(rules(named(["eu-west-1"]))).toEqual([]);
  });

  it("the page counts no rule, and says which types are off", async () => {
    const page = pageOf(withPolicy(tagged(["eu-west-1"]), off));
    const { of, entries } = await page.coverage(() => Promise.resolve());
    const node = page.model().nodes.ids.indexOf(ID);
    expect(entries[of[node] ?? -1]?.after).toMatchObject({ rules: 0, kept: 0 });
    const { types, otherTypes } = page.account(node);
    expect(types).toEqual([]);
    expect(otherTypes).toContain("EBS (opt-in off)");
    expect(page.model().nodes.marks[node]).toBe("lost");
  });
});

describe("Where some opt-ins are off", () => {
  const both = ["eu-west-1", "eu-west-2"];

  it.each<[string, JsonObject, readonly string[], RecordedOptIn, readonly string[]]>([
    [
      "a type that is off is not protected",
      tagged(both),
      [VOLUMES],
      off("EBS", both),
      ["guardrail-protection"],
    ],
    ["a type that is on in one Region is", tagged(both), [VOLUMES], off("EBS", ["eu-west-1"]), []],
    ["another type is", tagged(both), ["arn:aws:s3:::*"], off("EBS", both), []],
    ["a type that the selection names is", named(both), [VOLUMES], off("EBS", both), []],
    ["nothing is recorded", tagged(both), [VOLUMES], undefined, []],
  ])("of requirements that name types: %s", (_, content, resourceTypes, optIn, rules) => {
    const now = withPolicy(content, optIn);
    const guardrails = guardrailsOf({ minimumRetentionDays: 7, resourceTypes });
    const { findings } = reviewOf(now, now, { guardrails });
    expect(findings.map(({ rule }) => rule)).toEqual(rules);
    expect(findings.every(({ message }) => message.includes('the opt-in "EBS"'))).toBe(true);
  });

  it("a type counts where it is on", () => {
    const coverage = covered(tagged(both), { "eu-west-1": { EBS: false } });
    expect(coverage.protectedAccounts).toBe(1);
    const types = new Map(coverage.groups[0]?.types.map((type) => [type.type, type]));
    expect(types.get("ebs")).toMatchObject({ covered: "tagged", optedOutIn: ["eu-west-1"] });
    expect(types.get("s3")).not.toHaveProperty("optedOutIn");
    expect(textOf(coverage)).toMatch(/Opt-in off in eu-west-1, not backed up there: EBS$/m);
  });

  it("a type counts nowhere if the other Regions do not have it", () => {
    const content = tagged(["eu-west-1", "us-west-1"]);
    const { groups } = covered(content, { "eu-west-1": { Timestream: false } });
    expect(groups[0]?.types.find(({ type }) => type === "timestream")).toMatchObject({
      covered: "none",
      optedOutIn: ["eu-west-1"],
    });
  });

  it("another plan that names the type backs it up there", () => {
    const plans = (content: JsonObject): JsonObject => content.plans as JsonObject;
    const [first, second] = [tagged(["eu-west-1"]), named(["eu-west-1"])].map(
      (each) => Object.values(plans(each))[0],
    );
    const content = { plans: { one: first, two: second } } as JsonObject;
    const [type] = (covered(content, { "eu-west-1": { EBS: false } }).groups[0]?.types ?? []).filter(
      (each) => each.type === "ebs",
    );
    expect(type).toMatchObject({ covered: "all", plans: ["two"] });
    expect(type).not.toHaveProperty("optedOutIn");
  });
});
