import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../packaging/packed";
import { withTarball } from "./support/composite-action";
import { expectDeletion, workshopWithDeletion } from "./support/deletion";
import { recipe, recipeText } from "./support/recipe";
import { Workshop } from "./support/workshop";
import type { ScriptRun } from "./support/workshop";

// Installations, shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

const HOOKS_TEXT = readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8");
const HOOKS = parse(HOOKS_TEXT) as readonly { readonly id: string; readonly files: string }[];
const config = recipe("pre-commit/pre-commit-config.yaml") as {
  readonly repos: readonly {
    readonly repo: string;
    readonly rev?: string;
    readonly hooks: readonly { readonly id: string }[];
  }[];
};
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { version: string };

const COMMIT = `git init --quiet -b main; git add .; git -c user.name=a -c user.email=a@example.com commit --quiet -m one`;
const HOSTILE = `a "b" 'c' $(touch pwned) [d];touch pwned`;
const BAD = "plans:\n  p:\n    regions: [eu-central-1]\n";

/** The repository of the hooks as users name it, which installs the tarball. */
async function hooksRepository(): Promise<string> {
  const workshop = new Workshop("hooks");
  workshop.write(".pre-commit-hooks.yaml", withTarball(HOOKS_TEXT));
  await workshop.run(`${COMMIT}; git tag v${version}`);
  return workshop.folder;
}

const settings = {
  PRE_COMMIT_HOME: mkdtempSync(join(tmpdir(), "pre-commit-home-")),
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@example.com",
  // Both hooks in one go, over every file.
  ARGUMENTS: "--all-files --verbose",
};

/** A repository with real npm and npx. */
function repository(files: Readonly<Record<string, string>>): Workshop {
  const workshop = new Workshop();
  workshop.stub("npx", `PATH="\${PATH#*:}" exec npx "$@"`);
  for (const [name, text] of Object.entries(files)) {
    workshop.write(name, text);
  }
  return workshop;
}

async function tryRepository(workshop: Workshop, hooks: string): Promise<ScriptRun> {
  await workshop.run(COMMIT);
  return workshop.run(`pre-commit try-repo "$HOOKS" --ref HEAD $ARGUMENTS`, { ...settings, HOOKS: hooks });
}

/** Like `describe`: without pre-commit the tests fail in CI, and are skipped with a warning elsewhere. */
function describeWithPreCommit(name: string, define: () => void): void {
  const isThere = spawnSync("pre-commit", ["--version"]).status === 0;
  if (!isThere && (process.env.CI ?? "") === "") {
    console.warn(`SKIPPED: ${name}\npre-commit is not on the PATH: apt-get install pre-commit`);
    describe.skip(name, define);
  } else {
    describe(name, define);
  }
}

describeWithPreCommit("the hooks for pre-commit", () => {
  let hooks: string;

  beforeAll(async () => {
    hooks = await hooksRepository();
  });

  it("accept policies and an organization file that AWS would accept, whatever their names are", async () => {
    const workshop = repository({ [`policies/${HOSTILE}.json`]: '{"plans":{}}' });
    workshop.write(`${HOSTILE}/organization.yaml`, workshop.read("stacks/organization.yaml"));
    const { status, output } = await tryRepository(workshop, hooks);
    expect([output.match(/Passed/g)?.length, status]).toEqual([2, 0]);
    expect((await workshop.run("find . -name 'pwned*'")).output).toBe("");
  });

  it("refuse a policy that AWS refuses, at its line", async () => {
    const workshop = repository({ "policies/good.json": '{"plans":{}}', "policies/bad.yaml": BAD });
    const { status, output } = await tryRepository(workshop, hooks);
    expect([status, output]).toEqual([1, expect.stringContaining("policies/bad.yaml:3")]);
  });

  it("refuse an organization file that cannot be read, also where others can", async () => {
    const workshop = repository({ "other/organization.yaml": "version: 7\n" });
    const { status, output } = await tryRepository(workshop, hooks);
    expect([status, output]).toEqual([1, expect.stringContaining("other/organization.yaml:1")]);
    expect(output).toMatch(/The organization file can be read.*Failed/);
  });

  it("run by the recipe, before a commit", async () => {
    const workshop = repository({ "policies/bad.yaml": BAD });
    const [ours] = config.repos;
    const text = recipeText("pre-commit/pre-commit-config.yaml").replace(ours!.repo, hooks);
    // Releases before 3.2, Debian's for instance, know the stage by its former name.
    workshop.write(".pre-commit-config.yaml", text.replace("[pre-push]", "[push]"));
    await workshop.run("git init --quiet; git add .; pre-commit install", settings);
    const { status, output } = await workshop.run("git commit -m one", settings);
    expect([status, output]).toEqual([1, expect.stringContaining("policies/bad.yaml:3")]);
    workshop.write("policies/bad.yaml", "plans: {}\n");
    await workshop.run("git add .");
    expect((await workshop.run("git commit -m one", settings)).status).toBe(0);
  });
});

describe("the files for pre-commit", () => {
  it("are pinned to the version that they are released with", () => {
    expect(new Set(HOOKS_TEXT.match(/cdktf-org-backup@[\w.-]+/g))).toEqual(
      new Set([`cdktf-org-backup@${version}`]),
    );
    expect(config.repos[0]).toMatchObject({
      repo: "https://github.com/OWNER/cdktf-org-backup",
      rev: `v${version}`,
      hooks: HOOKS.map(({ id }) => ({ id })),
    });
  });

  it("look at policies and organization files, and at nothing else", () => {
    const matching = (file: string): readonly string[] =>
      HOOKS.filter(({ files }) => new RegExp(files).test(file)).map(({ id }) => id);
    expect(matching("policies/daily.json")).toEqual(["org-backup-validate"]);
    expect(matching("backup/policies/a/b.yml")).toEqual(["org-backup-validate"]);
    expect(matching("stacks/organization.yaml")).toEqual(["org-backup-organization"]);
    expect(matching("stacks/policies/daily.ts")).toEqual([]);
    expect(matching("organization.yaml.bak")).toEqual([]);
  });

  it("review the whole before a push", async () => {
    const hook = config.repos[1]!.hooks[0] as unknown as Readonly<Record<string, unknown>>;
    expect(hook).toMatchObject({ pass_filenames: false, stages: ["pre-push"] });
    const workshop = await workshopWithDeletion();
    workshop.write("review.sh", recipeText("shell/review.sh"));
    const { status, output } = await workshop.run(String(hook.entry));
    expect(output).toContain("account-withheld");
    expect(status).toBe(2);
    expectDeletion(workshop.read("review/plan.json"));
  });
});
