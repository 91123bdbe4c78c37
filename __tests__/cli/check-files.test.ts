import {
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";

let folder: string;
let org: string;
const at = (...names: readonly string[]): string => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-files-"));
  org = at("organization.yaml");
  copyFileSync("stacks/organization.yaml", org);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("inputs of which all count", () => {
  test("are given once each, however their paths are spelled", async () => {
    copyFileSync("stacks/resources.json", at("r.json"));
    linkSync(at("r.json"), at("same.json"));
    const resources = ["--resources", at("r.json"), "--resources", at("same.json")];
    const { status, stdout, stderr } = await runCli("coverage", "--org", org, ...resources);
    expect([status, stdout, stderr]).toEqual([
      1,
      "",
      `error: --resources names ${JSON.stringify(at("same.json"))} twice.\nhint: Leave one of them out.\n`,
    ]);
  });
});

describe("results", () => {
  test("are not written over the organization file, however its path is spelled", async () => {
    const before = readFileSync(org, "utf8");
    linkSync(org, at("hard.yaml"));
    symlinkSync("organization.yaml", at("soft.yaml"));
    for (const out of [
      org,
      `${folder}/./organization.yaml`,
      at("hard.yaml"),
      at("soft.yaml"),
      at("ORGANIZATION.yaml"),
    ]) {
      for (const flags of [
        ["--out", out],
        ["--output", `json=${out}`],
      ]) {
        const { status, stdout, stderr } = await runCli("effective", "--org", org, ...flags);
        expect({ status, stdout, stderr }).toEqual({
          status: 1,
          stdout: "",
          stderr: `error: ${flags[0]} ${JSON.stringify(out)} is the file that --org reads: nothing is written over it.\nhint: Name another file for the result.\n`,
        });
      }
    }
    expect(readFileSync(org, "utf8")).toBe(before);
  });

  test("are not written over plans, states, guardrails, documents and synthesized code", async () => {
    const refused = async (...args: readonly string[]): Promise<string> => (await runCli(...args)).stderr;
    for (const name of ["plan.json", "state.json", "rules.yaml", "policy.json", "base/manifest.json"]) {
      mkdirSync(at("base"), { recursive: true });
      writeFileSync(at(name), "{}");
    }
    mkdirSync(at("out", "stacks", "s"), { recursive: true });
    for (const name of ["manifest.json", "backup-review.json", "stacks/s/cdk.tf.json"]) {
      writeFileSync(at("out", name), "{}");
      expect(await refused("plan", at("out"), "--org", org, "--out", at("out", name))).toMatch(
        /is the file that the synthesized code reads/,
      );
    }
    const plan = ["plan", "--org", org];
    expect(await refused(...plan, "--plan", at("plan.json"), "--out", at("plan.json"))).toMatch(
      /that --plan reads/,
    );
    expect(await refused(...plan, "--state", at("state.json"), "--out", at("state.json"))).toMatch(
      /that --state reads/,
    );
    expect(await refused(...plan, "--guardrails", at("rules.yaml"), "--out", at("rules.yaml"))).toMatch(
      /that --guardrails reads/,
    );
    expect(await refused(...plan, "--base", at("base"), "--out", at("base", "manifest.json"))).toMatch(
      /that --base reads/,
    );
    expect(await refused("validate", at("policy.json"), "--out", at("policy.json"))).toMatch(
      /that the argument reads/,
    );
  });

  test("do not go into one file twice, however its path is spelled", async () => {
    symlinkSync("result", at("link"));
    for (const [other, also] of [
      [at("result"), ""],
      [at("link"), `, which is ${JSON.stringify(at("result"))} too`],
      [`${folder}/./result`, `, which is ${JSON.stringify(at("result"))} too`],
      [at("RESULT"), `, which is ${JSON.stringify(at("result"))} too`],
    ] as const) {
      const { status, stderr } = await runCli(
        "effective",
        "--org",
        org,
        "--out",
        at("result"),
        "--output",
        `json=${other}`,
      );
      expect([status, stderr]).toEqual([
        1,
        `error: Two results would be written into ${JSON.stringify(other)}${also}.\nhint: Name a file for each --output, and another one with --out.\n`,
      ]);
    }
    expect(readdirSync(folder).sort()).toEqual(["link", "organization.yaml"]);
  });

  test("may go to one device several times", async () => {
    const args = ["--out", "/dev/null", "--output", "json=/dev/null"];
    expect(await runCli("effective", "--org", org, ...args)).toMatchObject({
      status: 0,
      stdout: "",
      stderr: "",
    });
  });
});
