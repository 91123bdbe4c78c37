import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { reviewChange } from "../../../src/app/review-change";
import { headline } from "../../../src/render/review/headline";
import type { Review } from "../../../src/review/review";
import { readStacks } from "../../../src/sources/synthesized/stack-json";
import { moduleResources } from "../../../src/sources/terraform-plan/plan-resource";
import { objectOf } from "../../../src/text/json";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { completePlan } from "../../support/organizations";
import { NOW } from "../../support/run-cli";
import { synthesizedFixture } from "../../support/synthesized-fixture";
import { describeWithTerraform } from "../../support/terraform";
import { organizationWithOnePolicy } from "../../support/one-policy";

type Files = Readonly<Record<string, JsonValue>>;

/** A stack with further files in its folder. */
function stackWith(json: JsonObject, files: Files): string {
  const directory = synthesizedFixture({ stack: { json } });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(
      join(directory, "stacks", "stack", name),
      typeof content === "string" ? content : JSON.stringify(content),
    );
  }
  return directory;
}

function jsonOf(json: JsonObject, files: Files): JsonObject {
  return readStacks(stackWith(json, files))[0]!.json;
}

const STACK: JsonObject = {
  output: { a: { value: "stack" }, b: { value: "stack" }, c: { value: "stack" } },
  locals: { x: 1, y: 1, z: 1 },
  resource: {
    terraform_data: {
      one: { input: "stack", triggers_replace: ["stack"], lifecycle: { ignore_changes: ["input"] } },
      many: { count: 3, input: "stack" },
    },
  },
};
const FILES: Files = {
  "override.tf.json": { output: { a: { value: "override" } }, locals: { y: 2 } },
  "b_override.tf.json": {
    output: { b: { value: "later" } },
    resource: { terraform_data: { one: { input: "override", lifecycle: { create_before_destroy: true } } } },
  },
  "a_override.tf.json": {
    output: { b: { value: "earlier" } },
    resource: [{ terraform_data: [{ many: [{ count: 1 }] }] }],
  },
  "more.tf.json": {
    output: { d: { value: "more" } },
    locals: { w: 3 },
    resource: { terraform_data: { other: { input: "more" } } },
  },
  ".hidden.tf.json": { output: { a: { value: "hidden" } } },
  "backup.tf.json~": { output: { a: { value: "editor" } } },
  "#lock.tf.json#": { output: { a: { value: "editor" } } },
};

function outputsOf(section: JsonValue | undefined): Readonly<Record<string, JsonValue | undefined>> {
  return Object.fromEntries(
    Object.entries(objectOf(section)).map(([name, body]) => [name, objectOf(body).value]),
  );
}

