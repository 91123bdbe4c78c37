import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProgram } from "../../src/cli/program";
import { runCli } from "../support/run-cli";

const commands = createProgram(() => undefined).commands.map((command) => command.name());

describe("the command line", () => {
  it.each(commands.filter((name) => name !== "help"))("shows examples in %s --help", async (name) => {
    const { status, stdout } = await runCli(name, "--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n(.*\\n)*.*org-backup ${name}`));
  });

  it("knows what was meant by a command or a flag", async () => {
    expect((await runCli("efective")).stderr).toContain("Did you mean effective?");
    expect((await runCli("effective", "--acount", "x")).stderr).toContain("Did you mean --account?");
  });

  it("tells its version and those of the parts", async () => {
    const { status, stdout } = await runCli("--version");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^org-backup \d+\.\d+\.\d+\nNode\.js \d+\./);
    expect(stdout).toMatch(/^cdktf 0\.21\.0$/m);
    expect(stdout).toMatch(/^@cdktf\/provider-aws 21\.22\.1$/m);
  });

  it("tells with --log-level debug what a report needs, and no values of flags", async () => {
    const { status, stderr, stdout } = await runCli(
      "--log-level",
      "debug",
      "effective",
      "--org",
      join(__dirname, "..", "..", "stacks", "organization.yaml"),
      "--account",
      "payments-api-prod",
    );
    expect(status).toBe(0);
    expect(stdout).not.toContain("debug:");
    expect(stderr).toMatch(/^debug: org-backup \d/);
    expect(stderr).toContain(
      "debug: command effective, 0 arguments\ndebug: flags --org (cli), --account (cli)\n",
    );
    expect(stderr).toMatch(/debug: \d+ ms since the start; heap \d+ MB, process \d+ MB\n$/);
    expect(stderr).not.toContain("payments-api-prod");
  });
});

describe("org-backup completion", () => {
  const folder = mkdtempSync(join(tmpdir(), "completion-"));

  async function script(shell: string): Promise<string> {
    const { status, stdout } = await runCli("completion", shell);
    expect(status).toBe(0);
    const file = join(folder, `org-backup.${shell}`);
    writeFileSync(file, stdout);
    return file;
  }

  function shell(name: string, text: string): string {
    const { error, status, stdout, stderr } = spawnSync(name, ["-c", text], { encoding: "utf8" });
    if (error !== undefined) {
      throw new Error(`${name} is needed: ${error.message}`);
    }
    expect([status, stderr]).toEqual([0, ""]);
    return stdout.trim();
  }

  /** Shells that a computer may not have: in CI they must be there. */
  const has = (name: string): boolean =>
    process.env.CI === "true" || spawnSync(name, ["--version"]).error === undefined;
  const where = (name: string): typeof it => {
    if (!has(name)) {
      console.warn(`Not tested: ${name} is not installed.`);
    }
    return has(name) ? it : it.skip;
  };

  where("bash")("completes commands and flags in bash", async () => {
    const file = await script("bash");
    const complete = (...words: readonly string[]): string =>
      shell(
        "bash",
        `source ${file}; COMP_WORDS=(org-backup ${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length}; _org_backup; echo "\${COMPREPLY[@]}"`,
      );
    expect(complete("ef")).toBe("effective");
    expect(complete("--quiet", "sn")).toBe("snapshot");
    expect(complete("plan", "--fail")).toBe("--fail-on");
    expect(complete("plan", "some")).toBe("");
  });

  where("fish")("completes commands and flags in fish", async () => {
    const file = await script("fish");
    const complete = (line: string): string => shell("fish", `source ${file}; complete -C '${line}'`);
    expect(complete("org-backup effec")).toMatch(/^effective\tshow the effective/);
    expect(complete("org-backup plan --detailed")).toMatch(/^--detailed-exitcode\t/);
  });

  where("zsh")("completes commands and flags in zsh", async () => {
    const file = await script("zsh");
    const complete = (...words: readonly string[]): string =>
      shell(
        "zsh",
        `compdef() { : }; _files() { print files }; _describe() { print -l -- \${(P)2} }; source ${file}; words=(org-backup ${words.map((word) => `'${word}'`).join(" ")}); CURRENT=${words.length + 1}; _org_backup`,
      );
    expect(complete("ef").split("\n")).toContain("effective:show the effective backup policy of accounts");
    expect(complete("plan", "--fail")).toMatch(/^--fail-on:end with status 2/m);
    expect(complete("plan", "some")).toBe("files");
  });
});
