import { OPT_IN_NAMES } from "../../../src/capabilities/opt-in";
import type { PreflightCheck } from "../../../src/review/preflight/preflight-check";
import { optInChecks } from "../../../src/review/preflight/opt-in-checks";
import { byTag, byType, planOf } from "../../capabilities/support/plan-of";
import type { JsonObject } from "../../../src/text/json";

const MANAGEMENT = { accountId: "111111111111", managementAccountId: "111111111111" };
const EVERYTHING_ON = Object.fromEntries(OPT_IN_NAMES.map((name) => [name, true]));
function everythingOnBut(type: string): Readonly<Record<string, boolean>> {
  return Object.fromEntries(Object.entries(EVERYTHING_ON).filter(([name]) => name !== type));
}

const CLUSTERS = "arn:aws:rds:*:*:cluster:*";

function check(optIn: Readonly<Record<string, boolean>>, selections: JsonObject): PreflightCheck {
  const settings = new Map([
    ["eu-central-1", { known: true as const, value: new Map(Object.entries(optIn)) }],
  ]);
  return optInChecks(settings, [planOf({ r: {} }, { selections })], MANAGEMENT)[0]!;
}

describe("Service opt-in before apply", () => {
  it("does not matter for a type that a selection names, which is said", () => {
    expect(check({ EBS: false }, byType("arn:aws:ec2:*:*:volume/*"))).toMatchObject({
      status: "ok",
      seen: "Opted out, but backed up nevertheless, since a selection names the type: EBS.",
    });
  });

  it("names the assumption where tags narrow the type", () => {
    const conditions = { string_equals: { a: { condition_key: "aws:ResourceTag/a", condition_value: "b" } } };
    const selections = { resources: { r: { resource_types: ["arn:aws:ec2:*:*:volume/*"], conditions } } };
    expect(check({ EBS: false }, selections)).toMatchObject({
      status: "ok",
      seen: expect.stringContaining("Assumed: A selection that names a type in full is backed up") as string,
    });
  });

  it("passes resources over that only tags or * select", () => {
    const seen = "Opted out, so resources that only a tag, * or their service selects are skipped: EFS, S3.";
    const others = { ...EVERYTHING_ON, EFS: false, S3: false };
    expect(check(others, byTag())).toMatchObject({ status: "warning", seen });
    expect(check(others, byType("*"))).toMatchObject({ status: "warning", seen });
    expect(check({ EC2: false, EBS: true }, byType("arn:aws:ec2:*"))).toMatchObject({ status: "warning" });
  });

  it("is not known for types that only tags select if the settings do not have them", () => {
    const others = everythingOnBut("S3");
    expect(check(others, byTag())).toMatchObject({
      status: "warning",
      seen: "Not in the settings of this Region, so it is not known whether they are opted in: S3.",
    });
  });

  it("says nothing of types that AWS Backup does not support in the Region", () => {
    const others = everythingOnBut("Timestream");
    const region = "eu-north-1";
    const settings = new Map([[region, { known: true as const, value: new Map(Object.entries(others)) }]]);
    const plan = planOf({ r: {} }, { regions: [region], selections: byTag() });
    expect(optInChecks(settings, [plan], MANAGEMENT)).toMatchObject([
      { status: "ok", seen: "All that policies select." },
    ]);
  });

  it("fails where no type with the ARN form that a selection names is opted in", () => {
    const off = { Aurora: false, DocumentDB: false, Neptune: false, RDS: false };
    expect(check(off, byType(CLUSTERS))).toMatchObject({
      status: "failed",
      seen: expect.stringMatching(
        /^Selected by a type that shares its ARN form and needs the opt-in, which is off: Aurora, DocumentDB, Neptune, RDS Multi-AZ clusters\. Assumed: Every type that shares its ARN form/,
      ) as string,
    });
    expect(check({ ...off, Aurora: true }, byType(CLUSTERS))).toMatchObject({ status: "warning" });
  });

  it("is not known for a type that the settings of the Region do not have", () => {
    expect(check({}, byType(CLUSTERS)).seen).toMatch(
      /^Not in the settings of this Region, so it is not known whether they are opted in: Aurora/,
    );
  });

  it("asks for the settings of the management account, which count for plans of policies", () => {
    expect(check({ EFS: false }, byTag()).finding?.hint).toBe(
      "Opt in, in the management account: aws backup update-region-settings --region eu-central-1 --resource-type-opt-in-preference TYPE=true. Its settings count for plans of the organization; those of member accounts and of a delegated administrator do not.",
    );
  });

  describe("asked from an account that", () => {
    const settings = new Map([["eu-central-1", { known: true as const, value: new Map([["EFS", false]]) }]]);
    const plan = planOf({ r: {} }, { selections: byTag() });
    const [member, management] = ["222222222222", "111111111111"];

    it("is known not to be the management account is unknown, under a named assumption", () => {
      const asked = { accountId: member, managementAccountId: management };
      expect(optInChecks(settings, [plan], asked)).toMatchObject([
        {
          region: "eu-central-1",
          status: "unknown",
          seen: "The caller is in 222222222222, not in the management account 111111111111, whose settings were not read. Assumed: For plans that policies make, the opt-in of the management account counts; that of a member account or of a delegated administrator does not.",
          finding: {
            severity: "warning",
            hint: "Run preflight with credentials of the management account, or check there: aws backup describe-region-settings --region eu-central-1.",
          },
        },
      ]);
    });

    it("is the management account is judged from the settings", () => {
      expect(optInChecks(settings, [plan], MANAGEMENT)).toMatchObject([
        {
          status: "warning",
          seen: expect.stringMatching(
            /^Opted out, so resources .* are skipped: EFS\. Not in the settings/,
          ) as string,
        },
      ]);
    });

    it.each([
      ["is not known", { managementAccountId: management }],
      ["belongs to an organization whose management account is not known", { accountId: member }],
    ])("%s is judged from the settings, under a named assumption", (_name, asked) => {
      const on = new Map([
        ["eu-central-1", { known: true as const, value: new Map(Object.entries(EVERYTHING_ON)) }],
      ]);
      expect(optInChecks(on, [plan], asked)).toMatchObject([
        {
          status: "unknown",
          seen: "All that policies select. Assumed: The opt-in settings that were read are assumed to be those of the management account; the organization file does not say which account that is.",
        },
      ]);
      expect(optInChecks(settings, [plan], asked)).toMatchObject([{ status: "warning" }]);
    });
  });

  it("is judged in each Region of the plans; one that was not read is unknown", () => {
    const settings = new Map([["eu-west-1", { known: false as const, why: "Denied." }]]);
    const plan = planOf({ r: {} }, { regions: ["eu-central-1", "eu-west-1"] });
    expect(optInChecks(settings, [plan]).map(({ region, status, seen }) => [region, status, seen])).toEqual([
      ["eu-central-1", "unknown", "It was not checked."],
      ["eu-west-1", "unknown", "Denied."],
    ]);
  });
});
