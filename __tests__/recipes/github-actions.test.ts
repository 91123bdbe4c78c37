import { readdirSync } from "node:fs";
import { join } from "node:path";
import { GithubDouble, TOKEN } from "../comment/support/github-double";
import { workflowCommands } from "../support/workflow-commands";
import { RECIPES, recipeText, scriptOf, workflow } from "./support/recipe";
import { bashComplaint, Workshop } from "./support/workshop";

// Shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

const WORKFLOWS = ["github-actions", "hcp-terraform"].flatMap((folder) =>
  readdirSync(join(RECIPES, folder))
    .filter((file) => file.endsWith(".yml"))
    .map((file) => `${folder}/${file}`),
);
const review = workflow("github-actions/review-backup-policies.yml");
const apply = workflow("github-actions/apply-backup-policies.yml");

describe.each(WORKFLOWS)("the workflow %s", (name) => {
  const subject = workflow(name);
  const jobs = Object.entries(subject.jobs);
  const steps = jobs.flatMap(([, job]) => job.steps);

  it("may do nothing but read, except where a job needs more", () => {
    expect(subject.permissions).toEqual({ contents: "read" });
    for (const permission of jobs.flatMap(([, job]) => Object.entries(job.permissions ?? {}))) {
      expect(["read", "write"]).toContain(permission[1]);
    }
  });

  it("never runs the code of a pull request with the rights of the base branch", () => {
    expect(Object.keys(subject.on)).not.toContain("pull_request_target");
    expect(Object.keys(subject.on)).not.toContain("workflow_run");
  });

  it("has steps that use an action of one commit or run a script, each with its needs met", () => {
    for (const step of steps) {
      expect([step.uses, step.run].filter((part) => part !== undefined)).toHaveLength(1);
      if (step.uses !== undefined) {
        expect(step.uses).toMatch(
          /^[\w-]+\/[\w-]+(\/[\w-]+)*@[0-9a-f]{40}$|^OWNER\/cdktf-org-backup@COMMIT$/,
        );
        // The version, for people and for bots that update it; the same commit everywhere.
        expect(recipeText(name)).toMatch(new RegExp(`uses: ${step.uses}( # v\\d+\\.\\d+\\.\\d+)?\n`));
      }
    }
    const names = jobs.map(([job]) => job);
    expect(jobs.flatMap(([, job]) => job.needs ?? []).filter((needed) => !names.includes(needed))).toEqual(
      [],
    );
    expect(jobs.every(([, job]) => job["timeout-minutes"] !== undefined)).toBe(true);
  });

  it("puts no expression into a script, where a name could become a command", () => {
    for (const { run = "" } of steps) {
      expect(run).not.toContain("${{");
      expect(bashComplaint(run)).toBe("");
    }
  });

  it("leaves credentials in the work tree only where it pushes", () => {
    for (const [, job] of jobs) {
      const pushes = job.steps.some(({ run = "" }) => run.includes(" push origin"));
      const checkouts = job.steps.filter(({ uses = "" }) => uses.startsWith("actions/checkout@"));
      expect(checkouts.map((step) => step.with?.["persist-credentials"])).toEqual(
        checkouts.map((_step, index) => (pushes && index === 0 ? undefined : false)),
      );
    }
  });

  it("names the file that it becomes", () => {
    expect(recipeText(name)).toMatch(/^# \.github\/workflows\/[a-z-]+\.yml\n/);
  });
});

it("the recipes use one commit of each action", () => {
  const uses = WORKFLOWS.flatMap((name) =>
    Object.values(workflow(name).jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? [])),
  );
  const names = new Set([...new Set(uses)].map((each) => each.split("@")[0]));
  expect(names.size).toBe(new Set(uses).size);
});

/** What the steps before the review leave: the target branch, synthesized. */
const BASE = "mkdir base; (cd base && npx cdktf synth)";

