import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { init } from "../../src/cli/commands/init";
import type { CliContext } from "../../src/cli/cli-context";
import { pack, ROOT } from "../packaging/packed";
import { runCli } from "../support/run-cli";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "starter-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm install` would bring; the package itself as it is packed. */
function install(directory: string): void {
  const modules = join(directory, "node_modules");
  for (const name of [
    ".bin",
    "cdktf",
    "cdktf-cli",
    "@cdktf/provider-aws",
    "constructs",
    "tsx",
    "typescript",
    "@types/node",
  ]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
  }
  const packed = join(dirname(directory), "packed");
  mkdirSync(packed, { recursive: true });
  spawnSync("tar", ["-xzf", pack().tarball, "-C", packed]);
  // Beside its own dependencies, as npm would put them.
  symlinkSync(join(ROOT, "node_modules"), join(packed, "node_modules"));
  symlinkSync(join(packed, "package"), join(modules, "cdktf-org-backup"));
}

function run(directory: string, command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: directory,
    encoding: "utf8",
    env: { ...process.env, CHECKPOINT_DISABLE: "1", CI: "1" },
  });
  expect([status, status === 0 ? "" : `${stdout}${stderr}`]).toEqual([0, ""]);
  return stdout;
}

const FLAGS = [
  "--organization-id",
  "o-abcdefghij",
  "--root-id",
  "r-zz99",
  "--management-account",
  "333333333333",
  "--region",
  "eu-west-1",
] as const;

describe("org-backup init", () => {
  it("writes a repository that passes its own tests, synthesizes and is reviewed", async () => {
    const directory = join(folder, "new");
    const { status, stdout } = await runCli("init", directory, ...FLAGS);
    expect(status).toBe(0);
    expect(stdout).toContain("npm run plan");
    install(directory);
    run(directory, "npm", "test");
    run(
      directory,
      process.execPath,
      join(ROOT, "node_modules", "cdktf-cli", "bundle", "bin", "cdktf"),
      "synth",
    );
    const review = run(
      directory,
      process.execPath,
      join(directory, "node_modules", "cdktf-org-backup", "lib", "cli", "main.js"),
      "plan",
      "--output",
      "html=review.html",
    );
    expect(readFileSync(join(directory, "review.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(review).toContain("daily-baseline");
    expect(review).toMatch(/2 accounts/);
    expect(readFileSync(join(directory, "organization.yaml"), "utf8")).toMatch(/o-abcdefghij[^]*r-zz99/);
    expect(readFileSync(join(directory, "backup", "policies", "daily-baseline.ts"), "utf8")).toContain(
      "eu-west-1",
    );
    expect(existsSync(join(directory, ".gitignore"))).toBe(true);
    expect(existsSync(join(directory, ".github", "workflows", "review-backup-policies.yml"))).toBe(true);
  });

  it("writes only what is missing beside a CDKTF app", async () => {
    writeFileSync(join(folder, "cdktf.json"), "{}");
    writeFileSync(join(folder, "package.json"), "{}");
    const { status, stdout } = await runCli("init", folder, ...FLAGS);
    expect(status).toBe(0);
    expect(stdout).toContain("addBackupStacks(app)");
    expect(existsSync(join(folder, "backup", "add-backup-stacks.ts"))).toBe(true);
    expect(existsSync(join(folder, "main.ts"))).toBe(false);
    expect(readFileSync(join(folder, "package.json"), "utf8")).toBe("{}");
  });

  it("writes nothing where a file exists", async () => {
    writeFileSync(join(folder, "organization.yaml"), "mine");
    const { status, stderr } = await runCli("init", folder, "--example");
    expect(status).toBe(1);
    expect(stderr).toContain("These files exist: organization.yaml. Nothing is written.");
    expect(readFileSync(join(folder, "organization.yaml"), "utf8")).toBe("mine");
    expect(existsSync(join(folder, "main.ts"))).toBe(false);
  });

  it("asks at a terminal for what no flag says", async () => {
    const answers = ["o-abcdefghij", "r-zz99", "333333333333"];
    const asked: string[] = [];
    const quiet = { stdout: () => undefined, stderr: () => undefined } as unknown as CliContext;
    await init(join(folder, "asked"), { region: "eu-west-1" }, quiet, {
      interactive: true,
      ask: (question) => {
        asked.push(question);
        return Promise.resolve(answers[asked.length - 1] ?? "");
      },
    });
    expect(asked).toHaveLength(3);
    expect(readFileSync(join(folder, "asked", "organization.yaml"), "utf8")).toContain("333333333333");
  });

  it.each([
    [
      "flags are missing and nobody can be asked",
      [],
      "Missing: --organization-id, --root-id, --management-account, --region.",
    ],
    [
      "an id is none",
      [...FLAGS, "--management-account", "12"],
      '--management-account expects 12 digits, found "12".',
    ],
    ["there is no such Region", [...FLAGS, "--region", "eu-nowhere-1"], "--region expects a Region"],
  ])("refuses where %s", async (_what, flags, message) => {
    const { status, stderr } = await runCli("init", join(folder, "x"), ...flags);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});
