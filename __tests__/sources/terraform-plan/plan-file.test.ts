import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OrgBackupError } from "../../../src/org-backup-error";
import { readPlanFile } from "../../../src/sources/terraform-plan/plan-file";
import { planResources } from "../../../src/sources/terraform-plan/plan-resource";
import type { JsonObject } from "../../../src/text/json";

const whole = readFileSync("__tests__/fixtures/plans/update-and-create.json", "utf8");

describe("a file that is no plan", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-file-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function refusal(content: string | Buffer): string {
    const file = join(folder, "plan.json");
    writeFileSync(file, content);
    try {
      readPlanFile(file);
    } catch (error) {
      expect(error).toBeInstanceOf(OrgBackupError);
      const { message, where } = error as OrgBackupError;
      return `${(where ?? "").replace(folder, "")}: ${message}`;
    }
    throw new Error("it was read");
  }

  it.each<[what: string, content: string | Buffer, message: RegExp]>([
    ["is empty", " \n", /it is empty/],
    ["is cut off", whole.slice(0, 5000), /plan.json:\d+:\d+: Not valid JSON: .*The file seems to be cut off/],
    [
      "is broken in the middle",
      whole.replace('"resource_changes":', '"resource_changes"'),
      /:\d+:\d+: Not valid JSON: a colon is expected/,
    ],
    ["is Terraform's binary form", "PK\u0003\u0004binary", /binary form/],
    ["is a whole file of that form", Buffer.from("504b0304140008080800fffeb5d9", "hex"), /binary form/],
    ["is UTF-16 with its mark", Buffer.from(`\uFEFF${whole}`, "utf16le"), /UTF-16/],
    ["is UTF-16", Buffer.from(whole, "utf16le"), /UTF-16/],
    [
      "is a log",
      '{"@level":"info","@message":"Terraform 1.11.4"}\n{"@level":"info"}\n',
      /log of `terraform plan -json`/,
    ],
    [
      "is one line of a log",
      '{"@level":"info","@message":"Terraform 1.11.4"}',
      /log of `terraform plan -json`/,
    ],
    ["is a state file", '{"version":4,"lineage":"x","resources":[]}', /Terraform state file/],
    [
      "is a shown state",
      '{"format_version":"1.0","values":{"root_module":{}}}',
      /without the name of a plan/,
    ],
    [
      "is a CloudFormation template",
      '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{}}',
      /CloudFormation template/,
    ],
    ["is a CloudFormation change set", '{"Changes":[],"ChangeSetName":"x"}', /CloudFormation change set/],
    ["is a Pulumi preview", '{"steps":[],"changeSummary":{}}', /Pulumi preview/],
    ["is synthesized code", '{"terraform":{},"resource":{}}', /Terraform code/],
    ["is a result of this tool", '{"schemaVersion":1}', /org-backup itself/],
    ["is some object", '{"a":1}', /has no "format_version"/],
    ["is a list", "[]", /JSON object/],
    [
      "has a format of the future",
      '{"format_version":"2.0","resource_changes":[]}',
      /format version "2.0"; versions 1.x are known/,
    ],
    ["has no format version", '{"resource_changes":[]}', /format version null/],
    [
      "is of a plan that failed",
      '{"format_version":"1.2","resource_changes":[],"errored":true}',
      /planning failed/,
    ],
    ["nests without end", "[".repeat(200_000), /Not valid JSON/],
    [
      "nests deeper than any plan",
      `{"format_version":"1.2","configuration":${"[".repeat(250)}${"]".repeat(250)}}`,
      /plan\.json:1:240: Not valid JSON: the document nests deeper than 200 levels/,
    ],
  ])("%s", (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  it("is missing", () => {
    expect(() => readPlanFile(join(folder, "none.json"))).toThrow(/There is no file/);
  });
});

it.each<[what: string, lists: JsonObject, message: string]>([
  ["of what is no object", { resource_changes: [null] }, '"resource_changes[0]" is not an object.'],
  ["of changes of nothing", { resource_changes: [{}] }, 'A change of a resource has no "type" and "name".'],
  ["of deferred changes of nothing", { deferred_changes: [{ reason: "x" }] }, 'has no "type" and "name".'],
  ["of deferred changes that is none", { deferred_changes: "x" }, '"deferred_changes" is not a list.'],
])("a plan with a list %s is refused, since what it does is not known", (_, lists, message) => {
  expect(() => planResources([{ name: "p.json", json: lists }])).toThrow(message);
});

it.each(["1.0", "1.1", "1.2", "1.9", "0.2"])("a plan of format version %s is read", (version) => {
  const folder = mkdtempSync(join(tmpdir(), "plan-file-"));
  const file = join(folder, "p.json");
  writeFileSync(file, JSON.stringify({ format_version: version, resource_changes: [] }));
  expect(readPlanFile(file).name).toBe("p.json");
  rmSync(folder, { recursive: true });
});
