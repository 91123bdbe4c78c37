import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import type { ValidateFunction } from "ajv";
import { explainSettings } from "../../src/effective/explain";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { inheritanceLevels } from "../../src/organization/inheritance-levels";
import { inventoryOf } from "../../src/organization/inventory";
import { Organization } from "../../src/organization/organization";
import { refusedPolicies } from "../../src/organization/refused-policies";
import { effectiveJson } from "../../src/render/effective-json";
import { explainJson } from "../../src/render/explain-json";
import { reviewJson } from "../../src/render/review-json";
import { review } from "../../src/review/review";
import { validationJson } from "../../src/render/validation-json";
import { validatePolicyText } from "../../src/policy/validate";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { isJsonObject } from "../../src/text/json";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { annotatedReview } from "../support/annotated-review";
import { REVIEWED_AT, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

const SCHEMAS = join(__dirname, "..", "..", "help", "schema");

interface Published {
  readonly schema: JsonObject;
  readonly isValid: ValidateFunction;
  /** Names of members that outputs had. */
  readonly seen: Set<string>;
}

function published(name: string): Published {
  const schema = JSON.parse(readFileSync(join(SCHEMAS, `${name}.schema.json`), "utf8")) as JsonObject;
  return {
    schema,
    isValid: new Ajv({ strict: true, strictTypes: "log", allErrors: true, logger: false }).compile(schema),
    seen: new Set(),
  };
}

const [plan, effective, validate, explain] = ["plan", "effective", "validate", "explain"].map(published) as [
  Published,
  Published,
  Published,
  Published,
];

function expectMatches({ isValid, seen }: Published, text: string): void {
  const value = JSON.parse(text) as JsonValue;
  isValid(value);
  expect(isValid.errors?.slice(0, 5) ?? []).toEqual([]);
  collectNames(value, seen);
}

function collectNames(value: JsonValue, names: Set<string>): void {
  if (Array.isArray(value)) {
    (value as readonly JsonValue[]).forEach((item) => collectNames(item, names));
  } else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      names.add(name);
      collectNames(member, names);
    }
  }
}

function explained(policies: EffectivePolicies, account: string): string {
  const { organization } = policies;
  const outcome = policies.of(account)!;
  return explainJson(organization, {
    account,
    path: "",
    outcome,
    settings: explainSettings(inheritanceLevels(organization, account)),
  });
}

/** The names that a schema gives to members, wherever they stand. */
function promised(schema: JsonValue, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(schema)) {
    (schema as readonly JsonValue[]).forEach((item) => promised(item, names));
  } else if (isJsonObject(schema)) {
    if (isJsonObject(schema.properties)) {
      Object.keys(schema.properties).forEach((name) => names.add(name));
    }
    Object.values(schema).forEach((member) => promised(member, names));
  }
  return names;
}

describe.each(TEN_REVIEW_NAMES)("the outputs about the review %s", (name) => {
  const { review, before, after } = tenReview(name);

  it("match the schema of plan, with and without effective policies", () => {
    expectMatches(plan, reviewJson(review));
    expectMatches(plan, reviewJson(review, after));
  });

  it("match the schema of effective", () => {
    for (const policies of [before, after]) {
      expectMatches(
        effective,
        effectiveJson(
          policies,
          policies.organization.accounts.map(({ id }) => id),
        ),
      );
    }
  });

  it("match the schema of explain", () => {
    for (const policies of [before, after]) {
      for (const { id } of policies.organization.accounts.slice(0, 30)) {
        expectMatches(explain, explained(policies, id));
      }
    }
  });
});

it("a review with all that a finding may carry matches the schema of plan", () => {
  expectMatches(plan, reviewJson(annotatedReview()));
});

it("a review of resources matches the schema of plan", () => {
  const before = EffectivePolicies.compute(readOrganization().organization, REVIEWED_AT);
  const { organization } = tenReview(TEN_REVIEW_NAMES[0]).after;
  const accountId = before.organization.accounts[0]!.id;
  const tags = { backup: "daily" };
  const bucket = { arn: "arn:aws:s3:::bucket", region: "eu-central-1", tags };
  const resources = [accountId, "999999999999"].map((id) => ({ ...bucket, accountId: id }));
  const inventory = inventoryOf("resources.json", resources);
  const source = {
    ...inventory.source,
    cutOff: "It was cut off.",
    blindSpots: ["Some."],
    notSeen: [{ accounts: ["200000000001"], regions: ["eu-west-1"], why: "denied" }, { why: "not known" }],
  };
  const after = EffectivePolicies.compute(organization, REVIEWED_AT);
  const reviewed = review(before, { after }, { at: REVIEWED_AT, inventories: [{ ...inventory, source }] });
  expect(reviewed.findings.map(({ rule }) => rule)).toContain("inventory-incomplete");
  expectMatches(plan, reviewJson(reviewed));
});

