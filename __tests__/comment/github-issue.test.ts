import { GithubDouble, TOKEN } from "./support/github-double";
import { environment, runCommand, temporaryFile } from "./support/run-comment";
import type { CommandRun } from "./support/run-comment";

const MARKER = "<!-- org-backup:verify -->";
const WHOLE = { accounts: 3, compared: 2, withoutEffectivePolicy: ["333333333333"] };
const clear = verification({});
const differing = verification({ mismatches: [{}] });

let github: GithubDouble;
let restore: () => void;

beforeEach(async () => {
  github = new GithubDouble();
  await github.start();
  // That of a schedule: no pull request anywhere.
  restore = environment({
    GITHUB_TOKEN: TOKEN,
    GITHUB_API_URL: github.origin,
    GITHUB_REPOSITORY: "nordwind/platform",
    GITHUB_REF: "refs/heads/main",
  });
});

afterEach(async () => {
  restore();
  await github.stop();
});

function verification(members: object): string {
  const text = JSON.stringify({ schemaVersion: 1, summary: WHOLE, mismatches: [], invalid: [], ...members });
  return temporaryFile("verify.json", text);
}

function keep(body: string, review: string, ...args: readonly string[]): Promise<CommandRun> {
  const files = ["--body", temporaryFile("body.md", body), "--review", review];
  return runCommand([
    "comment",
    "github",
    "--issue",
    "Backup policies",
    "--tag",
    "verify",
    ...files,
    ...args,
  ]);
}

function open(): readonly string[] {
  return github.issues.filter(({ state }) => state === "open").map(({ body }) => body);
}

describe("org-backup comment github --issue", () => {
  it("opens one issue, updates it, and closes it when nothing is wrong", async () => {
    const address = "https://github.example/nordwind/platform/issues/11\n";
    expect(await keep("first", differing)).toEqual({
      status: 0,
      stdout: `Issue created: ${address}`,
      stderr: "",
    });
    expect(github.issues[0]).toMatchObject({ title: "Backup policies", body: `${MARKER}\nfirst` });
    expect((await keep("first", differing)).stdout).toBe(`Issue is up to date: ${address}`);
    expect((await keep("second", differing)).stdout).toBe(`Issue updated: ${address}`);
    expect(open()).toEqual([`${MARKER}\nsecond`]);
    expect((await keep("", clear)).stdout).toBe(`Issue closed: ${address}`);
    expect(open()).toEqual([]);
    expect((await keep("", clear)).stdout).toBe("Nothing is wrong and no issue is open: nothing to do.\n");
  });

  it("opens a new one after the last one was closed", async () => {
    await keep("first", differing);
    await keep("", clear);
    await keep("again", differing);
    expect(github.issues.map(({ state }) => state)).toEqual(["closed", "open"]);
  });

  it("leaves issues of others, and pull requests, alone", async () => {
    github.addIssue(`${MARKER}\nAll is well.`, { user: { id: 666, login: "mallory", type: "User" } });
    github.addIssue(`${MARKER}\nfrom a branch`, { pull_request: {} });
    github.addIssue(`> ${MARKER}\nquoted`);
    await keep("mine", differing);
    await keep("", clear);
    expect(github.issues.map(({ state }) => state)).toEqual(["open", "open", "open", "closed"]);
  });

  it("keeps one where two runs opened two", async () => {
    github.addIssue(`${MARKER}\none`);
    github.addIssue(`${MARKER}\ntwo`);
    await keep("now", differing);
    expect(open()).toEqual([`${MARKER}\nnow`]);
  });

  it("only looks with --dry-run", async () => {
    expect((await keep("x", differing, "--dry-run")).stdout).toBe("An issue would be created\n");
    github.addIssue(`${MARKER}\none`);
    expect((await keep("", clear, "--dry-run")).stdout).toContain("The issue would be closed: https://");
    expect(open()).toHaveLength(1);
  });

  it("is kept open by an effective policy that AWS calls invalid", async () => {
    await keep("withheld", verification({ invalid: [{ account: "111111111111", errors: [] }] }));
    expect(open()).toEqual([`${MARKER}\nwithheld`]);
  });

  it.each([
    ["compared a part of the accounts", { summary: { ...WHOLE, compared: 1 } }],
    ["does not know which policies are invalid", { invalid: null }],
    ["is of an older version", { invalid: undefined }],
  ])("neither opens nor closes one by a verification that %s", async (_what, members) => {
    github.addIssue(`${MARKER}\none`);
    const { status, stderr } = await keep("", verification(members));
    expect([status, stderr]).toEqual([1, expect.stringContaining("says nothing about some accounts")]);
    expect(stderr).toContain("org-backup verify --all");
    expect(open()).toEqual([`${MARKER}\none`]);
  });

  it("says which permission is missing", async () => {
    github.mayWrite = false;
    const { status, stderr } = await keep("x", differing);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("may not write issues of nordwind/platform"),
    ]);
    expect(stderr).toContain("`permissions: issues: write`");
  });

  it.each([
    [["comment", "gitlab", "--issue", "x"], "--issue takes a title, on GitHub"],
    [["comment", "github", "--issue", "x", "--behavior", "new"], "--issue takes a title, on GitHub"],
    [["comment", "github", "--issue", " "], "--issue has no value"],
  ])("refuses %j: %s", async (args, message) => {
    const { status, stderr } = await runCommand([...args, "--body", temporaryFile("body.md", "x")]);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });
});
