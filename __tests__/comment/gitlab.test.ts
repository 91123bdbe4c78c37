import { GitlabDouble, TOKEN } from "./support/gitlab-double";
import { environment, runCommand, temporaryFile } from "./support/run-comment";
import type { CommandRun } from "./support/run-comment";

const MARKER = "<!-- org-backup:default -->";
let gitlab: GitlabDouble;
let restore: () => void;

beforeEach(async () => {
  gitlab = new GitlabDouble();
  await gitlab.start();
  restore = environment({
    GITLAB_TOKEN: TOKEN,
    CI_API_V4_URL: `${gitlab.origin}/api/v4`,
    CI_PROJECT_PATH: "nordwind/teams/platform",
    CI_MERGE_REQUEST_IID: "7",
  });
});

afterEach(async () => {
  restore();
  await gitlab.stop();
});

async function comment(body: string, ...args: readonly string[]): Promise<CommandRun> {
  const run = await runCommand(["comment", "gitlab", "--body", temporaryFile("body.md", body), ...args]);
  expect(run.stdout + run.stderr).not.toContain(TOKEN);
  return run;
}

const unchanged = temporaryFile("plan.json", JSON.stringify({ schemaVersion: 1, changes: [], findings: [] }));

describe("org-backup comment gitlab", () => {
  it("creates the comment, then updates it in place", async () => {
    const { status, stdout } = await comment("first");
    expect(status).toBe(0);
    expect(stdout).toBe(
      `Comment created: ${gitlab.origin}/nordwind/teams/platform/-/merge_requests/7#note_301\n`,
    );
    await comment("second");
    expect(gitlab.bodies).toEqual([`${MARKER}\nsecond`]);
  });

  it.each([true, false])("finds its comment on a later page, Link header: %p", async (sendsLinks) => {
    gitlab.pageSize = 3;
    gitlab.sendsLinks = sendsLinks;
    for (let index = 0; index < 10; index += 1) {
      gitlab.add(`remark ${index}`);
    }
    await comment("first");
    await comment("second");
    expect(gitlab.bodies.filter((body) => body.startsWith(MARKER))).toEqual([`${MARKER}\nsecond`]);
  });

  it("leaves notes alone that others wrote with the marker, and those of the system", async () => {
    gitlab.add(`${MARKER}\nforged`, 666);
    gitlab.add(`${MARKER}\nsystem`, 1, true);
    await comment("true");
    await comment("truer");
    expect(gitlab.bodies).toEqual([`${MARKER}\nforged`, `${MARKER}\nsystem`, `${MARKER}\ntruer`]);
  });

  it("deletes the comment when nothing changes any more", async () => {
    await comment("first");
    await comment("x", "--review", unchanged);
    expect(gitlab.bodies).toEqual([]);
  });

  it("folds up what it cannot hide", async () => {
    await comment("first", "--behavior", "hide-and-new");
    await comment("second", "--behavior", "hide-and-new");
    await comment("x", "--behavior", "hide-and-new", "--review", unchanged);
    expect(gitlab.bodies).toEqual([
      "<!-- org-backup:default outdated -->\n<details><summary>Outdated</summary>\n\nfirst\n\n</details>\n",
      "<!-- org-backup:default outdated -->\n<details><summary>Outdated</summary>\n\nsecond\n\n</details>\n",
    ]);
  });

  it("with --dry-run writes nothing", async () => {
    await comment("first");
    expect((await comment("second", "--dry-run")).stdout).toContain("would be updated");
    expect(gitlab.bodies).toEqual([`${MARKER}\nfirst`]);
  });

  it("takes the number of a project, and the address of a server below a path", async () => {
    const { stderr } = await comment("x", "--repo", "42", "--base-url", `${gitlab.origin}/gitlab`);
    expect(gitlab.log.at(-1)).toBe("GET /gitlab/api/v4/projects/42/merge_requests/7/notes");
    expect(stderr).toContain("There is no merge request 7 in 42");
  });

  it("waits for as long as a limit says, by either header", async () => {
    gitlab.faults.push(
      { status: 429, headers: { "retry-after": "0" }, body: "Retry later" },
      { status: 429, headers: { "ratelimit-remaining": "0", "ratelimit-reset": "1" }, body: "Retry later" },
    );
    expect((await comment("first")).status).toBe(0);
  });

  it("names the scope that is missing, and the token that is refused", async () => {
    gitlab.scope = "read_api";
    expect((await comment("first")).stderr).toMatch(/may not write comments.*\n.*scope `api`/s);
    gitlab.scope = "job";
    expect((await comment("first")).stderr).toMatch(/refuses the token.*CI_JOB_TOKEN may not comment/s);
  });

  it("says that the answer of something else is not expected", async () => {
    gitlab.faults.push({
      status: 200,
      headers: { "content-type": "text/html" },
      body: "<html>Log in</html>",
    });
    expect((await comment("first")).stderr).toContain(
      "a proxy, gateway or login page sent HTML (status 200)",
    );
  });
});
