import { readFileSync } from "node:fs";
import { join } from "node:path";
import { GitlabDouble, TOKEN } from "../comment/support/gitlab-double";
import { ROOT } from "../packaging/packed";
import { LiveDouble, MANAGEMENT } from "../support/live-double";
import { expectDeletion, workshopWithDeletion } from "./support/deletion";
import { COMPONENT_INPUTS, COMPONENT_TEXT, componentJobs, jobVariables } from "./support/gitlab-component";
import type { GitlabJob } from "./support/gitlab-component";
import { recipe } from "./support/recipe";
import { bashComplaint, Workshop } from "./support/workshop";
import type { ScriptRun } from "./support/workshop";

// Installations, shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

interface Include {
  readonly component: string;
  readonly inputs: Readonly<Record<string, string | boolean>>;
}

const { include, ...gitlab } = recipe("gitlab-ci/gitlab-ci.yml") as Readonly<Record<string, GitlabJob>> & {
  readonly include: readonly Include[];
};
const included = include[0]!;
/** The jobs of the recipe, with those of the component. */
const jobs: Readonly<Record<string, GitlabJob>> = { ...gitlab, ...componentJobs(included.inputs) };
const HOSTILE = `a "b" 'c' $(touch pwned) \`touch pwned\`;touch pwned`;

/** The lines of a job as the runner puts them together. */
function scriptOf(name: string): string {
  const job = jobs[name] ?? {};
  return [...(gitlab.default?.before_script ?? []), ...(job.script ?? [])].join("\n");
}

let service: GitlabDouble;

beforeEach(async () => {
  service = new GitlabDouble();
  await service.start();
});

afterEach(() => service.stop());

/** The environment of a merge request's pipeline. */
function environment(workshop: Workshop): Readonly<Record<string, string>> {
  return {
    GITLAB_TOKEN: TOKEN,
    CI_API_V4_URL: `${service.origin}/api/v4`,
    CI_PROJECT_DIR: workshop.folder,
    CI_PROJECT_PATH: "nordwind/teams/platform",
    CI_MERGE_REQUEST_IID: "7",
    CI_MERGE_REQUEST_TITLE: HOSTILE,
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: HOSTILE,
    CI_JOB_URL: "https://gitlab.example/job/1",
  };
}

const BASH = ["bash", "--noprofile", "--norc", "-eo", "pipefail"];

/** Runs the component's script alone, in a repository whose code is synthesized. */
async function runComponent(
  workshop: Workshop,
  inputs: Readonly<Record<string, string | boolean>>,
  more: Readonly<Record<string, string>> = {},
  shell: readonly string[] = BASH,
): Promise<ScriptRun> {
  const job = componentJobs(inputs)[(inputs["job-name"] as string | undefined) ?? "review-backup-policies"]!;
  const variables = jobVariables(job, { ...environment(workshop), ...more });
  return workshop.run(job.script!.join("\n"), variables, shell);
}

async function synthesized(name?: string): Promise<Workshop> {
  const workshop = new Workshop(name);
  workshop.removePolicyFromCode("payments-archive");
  await workshop.run("npx cdktf synth; mkdir base; cd base; npx cdktf synth");
  return workshop;
}

const CODE = { organization: "stacks/organization.yaml", base: "base/cdktf.out" };

