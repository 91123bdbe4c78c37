import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { init } from "../../src/cli/commands/init";
import type { CliContext } from "../../src/cli/cli-context";
import { CDKTF_TEMPLATE, consumerProject, installedApp, runIn } from "../packaging/consumer";
import { runCli } from "../support/run-cli";
import { runReviewWorkflow } from "./support/review-workflow";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "starter-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

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

/** The flags with another value for one of them. */
function flagsWith(flag: string, value: string): readonly string[] {
  return FLAGS.map((each, index) => (FLAGS[index - 1] === flag ? value : each));
}

describe("org-backup init", () => {
  it("writes a repository that passes its own tests, synthesizes and is reviewed", async () => {
    const directory = join(folder, "new");
    const { status, stdout } = await runCli("init", directory, ...FLAGS);
    expect(status).toBe(0);
    expect(stdout).toContain("npm run plan");
    symlinkSync(installedApp(), join(directory, "node_modules"));
    runIn(directory, "npm", "test");
    const review = runIn(directory, "npm", "run", "plan", "--", "--output", "html=review.html");
    expect(readFileSync(join(directory, "review.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(review).toContain("daily-baseline");
    expect(review).toMatch(/2 accounts/);
    expect(runReviewWorkflow(directory)).toContain("daily-baseline");
    expect(readFileSync(join(directory, "organization.yaml"), "utf8")).toMatch(/o-abcdefghij[^]*r-zz99/);
    expect(readFileSync(join(directory, "backup", "policies", "daily-baseline.ts"), "utf8")).toContain(
      "eu-west-1",
    );
    expect(existsSync(join(directory, ".gitignore"))).toBe(true);
    const owner = /owner: "(.*)"/.exec(
      readFileSync(join(directory, "backup", "add-backup-stacks.ts"), "utf8"),
    )?.[1];
    expect(owner).toMatch(/^backup-policies-[0-9a-f]{8}$/);
    const stack = join(directory, "cdktf.out", "stacks", "backup-policies", "cdk.tf.json");
    expect(readFileSync(stack, "utf8")).toContain(`"org-backup:owner": "${owner ?? ""}"`);
  });

  it.each([
    ["a new id for each app", [], /^backup-policies-[0-9a-f]{8}$/],
    ["the id that is given", ["--owner", "platform/backup"], /^platform\/backup$/],
    ["that of the example", ["--example"], /^backup-policies-example$/],
  ])("signs policies with %s", async (_what, flags, owner) => {
    await runCli("init", folder, ...FLAGS, ...flags);
    const code = readFileSync(join(folder, "backup", "add-backup-stacks.ts"), "utf8");
    expect(/owner: "(.*)"/.exec(code)?.[1]).toMatch(owner);
  });

  it("adds stacks to an app of `cdktf init` that compile, synthesize and are reviewed there", async () => {
    const app = consumerProject({
      "package.json": JSON.stringify({ name: "app", private: true }),
      "tsconfig.json": readFileSync(join(CDKTF_TEMPLATE, "tsconfig.json"), "utf8"),
      "cdktf.json": JSON.stringify({ language: "typescript", app: "npx ts-node main.ts" }),
      "main.ts": readFileSync(join(CDKTF_TEMPLATE, "main.ts"), "utf8").replace("{{ $base }}", "app"),
    });
    const { status, stdout } = await runCli("init", app, ...FLAGS);
    expect(status).toBe(0);
    const [, imported, call] = /in the app: (import .*?;) (addBackupStacks\(app\);)/.exec(stdout) ?? [];
    const main = readFileSync(join(app, "main.ts"), "utf8");
    writeFileSync(
      join(app, "main.ts"),
      `${imported ?? ""}\n${main.replace("app.synth();", `${call ?? ""}\napp.synth();`)}`,
    );
    expect(runReviewWorkflow(app)).toContain("daily-baseline");
    expect(existsSync(join(app, "cdktf.out", "stacks", "backup-policies", "cdk.tf.json"))).toBe(true);
    rmSync(app, { recursive: true, force: true });
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
      "flags are missing and no one can be asked",
      [],
      "Missing: --organization-id, --root-id, --management-account, --region.",
    ],
    [
      "an id is none",
      flagsWith("--management-account", "12"),
      '--management-account expects 12 digits, found "12".',
    ],
    ["AWS takes no such tag", [...FLAGS, "--owner", "a?b"], '--owner expects an id, found "a?b".'],
    ["there is no such Region", flagsWith("--region", "eu-nowhere-1"), "--region expects a Region"],
  ])("refuses where %s", async (_what, flags, message) => {
    const { status, stderr } = await runCli("init", join(folder, "x"), ...flags);
    expect(status).toBe(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, "x"))).toBe(false);
  });
});
