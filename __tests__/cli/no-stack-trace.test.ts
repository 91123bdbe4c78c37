import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";

const ORG = ["--org", "stacks/organization.yaml"] as const;
const folder = mkdtempSync(join(tmpdir(), "bad-input-"));

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function directory(name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [each, text] of Object.entries(files)) {
    writeFileSync(join(path, each), text);
  }
  return path;
}

/** An organization file with something wrong in it. */
function organization(name: string, changes: string, accounts = ""): readonly string[] {
  const text = `version: 1
organization: { id: o-exampleorg1, managementAccountId: "111111111111" }
root: { id: r-exam, name: Root }
accounts:
  - { id: "111111111111", name: management, parentId: r-exam, state: ACTIVE }
${accounts}
${changes}
`;
  return ["effective", "--org", file(`${name}.yaml`, text)];
}

const units = (...rows: readonly (readonly [string, string])[]): string =>
  `organizationalUnits:\n${rows.map(([id, parent]) => `  - { id: ou-exam-${id}, name: ${id}, parentId: ${parent} }`).join("\n")}`;
const chain = (length: number): readonly (readonly [string, string])[] =>
  Array.from(
    { length },
    (_, at) => [`level000${at}`, at === 0 ? "r-exam" : `ou-exam-level000${at - 1}`] as const,
  );