it("a review of a change that settles an unknown order matches the schema of plan", () => {
  const { before, after } = tenReview("order-and-moves");
  expectMatches(plan, reviewJson(review(after, { after: before }, { at: REVIEWED_AT })));
});

it("policies whose attachment order is not known match the schemas of effective and explain", () => {
  const { organization } = readOrganization();
  const policies = EffectivePolicies.compute(organization, REVIEWED_AT);
  const ids = organization.accounts.map(({ id }) => id);
  const refused = refusedPolicies(organization, ids, REVIEWED_AT);
  expect(refused).not.toEqual([]);
  expectMatches(effective, effectiveJson(policies, ids, refused));
  for (const id of ids) {
    expectMatches(explain, explained(policies, id));
  }
});

it("validated documents match the schema of validate", () => {
  const folder = join(__dirname, "..", "fixtures", "policies");
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);
  const broken = [
    ["(standard input)", "{"],
    [
      "broken.json",
      '{"plans":{"p":{"regions":["eu-central-1"],"rules":{"r":{"start_window":{"@@assign":1}}}}}}',
    ],
  ] as const;
  for (const [file, text] of [...texts, ...broken]) {
    expectMatches(
      validate,
      validationJson([{ file, text, ...validatePolicyText(text, { at: REVIEWED_AT }) }]),
    );
  }
});

it.each([
  ["plan", plan],
  ["effective", effective],
  ["validate", validate],
  ["explain", explain],
])("the schema of %s promises nothing that no output has", (_name, { schema, seen }) => {
  expect([...promised(schema)].filter((name) => !seen.has(name))).toEqual([]);
});

it("the schema of plan refuses what is not described", () => {
  const document = JSON.parse(reviewJson(tenReview("one-number").review)) as Record<string, unknown>;
  expect(plan.isValid({ ...document, schemaVersion: 2 })).toBe(false);
  expect(plan.isValid({ ...document, more: true })).toBe(false);
});

/** The example, with policies of one target that disagree in an order that no one knows, and a lock against one below. */
function readOrganization(): { readonly organization: Organization } {
  const { data } = readOrganizationFile(join(__dirname, "..", "..", "stacks", "organization.yaml"));
  const rule = (setting: string, operators: JsonObject): JsonObject => ({
    plans: { OrgBackupPlanDaily: { rules: { OrgDailyBackupRule: { [setting]: operators } } } },
  });
  const policies = [
    ["p-one", rule("enable_continuous_backup", { "@@assign": "true" })],
    [
      "p-two",
      rule("enable_continuous_backup", {
        "@@assign": "false",
        "@@operators_allowed_for_child_policies": ["@@none"],
      }),
    ],
    ["p-three", rule("enable_continuous_backup", { "@@assign": "true" })],
    [
      "p-four",
      {
        plans: {
          OrgBackupPlanDaily: {
            regions: { "@@append": ["us-east-1", "eu-central-1"], "@@remove": ["eu-west-1", "eu-north-1"] },
          },
        },
      },
    ],
    ["p-five", rule("lifecycle", { move_to_cold_storage_after_days: { "@@assign": "60" } })],
    ["p-six", { plans: { "@@operators_allowed_for_child_policies": ["@@none"] } }],
    ["p-seven", { plans: { Mine: { regions: { "@@assign": ["eu-central-1"] } } } }],
  ] as const;
  const text = '{"plans": {"p": {"regions": ["eu-central-1"]}}}';
  const refusedContent = { kind: "known", value: JSON.parse(text) as JsonObject, text } as const;
  const result = Organization.create({
    ...data,
    policies: [
      ...data.policies,
      { id: "p-refused", name: "p-refused", content: refusedContent },
      ...policies.map(([id, value]) => ({ id, name: id, content: { kind: "known", value } as const })),
    ],
    attachments: [
      { targetId: "r-nw01", policyIds: ["p-nw01baseline", "p-six"], order: "known" },
      ...data.attachments.filter(
        ({ targetId }) => !["r-nw01", "ou-nw01-producti", "ou-nw01-sandbox0"].includes(targetId),
      ),
      { targetId: "ou-nw01-producti", policyIds: ["p-nw01producti", "p-one", "p-two"], order: "unknown" },
      { targetId: "ou-nw01-sandbox0", policyIds: ["p-one", "p-two"], order: "unknown" },
      { targetId: "400000000001", policyIds: ["p-three"], order: "known" },
      {
        targetId: "ou-nw01-security",
        policyIds: ["p-four", "p-five", "p-seven", "p-refused"],
        order: "known",
      },
    ],
  });
  if (!result.ok) {
    throw new Error(JSON.stringify(result.problems));
  }
  return result;
}