describe("the component for GitLab", () => {
  it("is pinned to the version that it is released with", () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };
    expect(COMPONENT_TEXT.match(/cdktf-org-backup@\S+/g)).toEqual([`cdktf-org-backup@${version}`]);
    expect(included.component).toBe(`$CI_SERVER_FQDN/GROUP/cdktf-org-backup/review@${version}`);
  });

  it("uses each of its inputs, and none in a script", () => {
    for (const name of Object.keys(COMPONENT_INPUTS)) {
      expect(COMPONENT_TEXT).toContain(`$[[ inputs.${name} ]]`);
    }
    const { script = [], rules } = componentJobs({})["review-backup-policies"]!;
    expect(COMPONENT_TEXT.slice(COMPONENT_TEXT.indexOf("  script:"))).not.toContain("$[[");
    expect(bashComplaint(script.join("\n"))).toBe("");
    expect(rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }]);
  });

  it.each([
    ["bash", BASH],
    ["a plain shell", ["sh", "-e"]],
  ])("reviews code against the target branch, in %s", async (_name, shell) => {
    const workshop = await synthesized();
    workshop.write("org-backup-review/plan.json", "what the repository holds there is no review");
    const { status, output } = await runComponent(workshop, CODE, {}, shell);
    expect([status, output]).toEqual([2, expect.stringContaining("Comment created")]);
    expect(service.bodies).toEqual([expect.stringContaining("payments-archive")]);
    const { artifacts } = componentJobs({})["review-backup-policies"]!;
    const written = [
      `${artifacts!.paths[0]!}plan.json`,
      "org-backup-review/review.html",
      artifacts!.reports.junit,
    ];
    expect(written.filter((file) => !workshop.has(file))).toEqual([]);
  });

  it("takes no name for a command, and no setting of the repository for one of the runner", async () => {
    const workshop = await synthesized(HOSTILE);
    const thief = new GitlabDouble();
    await thief.start();
    workshop.write(".npmrc", `registry=${thief.origin}/\n`);
    workshop.write("org-backup.yaml", `version: 1\ncommands:\n  comment:\n    base-url: ${thief.origin}\n`);
    // A dollar sign stands for a variable of GitLab in an input, as everywhere in its YAML.
    const name = HOSTILE.replaceAll("$", "");
    workshop.write(`${name}.yaml`, workshop.read("stacks/organization.yaml"));
    await workshop.run(`mv -- base "$BASE"; mv -- cdktf.out "$OUT"`, { BASE: `-${name}`, OUT: `--${name}` });
    const { status, output } = await runComponent(workshop, {
      "job-name": HOSTILE,
      organization: `${name}.yaml`,
      base: `-${name}/cdktf.out`,
      directory: `--${name}`,
      "fail-on": "none",
    });
    await thief.stop();
    expect([status, output]).toEqual([0, expect.stringContaining("Comment created")]);
    expect(service.bodies).toEqual([expect.stringContaining("payments-archive")]);
    expect(thief.requests).toEqual([]);
    expect((await workshop.run(`find . -name 'pwned*'`)).output).toBe("");
  });

  it("says in the comment that a commit could not be reviewed, and fails", async () => {
    const workshop = await synthesized();
    workshop.write("stacks/organization.yaml", "version: 7\n");
    expect((await runComponent(workshop, CODE)).status).toBe(1);
    expect(service.bodies).toEqual([
      "<!-- org-backup:default -->\n**The last commit could not be reviewed**, and what it does is not known: see [the log](https://gitlab.example/job/1).\n",
    ]);
  });

  it("reviews without a comment where there is no token, and where none is wanted", async () => {
    const workshop = await synthesized();
    const without = await runComponent(workshop, CODE, { GITLAB_TOKEN: "" });
    expect([without.status, without.output]).toEqual([
      2,
      expect.stringContaining("No comment: GITLAB_TOKEN"),
    ]);
    expect((await runComponent(workshop, { ...CODE, comment: false })).status).toBe(2);
    expect(service.requests).toEqual([]);
  });

  it("takes a snapshot of the organization where it is asked to", async () => {
    const live = await LiveDouble.start();
    const workshop = await synthesized();
    const aws = live.environment(live.double.credentialsFor(MANAGEMENT).accessKeyId);
    const { status, output } = await runComponent(
      workshop,
      { base: "base/cdktf.out", snapshot: true, "fail-on": "none", comment: false },
      { ...aws, AWS_ENDPOINT_URL: live.double.endpoint },
    );
    await live.stop();
    expect([status, status === 0 ? "" : output]).toEqual([0, ""]);
    expect(workshop.read("org-backup-review/plan.json")).toContain("payments-archive");
  });
});

describe("the recipe for GitLab", () => {
  const { stages, image, default: defaults, variables, ...work } = jobs as Record<string, unknown>;

  it("has jobs of stages that exist, with scripts that bash can read", () => {
    expect([stages, typeof image, typeof defaults, typeof variables]).toEqual([
      ["review", "apply"],
      "string",
      "object",
      "object",
    ]);
    for (const name of Object.keys(work)) {
      expect(bashComplaint(scriptOf(name))).toBe("");
      expect(stages).toContain(jobs[name]?.stage);
    }
    expect(jobs.apply).toMatchObject({ needs: ["plan"], rules: [{ when: "manual" }] });
  });

  it("reviews a merge request by the component, against the base of the merge request", async () => {
    const workshop = await workshopWithDeletion();
    const job = jobs["review-backup-policies"]!;
    const { status, output } = await workshop.run(
      scriptOf("review-backup-policies"),
      jobVariables(job, {
        ...environment(workshop),
        CI_MERGE_REQUEST_DIFF_BASE_SHA: workshop.commit,
        CI_COMMIT_BEFORE_SHA: "0000000000000000000000000000000000000000",
      }),
    );
    expect([status, output]).toEqual([2, expect.stringContaining("Comment created")]);
    expectDeletion(workshop.read("org-backup-review/plan.json"));
  });

  it("applies the change that was planned, and no other", async () => {
    const workshop = await workshopWithDeletion();
    const before = { CI_COMMIT_BEFORE_SHA: workshop.commit };
    const tolerant = (name: string): string =>
      // Every job begins with a clean work tree.
      `rm -rf base\n${scriptOf(name).replaceAll("--fail-on error", "--fail-on none")}`;
    expect((await workshop.run(tolerant("plan"), before)).status).toBe(0);
    expectDeletion(workshop.read("review/plan.json"));
    expect((await workshop.run(tolerant("apply"), before)).status).toBe(0);
    expect(workshop.calls.at(-1)).toBe("npx cdktf deploy * --auto-approve");
    const deploys = workshop.calls.length;
    workshop.write("review/plan.json", '{"digest":"sha256:other"}');
    expect((await workshop.run(tolerant("apply"), before)).status).toBe(2);
    expect(workshop.calls.slice(deploys).filter((call) => call.includes("deploy"))).toEqual([]);
  });
});
