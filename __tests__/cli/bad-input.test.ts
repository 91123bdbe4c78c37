import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";

const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
const ORG = "stacks/organization.yaml";

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function stacksWith(resource: object): string {
  return synthesizedFixture({ stack: { json: { resource } } });
}

const notJson = { aws_organizations_policy: { x: { name: "x", type: "BACKUP_POLICY", content: "{plans" } } };

describe("bad input ends with status 1 and says what to do", () => {
  test.each<[string, () => readonly string[], readonly string[]]>([
    [
      "a missing organization file",
      () => ["plan", "cdktf.out", "--org", "none.yaml"],
      ['none.yaml: There is no file "none.yaml".'],
    ],
    ["no organization file at all", () => ["plan", stacksWith({})], ["--org FILE", "hint:"]],
    [
      "broken YAML",
      () => ["effective", "--org", file("broken.yaml", "version: [1\nroot: x")],
      ["is not valid YAML", "broken.yaml:2:"],
    ],
    [
      "broken JSON",
      () => ["effective", "--org", file("broken.json", '{"version": 1,}')],
      ["broken.json:1:15: a comma stands before"],
    ],
    [
      "a policy that is not JSON",
      () => ["plan", stacksWith(notJson), "--org", ORG],
      ["stack/aws_organizations_policy.x", "a key in double quotes is expected"],
    ],
    [
      "an empty cdktf.out",
      () => ["plan", mkdtempSync(join(tmpdir(), "empty-")), "--org", ORG],
      ["has no manifest.json", "npx cdktf synth"],
    ],
    [
      "a missing cdktf.out",
      () => ["plan", join(folder, "none"), "--org", ORG],
      ["does not exist", "npx cdktf synth"],
    ],
    ["a directory for a file", () => ["effective", "--org", folder], ["is a directory, a file is expected"]],
    [
      "an unknown format",
      () => ["plan", stacksWith({}), "--org", ORG, "--format", "jsn"],
      ['There is no format "jsn". Did you mean "json"?'],
    ],
    [
      "a malformed --output",
      () => ["plan", stacksWith({}), "--org", ORG, "--output", "json"],
      ["--output expects FORMAT=FILE"],
    ],
    [
      "an unwritable output",
      () => ["plan", stacksWith({}), "--org", ORG, "--out", join(file("plain.txt", ""), "x.json")],
      ["The file cannot be written"],
    ],
    [
      "an account that is none",
      () => ["explain", "--org", ORG, "--account", "no one"],
      ['There is no account "no one"'],
    ],
    ["a policy document that is missing", () => ["validate", "none.json"], ['There is no file "none.json".']],
    ["a pattern without files", () => ["validate", "none/*.json"], ['No file matches "none/*.json".']],
    ["a time that is none", () => ["validate", "--at", "tomorrow", ORG], ["--at expects a time such as"]],
    [
      "an unknown help topic",
      () => ["help", "polcy-syntax"],
      ['There is no topic, command or rule "polcy-syntax". Did you mean "policy-syntax"?'],
    ],
    ["an unknown command", () => ["plam"], ["unknown command 'plam'", "Did you mean plan?"]],
    ["an unknown option", () => ["plan", "--orgg", ORG], ["unknown option '--orgg'", "Did you mean --org?"]],
  ])("%s", async (_what, args, messages) => {
    const { status, stdout, stderr } = await runCli(...args());
    expect([status, stdout]).toEqual([1, ""]);
    for (const message of messages) {
      expect(stderr).toContain(message);
    }
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stderr).not.toContain("unexpected");
  });
});