describe("the review of a pull request", () => {
  const job = review.jobs.review!;

  it("annotates, writes every file that the other job takes, and fails for errors", async () => {
    const workshop = new Workshop();
    workshop.write("summary.md", "");
    workshop.write("output.txt", "");
    const files = {
      GITHUB_STEP_SUMMARY: workshop.path("summary.md"),
      GITHUB_OUTPUT: workshop.path("output.txt"),
    };
    expect((await workshop.run(`npx cdktf synth; ${BASE}`)).status).toBe(0);
    const { status, output } = await workshop.run(scriptOf(job, "Review"), {
      GITHUB_WORKSPACE: workshop.folder,
      ...files,
    });
    expect(status).toBe(2);
    const [first] = workflowCommands(output);
    expect(first?.name).toBe("error");
    expect(first?.properties.get("file")).toBe("cdktf.out/stacks/backup-policies/cdk.tf.json");
    expect(workshop.read("summary.md")).toMatch(/\*\*.*accounts/);
    expect(workshop.read("output.txt")).toMatch(/^any-change<<(org-backup-[0-9a-f-]{36})\ntrue\n\1\n/);
    const written = ["plan.json", "comment.md", "review.html", "findings.sarif"];
    expect(written.filter((file) => !workshop.has(`review/${file}`))).toEqual([]);
    expect(job.steps.at(-1)).toMatchObject({ with: { name: "org-backup-review", path: "review" } });
  });

  it("is commented by a job that gets the files, and has the right to", async () => {
    const report = review.jobs.report!;
    expect(report).toMatchObject({
      needs: "review",
      permissions: { "pull-requests": "write", "security-events": "write" },
    });
    expect(report.steps.find(({ uses = "" }) => uses.startsWith("actions/download-artifact"))?.with).toEqual({
      name: "org-backup-review",
      path: "review",
    });
    const workshop = new Workshop();
    await workshop.run(`npx cdktf synth; ${BASE}; ${scriptOf(job, "Review")}`);
    const github = new GithubDouble();
    await github.start();
    const comment = report.steps.find(({ name }) => name === "Comment");
    expect(comment?.env).toEqual({ GITHUB_TOKEN: "${{ github.token }}" });
    const { status, output } = await workshop.run(scriptOf(report, "Comment"), {
      GITHUB_TOKEN: TOKEN,
      GITHUB_API_URL: github.origin,
      GITHUB_REPOSITORY: "nordwind/platform",
      GITHUB_REF: "refs/pull/7/merge",
    });
    await github.stop();
    expect([status, output]).toEqual([0, expect.stringContaining("Comment created")]);
    expect(github.bodies).toEqual([expect.stringMatching(/^<!-- org-backup:default -->\n/)]);
  });
});

describe("the apply on merge", () => {
  const job = apply.jobs.apply!;

  async function prepared(): Promise<Workshop> {
    const workshop = new Workshop();
    await workshop.run(
      `npx cdktf synth; ${BASE}; npx org-backup plan --org stacks/organization.yaml --base base/cdktf.out --fail-on none --output json=reviewed/plan.json`,
    );
    workshop.stub(
      "gh",
      `case "$1 $2" in
        "api repos/nordwind/platform/commits/4711/pulls") echo 0815 ;;
        "run list") [ "$6" = 0815 ] && echo 99 ;;
        "run download") [ "$3" = 99 ] && cp -R reviewed review ;;
        *) exit 1 ;;
      esac`,
    );
    const found = await workshop.run(scriptOf(job, "Find the review of the pull request"), {
      GITHUB_REPOSITORY: "nordwind/platform",
      GITHUB_SHA: "4711",
    });
    expect(found).toEqual({ status: 0, output: "" });
    return workshop;
  }

  const compare = (workshop: Workshop): ReturnType<Workshop["run"]> =>
    // The example has a deliberate mistake: the comparison alone is looked at here.
    workshop.run(
      scriptOf(job, "Compare the change with the one that was reviewed").replace(
        "plan --org",
        "plan --fail-on none --org",
      ),
    );

  it("goes on where the change is the one that was reviewed", async () => {
    const { status, output } = await compare(await prepared());
    expect(output).not.toContain("The change is not the expected one");
    expect(status).toBe(0);
  });

  it("stops where the organization or the code changed since", async () => {
    const workshop = await prepared();
    workshop.write(
      "stacks/organization.yaml",
      workshop.read("stacks/organization.yaml").replace("parentId: ou-nw01-sandbox0", "parentId: r-nw01"),
    );
    const { status, output } = await compare(workshop);
    expect(status).toBe(2);
    expect(output).toContain("The change is not the expected one");
  });

  it("deploys last, in a protected environment, after the comparison", () => {
    expect(job.environment).toBe("production");
    expect(job.steps.at(-1)?.run).toBe("npx cdktf deploy '*' --auto-approve");
    const order = job.steps.map(({ name, run, uses }) => name ?? run ?? uses ?? "");
    expect(order.indexOf("Compare the change with the one that was reviewed")).toBeLessThan(
      order.findIndex((step) => step.startsWith("aws-actions/configure-aws-credentials")),
    );
  });
});
