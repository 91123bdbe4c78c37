import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { ACTION, runAction } from "./support/composite-action";
import { RECIPES, recipe, recipeText, scriptOf, workflow } from "./support/recipe";
import { expectDeletion, workshopWithDeletion } from "./support/deletion";
import { bashComplaint, Workshop } from "./support/workshop";

// Shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

/** A plan of Terraform that changes one policy of the example. */
const PLAN = JSON.stringify({
  format_version: "1.2",
  resource_changes: [
    {
      address: "aws_organizations_policy.baseline",
      mode: "managed",
      type: "aws_organizations_policy",
      name: "baseline",
      change: {
        actions: ["update"],
        before: {
          id: "p-nw01baseline",
          name: "org-baseline",
          type: "BACKUP_POLICY",
          content: '{"plans":{}}',
        },
        after: {
          id: "p-nw01baseline",
          name: "org-baseline",
          type: "BACKUP_POLICY",
          content: '{"plans":{"a":{}}}',
        },
        after_unknown: {},
      },
    },
  ],
  configuration: { root_module: { resources: [] } },
});

describe("the recipe for Atlantis", () => {
  interface Repos {
    readonly repos: readonly {
      readonly pre_workflow_hooks: readonly { readonly run: string }[];
      readonly allowed_overrides: readonly string[];
    }[];
    readonly workflows: Readonly<
      Record<
        string,
        Record<"plan" | "apply", { readonly steps: readonly (string | { readonly run: string })[] }>
      >
    >;
  }
  const server = recipe("atlantis/repos.yaml") as Repos;
  const repository = recipe("atlantis/atlantis.yaml") as {
    readonly version: number;
    readonly projects: readonly { readonly dir: string; readonly workflow: string }[];
  };

  it("names a workflow that the server has and that a repository may choose", () => {
    expect(repository.version).toBe(3);
    expect(
      repository.projects.map(({ workflow }) => Object.keys(server.workflows).includes(workflow)),
    ).toEqual([true]);
    expect(server.repos[0]?.allowed_overrides).toEqual(["workflow"]);
  });

  it("reviews the plan that Atlantis made, in the synthesized stack's folder", async () => {
    const workshop = new Workshop();
    workshop.stub("git", `echo "${workshop.folder}"`);
    workshop.stub("terraform", `[ "$1 $2" = "show -json" ] && cat "${workshop.path("terraform.json")}"`);
    workshop.write("terraform.json", PLAN);
    const [hook] = server.repos[0]?.pre_workflow_hooks ?? [];
    expect((await workshop.run(hook?.run ?? "exit 1")).status).toBe(0);
    expect(workshop.has(repository.projects[0]?.dir ?? "")).toBe(true);
    const steps = server.workflows["org-backup"]?.plan.steps ?? [];
    expect(steps.slice(0, 2)).toEqual(["init", "plan"]);
    const run = steps.flatMap((step) => (typeof step === "string" ? [] : [step.run]))[0] ?? "exit 1";
    expect(bashComplaint(run)).toBe("");
    const planfile = workshop.path("atlantis.tfplan");
    const { status, output } = await workshop.run(`cd ${repository.projects[0]?.dir ?? ""}\n${run}`, {
      PLANFILE: planfile,
    });
    expect(output).toContain("accounts");
    expect(status).toBe(2);
    expect(workshop.calls).toContain(`terraform show -json ${planfile}`);
  });
});