describeWithTerraform("the JSON files of a stack", (terraform) => {
  it("are put together as Terraform does it", async () => {
    const directory = stackWith(STACK, FILES);
    const folder = join(directory, "stacks", "stack");
    await terraform.mustRun(folder, ["init"]);
    await terraform.mustRun(folder, ["apply", "-auto-approve"]);
    const shown = await terraform.mustRun(folder, ["show", "-json"]);
    const values = objectOf(objectOf(JSON.parse(shown.stdout) as JsonValue).values);
    const { json } = readStacks(directory)[0]!;
    expect(outputsOf(json.output)).toEqual(outputsOf(values.outputs));
    const declared = objectOf(objectOf(json.resource).terraform_data);
    expect(
      Object.entries(declared)
        .flatMap(([name, body]) =>
          Array.from({ length: Number(objectOf(body).count ?? 1) }, () => [name, objectOf(body).input]),
        )
        .sort(),
    ).toEqual(
      moduleResources(values, "state.json")
        .map(({ address, values: { input } }) => [address.split(/[.[]/)[1], input])
        .sort(),
    );
  });
});

describe("the JSON files of a stack", () => {
  it.each<[JsonValue, string]>([
    ["x", '"resource" is "x", an object is expected.'],
    [{ aws_organizations_policy: 5 }, '"resource.aws_organizations_policy" is 5, an object is expected.'],
    [
      { aws_organizations_policy: { "//": "x", a: ["x"] } },
      '"resource.aws_organizations_policy.a" is "x", an object is expected.',
    ],
  ])("are refused if a block is none: %j", (resource, message) => {
    expect(() => jsonOf({ resource }, {})).toThrow(message);
  });

  it("are one: override files replace arguments in the order of their names", () => {
    expect(jsonOf(STACK, FILES)).toEqual({
      output: {
        a: { value: "override" },
        b: { value: "later" },
        c: { value: "stack" },
        d: { value: "more" },
      },
      locals: { x: 1, y: 2, z: 1, w: 3 },
      resource: {
        terraform_data: {
          one: {
            input: "override",
            triggers_replace: ["stack"],
            lifecycle: { ignore_changes: ["input"], create_before_destroy: true },
          },
          many: { count: 1, input: "stack" },
          other: { input: "more" },
        },
      },
    });
  });

  it("keep where constructs are, and other blocks", () => {
    const json = {
      "//": { metadata: { version: "1" } },
      resource: { a: { b: { "//": { metadata: { path: "stack/b" } }, x: 1 } } },
      moved: [{ from: "a", to: "b" }],
    };
    const file = {
      "//": "a comment",
      resource: { a: { b: { "//": "another", x: 2 } } },
      moved: { from: "c", to: "d" },
    };
    expect(jsonOf(json, { "override.tf.json": file })).toEqual({
      ...json,
      resource: { a: { b: { "//": { metadata: { path: "stack/b" } }, x: 2 } } },
      moved: [
        { from: "a", to: "b" },
        { from: "c", to: "d" },
      ],
    });
  });

  it("override providers by their alias, and a backend by any other", () => {
    const json = {
      provider: { aws: [{ region: "a" }, { alias: "x", region: "b", profile: "p" }] },
      terraform: { backend: { local: { path: "p" } }, required_version: "1" },
    };
    const file = {
      provider: { aws: { alias: "x", region: "c" } },
      terraform: [{ cloud: { organization: "o" } }],
    };
    expect(jsonOf(json, { "x_override.tf.json": file })).toEqual({
      provider: { aws: [{ region: "a" }, { alias: "x", region: "c", profile: "p" }] },
      terraform: { cloud: { organization: "o" }, required_version: "1" },
    });
    const more = { provider: { aws: { alias: "y" } } };
    expect(jsonOf(json, { "more.tf.json": more }).provider).toEqual({
      aws: [...json.provider.aws, { alias: "y" }],
    });
  });
});

const MEMBER = "222222222222";
const CONTENT = JSON.stringify(completePlan("a"));
const POLICIES: JsonObject = {
  resource: {
    aws_organizations_policy: { a: { name: "a", type: "BACKUP_POLICY", content: CONTENT } },
    aws_organizations_policy_attachment: {
      to: { policy_id: "${aws_organizations_policy.a.id}", target_id: MEMBER },
    },
  },
};

function reviewed(files: Files, linked?: string): Review {
  const directory = stackWith(POLICIES, files);
  if (linked !== undefined) {
    symlinkSync(linked, join(directory, "stacks", "stack", basename(linked)));
  }
  return reviewChange({
    directory,
    organization: organizationWithOnePolicy(CONTENT, MEMBER),
    manages: "all",
    guardrails: false,
    at: NOW,
  }).review;
}

describe("a review of a stack", () => {
  it.each([
    [
      "the content of a policy",
      "override.tf.json",
      { resource: { aws_organizations_policy: { a: { content: JSON.stringify(completePlan("b")) } } } },
    ],
    [
      "whether an attachment exists",
      "x_override.tf.json",
      { resource: { aws_organizations_policy_attachment: { to: { count: 0 } } } },
    ],
  ])("sees %s in an override file", (_what, name, json) => {
    expect(reviewed({ [name]: json }).changes.flatMap(({ accounts }) => accounts)).toEqual([MEMBER]);
  });

  it("sees policies in any other JSON file", () => {
    const resource = {
      aws_organizations_policy: {
        b: { name: "b", type: "BACKUP_POLICY", content: JSON.stringify(completePlan("b")) },
      },
      aws_organizations_policy_attachment: {
        b: { policy_id: "${aws_organizations_policy.b.id}", target_id: MEMBER },
      },
    };
    expect(headline(reviewed({ "more.tf.json": { resource } }).summary)).toBe("1 of 1 account changes.");
  });

  it.each(["main.tf", "override.tf", "main.tofu", "cdk.tofu.json"])(
    "names %s, which it does not read",
    (name) => {
      const { summary, findings } = reviewed({ [name]: "" });
      expect(headline(summary)).toBe(
        "No account's effective policy changes, provided what is not read changes nothing.",
      );
      expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
        [
          "not-knowable",
          expect.stringMatching(new RegExp(`${name}: Terraform reads this file with the stack`)) as string,
        ],
      ]);
    },
  );

  it("follows no link to a file elsewhere, and names it", () => {
    const elsewhere = join(mkdtempSync(join(tmpdir(), "elsewhere-")), "override.tf.json");
    writeFileSync(elsewhere, "{}");
    expect(headline(reviewed({}, elsewhere).summary)).toContain("provided what is not read changes nothing");
  });
});
