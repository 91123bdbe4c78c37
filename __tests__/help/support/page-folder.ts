import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execFileSync } from "node:child_process";
import { exampleResources } from "../../../scripts/example-resources";
import { GithubDouble, TOKEN as GITHUB_TOKEN } from "../../comment/support/github-double";
import { GitlabDouble, TOKEN as GITLAB_TOKEN } from "../../comment/support/gitlab-double";
import { environment } from "../../comment/support/run-comment";
import { synthesizedExample } from "../../recipes/support/workshop";
import type { SeedResource } from "../../support/aws-double/services/inventory/inventory-store";
import { fastClock, LiveDouble, SECRET } from "../../support/live-double";
import type { CliResult } from "../../support/run-cli";
import { runCli } from "../../support/run-cli";
import { ROOT } from "./pages";
import type { HelpCommand } from "./shell";

/** What talks to AWS always, or with `--live` alone. */
const ALWAYS_LIVE: ReadonlySet<string> = new Set([
  "snapshot",
  "verify",
  "preflight",
  "jobs",
  "trusted-access",
]);

/** A pull request of the project, as a job of GitHub or GitLab knows it. */
const IN_A_PIPELINE = {
  GITHUB_TOKEN,
  GITHUB_REPOSITORY: "nordwind/platform",
  GITHUB_REF: "refs/pull/7/merge",
  GITLAB_TOKEN,
  CI_PROJECT_PATH: "nordwind/teams/platform",
  CI_MERGE_REQUEST_IID: "7",
};

/**
 * Where the reader of a page stands: a folder with the example organization, its synthesized stacks, a
 * Terraform plan and state, policies; and an AWS that is in the same state.
 */
export class PageFolder {
  private live: LiveDouble | undefined;
  private readonly variables = new Map<string, string>();
  private readonly before = process.cwd();
  readonly folder = mkdtempSync(join(tmpdir(), "org-backup-help-"));

  constructor() {
    const copies: Readonly<Record<string, string>> = {
      "stacks/organization.yaml": "organization.yaml",
      "stacks/resources.json": "resources.json",
      "__tests__/fixtures/plans/update-and-create.json": "tfplan.json",
      "__tests__/fixtures/plans/delete-and-replace.json": "plan.json",
      "__tests__/fixtures/policies/superwerker.json": "policies/daily.json",
    };
    for (const [from, to] of Object.entries(copies)) {
      this.write(to, "");
      cpSync(join(ROOT, from), join(this.folder, to));
    }
    for (const folder of ["stacks", "__tests__", "help"]) {
      symlinkSync(join(ROOT, folder), join(this.folder, folder));
    }
    cpSync(synthesizedExample(), join(this.folder, "cdktf.out"), { recursive: true });
    mkdirSync(join(this.folder, "review"));
    this.write("state.json", JSON.stringify({ version: 4, terraform_version: "1.11.4", resources: [] }));
    this.write("comment.md", "# A review\n");
    process.chdir(this.folder);
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  async run({ args, to, assigns }: HelpCommand): Promise<CliResult> {
    if (assigns !== undefined) {
      const value = execFileSync("bash", ["-c", assigns.script], { cwd: this.folder, encoding: "utf8" });
      this.variables.set(assigns.name, value.trim());
      return { status: 0, stdout: "", stderr: "" };
    }
    const words = args.map((arg) =>
      arg.replace(/^\$(\w+)$/, (text, name: string) => this.variables.get(name) ?? text),
    );
    const result = await this.runTool(words);
    if (to !== undefined) {
      this.write(to, result.stdout);
    }
    return to === undefined ? result : { ...result, stdout: "" };
  }

  /** The calls to AWS so far, as IAM names them, but for those that another account answered. */
  callsIn(accountId: string): ReadonlySet<string> {
    const calls = this.live?.double.calls.filter((call) => call.accountId === accountId) ?? [];
    return new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
  }

  /** The calls that are none to read: nothing but `trusted-access enable` and `disable` may make one. */
  writes(): readonly string[] {
    const calls = this.live?.double.calls.map(({ service, operation }) => `${service}:${operation}`) ?? [];
    return calls.filter((call) => !/:(Describe|Get|List|Select|Simulate|AssumeRole$)/.test(call));
  }

  private async runTool(args: readonly string[]): Promise<CliResult> {
    const [command = ""] = args;
    if (command === "comment") {
      return this.comment(args);
    }
    const isLive = ALWAYS_LIVE.has(command) || args.includes("--live");
    if (!isLive) {
      return runCli(...args);
    }
    const live = await this.liveDouble();
    const key = process.env.AWS_ACCESS_KEY_ID ?? "";
    if (args.includes("--profile")) {
      live.asNobody();
      process.env.AWS_SHARED_CREDENTIALS_FILE = join(this.folder, "aws");
    }
    const result = await live.run(...args);
    live.as(key);
    return result;
  }

  private async comment(args: readonly string[]): Promise<CliResult> {
    const [github, gitlab] = [new GithubDouble(), new GitlabDouble()];
    await Promise.all([github.start(), gitlab.start()]);
    const restore = environment({
      ...IN_A_PIPELINE,
      GITHUB_API_URL: github.origin,
      CI_API_V4_URL: `${gitlab.origin}/api/v4`,
    });
    try {
      return await runCli(...args);
    } finally {
      restore();
      await Promise.all([github.stop(), gitlab.stop()]);
    }
  }

  async close(): Promise<void> {
    process.chdir(this.before);
    await this.live?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** AWS as the example organization finds it, with a profile `management` in the user's configuration. */
  private async liveDouble(): Promise<LiveDouble> {
    if (this.live === undefined) {
      const { resources } = JSON.parse(exampleResources()) as { readonly resources: SeedResource[] };
      this.live = await LiveDouble.start({ clock: fastClock(50), resources });
      this.live.addInventorySources();
      const key = process.env.AWS_ACCESS_KEY_ID ?? "";
      this.write("aws", `[management]\naws_access_key_id = ${key}\naws_secret_access_key = ${SECRET}\n`);
    }
    return this.live;
  }
}
