import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GithubDouble, TOKEN } from "../comment/support/github-double";
import { ROOT } from "../packaging/packed";
import { LiveDouble, MANAGEMENT } from "../support/live-double";
import { workflowCommands } from "../support/workflow-commands";
import { ACTION, ACTION_TEXT, runAction } from "./support/composite-action";
import type { ActionRequest, ActionRun } from "./support/composite-action";
import { bashComplaint, Workshop } from "./support/workshop";

// Installations, shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

/** A runner that is used again, as a self-hosted one is. */
const temporary = mkdtempSync(join(tmpdir(), "runner temp "));
/** Text that becomes a command wherever a shell reads it as code. */
const HOSTILE = `a "b" 'c' $(touch pwned) \`touch pwned\`;touch pwned`;

const pullRequest = (repository: string): NonNullable<ActionRequest["github"]> => ({
  token: TOKEN,
  head_ref: HOSTILE,
  event: { pull_request: { title: HOSTILE, head: { ref: HOSTILE, repo: { full_name: repository } } } },
});

let github: GithubDouble;

beforeEach(async () => {
  github = new GithubDouble();
  await github.start();
});

afterEach(() => github.stop());

/** A repository with the synthesized code of both branches; the pull request deletes a policy. */
async function repository(name?: string): Promise<Workshop> {
  const workshop = new Workshop(name);
  workshop.removePolicyFromCode("payments-archive");
  await workshop.run("npx cdktf synth; mkdir base; cd base; npx cdktf synth");
  return workshop;
}

const CODE = { organization: "stacks/organization.yaml", base: "base/cdktf.out" };

/** In a pull request of the repository itself. */
async function run(workshop: Workshop, request: ActionRequest = {}): Promise<ActionRun> {
  const ran = await runAction(workshop, {
    temporary,
    github: pullRequest("nordwind/platform"),
    ...request,
    environment: { GITHUB_API_URL: github.origin, ...request.environment },
  });
  expect(ran.output).not.toContain(TOKEN);
  return ran;
}