describe("the recipes for HCP Terraform", () => {
  it("CLI-driven: reviews the plan that HCP Terraform saved, and applies that one", async () => {
    const job = workflow("hcp-terraform/cli-driven.yml").jobs.terraform!;
    const workshop = new Workshop();
    workshop.stub(
      "terraform",
      `case "$*" in *"show -json"*) cat "${workshop.path("terraform.json")}" ;; esac`,
    );
    workshop.write("terraform.json", PLAN);
    const environment = { STACK: "backup-policies" };
    expect((await workshop.run(scriptOf(job, "Plan"), environment)).status).toBe(0);
    const review = job.steps.find(({ name }) => name === "Review");
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(review?.with ?? {})));
    expect(job.permissions).toMatchObject({ "pull-requests": "write" });
    const reviewed = await runAction(workshop, { inputs: review?.with as Record<string, string> });
    expect([reviewed.status, reviewed.summary]).toEqual([2, expect.stringContaining("org-baseline")]);
    await workshop.run(scriptOf(job, "Apply"), environment);
    expect(workshop.calls.filter((call) => call.startsWith("terraform"))).toEqual(
      [
        "init -input=false",
        "plan -input=false -out=tfplan",
        "show -json tfplan",
        "apply -input=false tfplan",
      ].map((call) => `terraform -chdir=cdktf.out/stacks/backup-policies ${call}`),
    );
    expect(job.steps.at(-1)).toMatchObject({ name: "Apply", if: "${{ github.event_name == 'push' }}" });
  });

  it("VCS-driven, committed: fails where the committed JSON is not what the code makes", async () => {
    const job = workflow("hcp-terraform/vcs-driven-committed.yml").jobs.check!;
    const workshop = new Workshop();
    const script = scriptOf(job, "The committed JSON is up to date");
    const git = "git -c user.name=a -c user.email=a@example.com";
    await workshop.run(`npx cdktf synth; git init --quiet; git add .; ${git} commit --quiet -m one`);
    expect(await workshop.run(script)).toEqual({ status: 0, output: "" });
    workshop.write("cdktf.out/manifest.json", "{}");
    const changed = await workshop.run(script);
    expect([changed.status, changed.output]).toEqual([
      1,
      expect.stringContaining("::error::The JSON in cdktf.out"),
    ]);
    await workshop.run("git checkout --quiet .");
    workshop.write("cdktf.out/stacks/new/cdk.tf.json", "{}");
    expect((await workshop.run(script)).status).toBe(1);
  });

  it.each([
    ["committed", "vcs-driven-committed.yml", "check", "${{ github.event.pull_request.base.sha }}"],
    ["built", "vcs-driven-built.yml", "publish", "${{ github.event.before }}"],
  ])("VCS-driven, %s: reviews against the code before", async (_what, file, name, ref) => {
    const job = workflow(`hcp-terraform/${file}`).jobs[name]!;
    expect(job.steps.map((step) => step.with)).toContainEqual({
      ref,
      path: "base",
      "persist-credentials": false,
    });
    const workshop = await workshopWithDeletion();
    await workshop.run(
      "git worktree add --quiet --detach base; (cd base && npx cdktf synth); npx cdktf synth",
    );
    const { output } = await workshop.run(`${scriptOf(job, "Review").trim()} --output json=review/plan.json`);
    expect(output).toContain("::error ");
    expectDeletion(workshop.read("review/plan.json"));
  });

  it("VCS-driven, built: publishes the JSON to its branch, only where it changed", async () => {
    const job = workflow("hcp-terraform/vcs-driven-built.yml").jobs.publish!;
    const workshop = new Workshop();
    const script = scriptOf(job, "Publish");
    const git = "git -c user.name=a -c user.email=a@example.com";
    await workshop.run(
      `git init --quiet --bare origin.git; printf 'cdktf.out\\norigin.git\\n' > .gitignore; git init --quiet -b main; git add .;
       ${git} commit --quiet -m one; git remote add origin "$PWD/origin.git"; git push --quiet origin main; npx cdktf synth`,
    );
    const files = async (): Promise<string> =>
      (await workshop.run("git -C origin.git ls-tree -r --name-only synthesized")).output;
    const commits = async (): Promise<string> =>
      (await workshop.run("git -C origin.git rev-list --count synthesized")).output.trim();
    const publish = async (): Promise<number | null> => {
      const { status } = await workshop.run(script, { GITHUB_SHA: "4711" });
      await workshop.run("git worktree remove --force synthesized-branch; git branch -D synthesized-first");
      return status;
    };
    expect(await publish()).toBe(0);
    expect((await files()).split("\n")).toEqual(
      expect.arrayContaining(["manifest.json", "stacks/backup-policies/cdk.tf.json"]),
    );
    expect(await files()).not.toContain("organization.yaml");
    expect([await publish(), await commits()]).toEqual([0, "1"]);
    workshop.write("cdktf.out/stacks/backup-policies/cdk.tf.json", "{}");
    expect([await publish(), await commits()]).toEqual([0, "2"]);
  });
});

describe("the recipe for a plain shell", () => {
  it("reviews, then applies what was reviewed", async () => {
    const workshop = await workshopWithDeletion();
    for (const name of ["review.sh", "apply.sh"]) {
      expect(bashComplaint(recipeText(`shell/${name}`))).toBe("");
      expect(statSync(join(RECIPES, "shell", name)).mode & 0o111).not.toBe(0);
    }
    expect((await workshop.run(recipeText("shell/review.sh"))).status).toBe(2);
    expect(workshop.has("review/review.html")).toBe(true);
    expectDeletion(workshop.read("review/plan.json"));
    expect((await workshop.run(recipeText("shell/apply.sh"))).status).toBe(0);
    expect(workshop.calls.at(-1)).toBe("npx cdktf deploy *");
    workshop.write(
      "stacks/organization.yaml",
      workshop.read("stacks/organization.yaml").replace("sso.amazonaws.com", "ec2.amazonaws.com"),
    );
    expect((await workshop.run(recipeText("shell/apply.sh"))).status).toBe(2);
    expect(workshop.calls.at(-1)).not.toContain("deploy");
  });
});

it("every file of the recipes is one that a test knows", () => {
  const files = readdirSync(RECIPES, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.map(({ name }) => name).sort()).toEqual([
    "apply-backup-policies.yml",
    "apply.sh",
    "atlantis.yaml",
    "cli-driven.yml",
    "effective-policy-event.tf",
    "gitlab-ci.yml",
    "pre-commit-config.yaml",
    "publish-playground.yml",
    "repos.yaml",
    "review-backup-policies.yml",
    "review.sh",
    "vcs-driven-built.yml",
    "vcs-driven-committed.yml",
    "verify-backup-policies.yml",
  ]);
});