const CASES: Readonly<Record<string, () => readonly string[]>> = {
  "an unknown command": () => ["efective"],
  "an unknown flag": () => ["effective", "--acount", "1"],
  "a flag without its value": () => ["effective", "--org"],
  "no organization": () => ["effective"],
  "a missing file": () => ["effective", "--org", join(folder, "none.yaml")],
  "a folder for a file": () => ["effective", "--org", directory("a-folder")],
  "an empty file": () => ["effective", "--org", file("empty.yaml", "")],
  "a file of white space": () => ["effective", "--org", file("white.yaml", "\n \n")],
  "a list for an organization": () => ["effective", "--org", file("list.yaml", "- 1\n- 2\n")],
  "bytes that are no text": () => [
    "effective",
    "--org",
    file("bytes.json", Buffer.from([0xff, 0xfe, 0x00, 0x81])),
  ],
  "zero bytes in JSON": () => ["effective", "--org", file("zero.json", '{"version"\u0000: 1}')],
  "YAML that refers to itself": () => ["effective", "--org", file("self.yaml", "version: &a\n  b: *a\n")],
  "YAML that grows without end": () => [
    "effective",
    "--org",
    file(
      "bomb.yaml",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from(
        { length: 9 },
        (_, at) =>
          `b${at}: &b${at} [${Array(9)
            .fill(at === 0 ? "*a" : `*b${at - 1}`)
            .join(",")}]`,
      ).join("\n")}\n`,
    ),
  ],
  "YAML with a key twice": () => ["effective", "--org", file("twice.yaml", "version: 1\nversion: 1\n")],
  "broken YAML": () => ["effective", "--org", file("broken.yaml", "a: [1\nb: }")],
  "broken JSON": () => ["effective", "--org", file("broken.json", '{"version": 1,')],
  "JSON ten thousand levels deep": () => ["effective", "--org", file("deep.json", "[".repeat(10_000))],
  "another version of the file": () => organization("version", "version: 2"),
  "an unknown key": () => organization("key", "polices: []"),
  "an account id that is a number": () =>
    organization("number", "", "  - { id: 222222222222, name: a, parentId: r-exam, state: ACTIVE }"),
  "an account id that lost a zero": () =>
    organization("zero", "", "  - { id: 12345678901, name: a, parentId: r-exam, state: ACTIVE }"),
  "an account twice": () =>
    organization("double", "", '  - { id: "111111111111", name: b, parentId: r-exam, state: ACTIVE }'),
  "an account below nothing": () =>
    organization(
      "orphan",
      "",
      '  - { id: "222222222222", name: b, parentId: ou-exam-nowhere0, state: ACTIVE }',
    ),
  "OUs in a circle": () =>
    organization("circle", units(["aaaaaaaa", "ou-exam-bbbbbbbb"], ["bbbbbbbb", "ou-exam-aaaaaaaa"])),
  "OUs six deep": () => organization("six", units(...chain(6))),
  "an attachment of nothing": () =>
    organization("attached", "attachments: [{ targetId: r-exam, policyIds: [p-nothing00], order: known }]"),
  "a policy that is no JSON": () =>
    organization("text", 'policies: [{ id: p-aaaaaaaa00, name: a, content: "{plans" }]'),
  "an account that there is not": () => ["effective", ...ORG, "--account", "999999999999"],
  "an explanation without an account": () => ["explain", ...ORG],
  "an explanation of an account that there is not": () => ["explain", ...ORG, "--account", "no one"],
  "a format that there is not": () => ["effective", ...ORG, "--format", "xml"],
  "a result into a folder": () => ["effective", ...ORG, "--out", folder],
  "a result below a file": () => ["effective", ...ORG, "--out", join(file("plain", ""), "x.txt")],
  "a threshold that there is not": () => ["plan", ...ORG, "--fail-on", "catastrophe", "--move", "x=y"],
  "no documents to check": () => ["validate", join(folder, "none-*.json")],
  "a time that is none": () => ["validate", "--at", "yesterday", file("p.json", "{}")],
  "an empty output of CDKTF": () => ["plan", directory("empty-out"), ...ORG],
  "a broken manifest": () => ["plan", directory("broken-out", { "manifest.json": "{" }), ...ORG],
  "a manifest of something else": () => ["plan", directory("other-out", { "manifest.json": "[]" }), ...ORG],
  "a manifest of stacks that are gone": () => [
    "plan",
    directory("gone-out", {
      "manifest.json": JSON.stringify({
        version: "0.21.0",
        stacks: { a: { name: "a", synthesizedStackPath: "stacks/a/cdk.tf.json" } },
      }),
    }),
    ...ORG,
  ],
  "a plan that is no JSON": () => ["plan", "--plan", file("plan.json", "PK\u0003\u0004"), ...ORG],
  "a plan that is cut off": () => [
    "plan",
    "--plan",
    file("cut.json", '{"format_version":"1.2","planned_values":'),
    ...ORG,
  ],
  "a plan of a format that is to come": () => [
    "plan",
    "--plan",
    file("future.json", '{"format_version":"9.0"}'),
    ...ORG,
  ],
  "a plan that there is not": () => ["plan", "--plan", join(folder, "none.json"), ...ORG],
  "a move without a target": () => ["plan", ...ORG, "--move", "payments-api-prod"],
  "a move of no one": () => ["plan", ...ORG, "--move", "no one=Root"],
  "a move to nowhere": () => ["plan", ...ORG, "--move", "payments-api-prod=Root/Nowhere"],
  "an attachment of a policy that there is not": () => ["plan", ...ORG, "--attach", "nothing=Root"],
  "guardrails that there are not": () => [
    "plan",
    ...ORG,
    "--move",
    "payments-api-prod=Root",
    "--guardrails",
    join(folder, "none.yaml"),
  ],
  "guardrails of something else": () => [
    "plan",
    ...ORG,
    "--move",
    "payments-api-prod=Root",
    "--guardrails",
    file("guardrails.yaml", "version: 1\nrequirments: []\n"),
  ],
  "two results for one file": () => [
    "effective",
    ...ORG,
    "--out",
    join(folder, "same.txt"),
    "--output",
    `json=${join(folder, "same.txt")}`,
  ],
  "a day that there is not": () => ["schedule", ...ORG, "--at", "2026-02-30"],
  "a start on a day that there is not": () => [
    "jobs",
    "--since",
    "2026-02-30",
    "--endpoint-url",
    "http://127.0.0.1:9",
  ],
  "an output without a file": () => ["plan", ...ORG, "--move", "payments-api-prod=Root", "--output", "html"],
  "a number of backups that is none": () => ["schedule", ...ORG, "--count", "many"],
  "a sample of none": () => ["preflight", "--sample", "0"],
  "a topic that there is not": () => ["help", "everything"],
  "a shell that there is not": () => ["completion", "cmd"],
  "a configuration that is broken": () => [
    "--config",
    file("config.yaml", "version: 1\ndefaults: [\n"),
    "effective",
  ],
  "a starter without answers": () => ["init", join(folder, "starter")],
  "a starter in a file": () => ["init", file("starter.txt", ""), "--example"],
  "code into a file": () => ["adopt", ...ORG, "--out", file("adopted.txt", "")],
  "a comment elsewhere on the service": () => [
    "comment",
    "github",
    "--repo",
    "../gists",
    "--pull-request",
    "1",
    "--body",
    file("body.md", "x"),
    "--base-url",
    "http://127.0.0.1:9",
    "--dry-run",
  ],
  "a comment without a body": () => ["comment", "github", "--body-file", join(folder, "none.md")],
  "a platform that there is not": () => ["comment", "bitbucket"],
  "a run task without a key": () => ["run-task"],
  "an action that there is not": () => ["trusted-access", "toggle", "--endpoint-url", "http://127.0.0.1:9"],
  "an address that is none": () => [
    "snapshot",
    "--out",
    join(folder, "s.yaml"),
    "--endpoint-url",
    "not an address",
  ],
  "a start that is none": () => ["jobs", "--since", "once", "--endpoint-url", "http://127.0.0.1:9"],
};

describe("no stack trace", () => {
  it("is tried with more than 50 kinds of bad input", () => {
    expect(Object.keys(CASES).length).toBeGreaterThan(50);
  });

  it.each(Object.entries(CASES))("is what %s ends with", async (_what, args) => {
    const { status, stdout, stderr } = await runCli(...args());
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: /m);
    expect(stderr).not.toMatch(/^error: unexpected/m);
    expect(`${stdout}${stderr}`).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
  });
});