describe("the action", () => {
  it("is pinned to the version that it is released with", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(ACTION_TEXT.match(/cdktf-org-backup@\S+/g)).toEqual([`cdktf-org-backup@${version}`]);
  });

  it("puts no expression into a script, and uses each of its inputs", () => {
    const { runs, inputs } = ACTION;
    expect(runs.using).toBe("composite");
    for (const { run, shell } of runs.steps) {
      expect([shell, bashComplaint(run ?? ""), run?.includes("${{")]).toEqual(["bash", "", false]);
    }
    for (const [name, { description }] of Object.entries(inputs)) {
      expect(description).not.toBe("");
      expect(ACTION_TEXT).toMatch(new RegExp(`\\$\\{\\{[^}]*\\binputs\\.${name}\\b`));
    }
  });

  it("reviews code against the target branch: annotations, summary, comment, SARIF, outputs, status", async () => {
    const workshop = await repository();
    const first = await run(workshop, { inputs: CODE });
    expect([first.status, first.steps]).toEqual([2, ["Install org-backup", "Review", "Comment", "Result"]]);
    expect(workflowCommands(first.output)[0]?.name).toBe("error");
    expect(first.summary).toMatch(/\*\*.*accounts/);
    expect(first.outputs).toMatchObject({ status: "2", "any-change": "true", "not-knowable": "0" });
    expect(first.outputs.digest).toMatch(/^sha256:/);
    const sarif = JSON.parse(readFileSync(first.outputs.sarif ?? "", "utf8")) as { readonly version: string };
    expect(sarif.version).toBe("2.1.0");
    expect(first.output).toContain("Comment created");
    expect(github.bodies).toEqual([expect.stringContaining("payments-archive")]);
    const second = await run(workshop, { inputs: { ...CODE, "fail-on": "none" } });
    expect([second.status, second.output]).toEqual([0, expect.stringContaining("Comment is up to date")]);
    expect(github.bodies).toHaveLength(1);
  });

  it("takes no name for a command, and no setting of the repository for one of the runner", async () => {
    const workshop = await repository(HOSTILE);
    const organization = `${HOSTILE}.yaml`;
    workshop.write(organization, workshop.read("stacks/organization.yaml"));
    await workshop.run(`mv -- base "$BASE"; mv -- cdktf.out "$OUT"`, {
      BASE: `-${HOSTILE}`,
      OUT: `--${HOSTILE}`,
    });
    // Whoever may open a pull request may write these files.
    const thief = new GithubDouble();
    await thief.start();
    workshop.write(".npmrc", `registry=${thief.origin}/\n`);
    workshop.write("org-backup.yaml", `version: 1\ncommands:\n  comment:\n    base-url: ${thief.origin}\n`);
    const inputs = {
      organization,
      base: `-${HOSTILE}/cdktf.out`,
      directory: `--${HOSTILE}`,
      tag: "platform",
      "fail-on": "none",
    };
    const { status, output } = await run(workshop, { inputs, environment: { GITHUB_HEAD_REF: HOSTILE } });
    await thief.stop();
    expect([status, output]).toEqual([0, expect.stringContaining("Comment created")]);
    expect(github.bodies).toEqual([expect.stringContaining("payments-archive")]);
    expect(thief.requests).toEqual([]);
    expect((await workshop.run(`find . "$RUNNER" -name 'pwned*'`, { RUNNER: temporary })).output).toBe("");
  });

  it("reviews plans of Terraform, one a line, and comments on pull requests only", async () => {
    const workshop = new Workshop();
    const change = (name: string, id: string): object => ({
      address: `aws_organizations_policy.${name}`,
      mode: "managed",
      type: "aws_organizations_policy",
      name,
      change: { actions: ["delete"], before: { id, name, type: "BACKUP_POLICY", content: '{"plans":{}}' } },
    });
    const plan = (...changes: readonly object[]): string =>
      JSON.stringify({
        format_version: "1.2",
        resource_changes: changes,
        configuration: { root_module: {} },
      });
    workshop.write("one plan.json", plan(change("baseline", "p-nw01baseline")));
    workshop.write("other plan.json", plan());
    const { status, steps, output } = await run(workshop, {
      inputs: {
        organization: "stacks/organization.yaml",
        plan: "one plan.json\nother plan.json\n",
        "fail-on": "none",
      },
      github: { token: TOKEN, event: {} },
    });
    expect([status, steps]).toEqual([0, ["Install org-backup", "Review", "Result"]]);
    expect(output).toContain("::error ");
    expect(github.requests).toEqual([]);
  });

  it("does not comment from a fork, whose token may not", async () => {
    const workshop = await repository();
    const { status, steps, summary } = await run(workshop, {
      inputs: CODE,
      github: pullRequest("mallory/platform"),
    });
    expect([status, steps]).toEqual([2, ["Install org-backup", "Review", "Result"]]);
    expect(summary).toContain("payments-archive");
  });

  it("says in the comment that a commit could not be reviewed, and fails", async () => {
    const workshop = await repository();
    await run(workshop, { inputs: CODE });
    workshop.write("stacks/organization.yaml", "version: 7\n");
    const { status, steps, outputs } = await run(workshop, { inputs: CODE });
    expect([status, steps.at(-1)]).toEqual([1, "Result"]);
    expect(outputs.status).toBe("1");
    expect(github.bodies).toEqual([
      "<!-- org-backup:default -->\n**The last commit could not be reviewed**, and what it does is not known: see [the log](https://github.example/nordwind/platform/actions/runs/4711).\n",
    ]);
  });

  it("fails where the comment cannot be written", async () => {
    const workshop = await repository();
    github.mayWrite = false;
    const { status, output } = await run(workshop, { inputs: { ...CODE, "fail-on": "none" } });
    expect([status, output]).toEqual([1, expect.stringContaining("pull-requests: write")]);
  });

  it("takes a snapshot of the organization where it is asked to", async () => {
    const live = await LiveDouble.start();
    const workshop = await repository();
    const { accessKeyId } = live.double.credentialsFor(MANAGEMENT);
    const { status, steps, outputs } = await run(workshop, {
      inputs: { base: "base/cdktf.out", snapshot: "true", "fail-on": "none", comment: "false" },
      environment: { ...live.environment(accessKeyId), AWS_ENDPOINT_URL: live.double.endpoint },
    });
    await live.stop();
    expect([status, steps]).toEqual([0, ["Install org-backup", "Take a snapshot", "Review", "Result"]]);
    expect(readFileSync(outputs.organization ?? "", "utf8")).toContain("o-nordwind01");
    expect(readFileSync(join(outputs.folder ?? "", "plan.json"), "utf8")).toContain("payments-archive");
  });
});
