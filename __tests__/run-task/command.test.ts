import { spawn } from "node:child_process";
import { join } from "node:path";
import { reviewPlanText } from "../../src/app/review-change";
import { runTask } from "../../src/cli/commands/run-task";
import type { RunTaskOptions } from "../../src/cli/commands/run-task";
import type { CliContext } from "../../src/cli/cli-context";
import { runCommand } from "../comment/support/run-comment";
import { planJson } from "./support/plan-json";
import { KEY, send, TfeDouble } from "./support/tfe-double";

const ROOT = join(__dirname, "..", "..");
const ORGANIZATION = join(ROOT, "stacks", "organization.yaml");

describe("org-backup run-task", () => {
  it("serves HCP Terraform as its own process until it is told to stop", async () => {
    const tfe = new TfeDouble();
    await tfe.start();
    const args = [
      "run-task",
      "--org",
      ORGANIZATION,
      "--tfe-host",
      tfe.origin,
      "--port",
      "0",
      "--path",
      "/org-backup",
    ];
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "src/cli/main.ts", ...args, "--fail-on", "notice"],
      {
        cwd: ROOT,
        env: { ...process.env, ORG_BACKUP_HMAC_KEY: KEY },
      },
    );
    let [stdout, stderr] = ["", ""];
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    const address = await new Promise<string>((resolve, reject) => {
      child.on("exit", () => reject(new Error(stderr)));
      child.stdout.on("data", (chunk: Buffer) => {
        stdout += chunk.toString();
        const found = /"address":"([^"]+)"/.exec(stdout)?.[1];
        if (found !== undefined) {
          resolve(found);
        }
      });
    });
    const [changing, broken, foreign] = [
      tfe.task({ status: 200, body: planJson("14") }),
      tfe.task({ status: 200, body: '{"format_version":"1.2","secret":"plan-SECRET"' }),
      tfe.task({ status: 200, body: { format_version: "1.2", resource_changes: [] } }),
    ];
    for (const task of [changing, broken, foreign]) {
      expect((await send(`${address}/org-backup`, task)).status).toBe(200);
    }
    const verdicts = [await tfe.verdict(changing), await tfe.verdict(broken), await tfe.verdict(foreign)];
    expect(verdicts.map(({ status }) => status)).toEqual(["failed", "failed", "passed"]);
    expect(verdicts[0]?.message).toMatch(/accounts change/);
    expect(verdicts[1]?.message).toBe("The plan could not be reviewed: The plan is not valid JSON.");
    const outcomes = tfe.updates(changing).flatMap((update) => update.outcomes);
    expect(outcomes.map((outcome) => outcome["outcome-id"])).toEqual(
      expect.arrayContaining(["retention-shortened", "changes"]),
    );
    const ended = new Promise((resolve) => child.on("exit", (code) => resolve(code)));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await tfe.stop();
    expect(tfe.mistakes).toEqual([]);
    expect(stdout + stderr).not.toContain("SECRET");
    expect(
      stdout
        .trim()
        .split("\n")
        .map((line) => (JSON.parse(line) as { event: string }).event),
    ).toEqual(
      expect.arrayContaining(["listening", "task", "reported", "review failed", "stopping", "stopped"]),
    );
  }, 60_000);

  it.each([
    [["--tfe-host", "http://tfe.example.com"], "would be sent the token unencrypted"],
    [["--port", "http"], "--port expects a whole number from 0 to 65535"],
    [["--timeout", "3600"], "--timeout expects a whole number from 1 to 3500"],
    [["--concurrency", "0"], "--concurrency expects"],
    [["--path", "org-backup"], "--path expects a path"],
    [["--path", "/healthz"], "--path expects a path"],
    [["--fail-on", "eror"], "--fail-on expects"],
    [["--org", "/nowhere.yaml"], "There is no file"],
  ])("explains what is wrong with %j before it serves", async (args, message) => {
    process.env.ORG_BACKUP_HMAC_KEY = KEY;
    const { status, stderr } = await runCommand(["run-task", ...args]);
    delete process.env.ORG_BACKUP_HMAC_KEY;
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  it.each([
    [
      { ORG_BACKUP_HMAC_KEY: "k".repeat(31) },
      "The HMAC key in ORG_BACKUP_HMAC_KEY has 31 characters, at least 32",
    ],
    [
      { ORG_BACKUP_HMAC_KEY: "k".repeat(32), ORG_BACKUP_HMAC_KEY_PREVIOUS: "short" },
      "The HMAC key in ORG_BACKUP_HMAC_KEY_PREVIOUS has 5 characters, at least 32",
    ],
  ])("does not serve with a key that can be guessed: %j", async (environment, message) => {
    const options = { tfeHost: "app.terraform.io" } as RunTaskOptions;
    await expect(runTask(options, {} as CliContext, environment)).rejects.toThrow(message);
  });

  it("does not serve without a key", async () => {
    const options = { tfeHost: "app.terraform.io" } as RunTaskOptions;
    await expect(runTask(options, {} as CliContext, {})).rejects.toThrow("The HMAC key is missing");
  });
});

describe("the review of a plan's text", () => {
  const at = new Date("2026-09-14T08:45:00Z");

  it("is the one of org-backup plan, with its digest", () => {
    const review = reviewPlanText({ plan: planJson("14"), organization: ORGANIZATION, at }).review;
    expect(review.summary.changed).toBeGreaterThan(0);
    expect(review.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const other = reviewPlanText({ plan: planJson("35"), organization: ORGANIZATION, at }).review;
    expect(other.digest).not.toBe(review.digest);
  });

  it("says that a plan is about something else", () => {
    const review = reviewPlanText({
      plan: JSON.stringify({ format_version: "1.2", resource_changes: [] }),
      at,
    }).review;
    expect(review.remarks).toEqual(["The plan contains no backup-policy changes."]);
  });
});
