import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import { runCli } from "../support/run-cli";

const ORGANIZATION = join(__dirname, "..", "..", "stacks", "organization.yaml");

describe("org-backup plan, in the formats that people read", () => {
  const folder = mkdtempSync(join(tmpdir(), "plan-formats-"));
  const outdir = join(folder, "cdktf.out");
  const plan = (...options: readonly string[]): ReturnType<typeof runCli> =>
    runCli("plan", outdir, "--org", ORGANIZATION, "--fail-on", "none", ...options);

  beforeAll(() => {
    buildApp({ ...stacksConfig({}), outdir }).synth();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("tells in the text how values came about where that is asked for, and only there", async () => {
    expect((await plan()).stdout).not.toContain(", overridden");
    const { stdout } = await plan("--explain", "--move", "network=Root/Sandbox");
    expect(stdout).toContain("          org-baseline on Root sets 30, overridden\n");
  });

  it("writes the page into a file beside the text", async () => {
    const file = join(folder, "plan.html");
    const { status, stdout } = await plan("--output", `html=${file}`);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^AWS withholds the policy of 2 accounts; 18 of 26 accounts change\.\n/);
    expect(readFileSync(file, "utf8")).toContain(
      "<h1>AWS withholds the policy of 2 accounts; 18 of 26 accounts change.</h1>",
    );
  });

  describe("without a change", () => {
    const [home, empty] = [process.cwd(), join(folder, "empty")];
    const file = join(empty, "page.html");
    const state = (...options: readonly string[]): ReturnType<typeof runCli> =>
      runCli("plan", "--org", ORGANIZATION, ...options);

    beforeAll(() => {
      mkdirSync(empty);
      process.chdir(empty);
    });
    afterAll(() => {
      process.chdir(home);
    });

    it("write the page of the organization as it is, and say so", async () => {
      const { status, stdout, stderr } = await state("--format", "html", "--out", file);
      expect([status, stdout]).toEqual([0, ""]);
      expect(stderr).toBe(
        "No change is given, and there is no synthesized code: the page shows the organization as it is.\n",
      );
      const [, shown = ""] = /<body>([^]*)<script type/.exec(readFileSync(file, "utf8")) ?? [];
      expect(shown).toMatch(/<h1>The organization as it is: 26 accounts, \d backup policies\.<\/h1>/);
      expect(shown).not.toContain("effective policy changes");
      expect(shown).not.toContain("Digest of the change");
    });

    it.each([
      ["another format", ["--format", "json"]],
      ["another format beside the page", ["--format", "html", "--out", file, "--output", "json=x.json"]],
      ["a digest", ["--format", "html", "--out", file, "--digest"]],
      ["a status for changes", ["--format", "html", "--out", file, "--detailed-exitcode"]],
    ])("miss one for %s", async (_, options) => {
      const { status, stderr } = await state(...options);
      expect(status).toBe(1);
      expect(stderr).toContain("or name what changes");
    });
  });

  it("writes a page that names no folder above the repository", async () => {
    const file = join(folder, "named.html");
    await plan("--output", `html=${file}`);
    const [, data = ""] = /id="data">([^<]*)/.exec(readFileSync(file, "utf8")) ?? [];
    const packed = gunzipSync(Buffer.from(data, "base64")).toString("utf8");
    expect(packed).toContain('"--org","stacks/organization.yaml"');
    expect(packed).not.toContain(process.cwd());
  });

  it("writes Markdown that begins with the marker of its comment", async () => {
    const { stdout } = await plan("--format", "markdown", "--report-url", "https://ci.example/artifacts/1");
    expect(stdout).toMatch(/^<!-- org-backup:default -->\n\n\*\*❌ AWS withholds/);
  });
});
