import { HttpDouble } from "../support/http-double";
import { GithubDouble, TOKEN } from "./support/github-double";
import { environment, runCommand, temporaryFile } from "./support/run-comment";
import type { CommandRun } from "./support/run-comment";

const MARKER = "<!-- org-backup:default -->";
let github: GithubDouble;
let restore: () => void;

beforeEach(async () => {
  github = new GithubDouble();
  await github.start();
  restore = environment({
    GITHUB_TOKEN: TOKEN,
    GITHUB_API_URL: github.origin,
    GITHUB_REPOSITORY: "nordwind/platform",
    GITHUB_REF: "refs/pull/7/merge",
  });
});

afterEach(async () => {
  restore();
  await github.stop();
});

async function comment(body: string, ...args: readonly string[]): Promise<CommandRun> {
  const run = await runCommand(["comment", "github", "--body", temporaryFile("body.md", body), ...args]);
  expect(run.stdout + run.stderr).not.toContain(TOKEN);
  return run;
}

/** The requests that change something: asking who one is goes through GraphQL, and is a POST too. */
function writes(): readonly string[] {
  return github.requests
    .filter(({ method, body }) => method !== "GET" && !body.includes("query { viewer"))
    .map(({ method, path }) => `${method} ${path}`);
}

const unchanged = temporaryFile("plan.json", JSON.stringify({ schemaVersion: 1, changes: [], findings: [] }));
const changed = temporaryFile("plan.json", JSON.stringify({ schemaVersion: 1, changes: [{}], findings: [] }));

describe("org-backup comment github", () => {
  it("creates the comment with the marker as its first line", async () => {
    expect(await comment("**3 accounts change.**\n")).toEqual({
      status: 0,
      stdout: "Comment created: https://github.example/nordwind/platform/pull/7#issuecomment-4000000001\n",
      stderr: "",
    });
    expect(github.bodies).toEqual([`${MARKER}\n**3 accounts change.**\n`]);
  });

  it("updates its comment in place and leaves all others alone", async () => {
    github.add("looks good");
    await comment("first");
    github.add("thanks");
    const { stdout } = await comment("second");
    expect(stdout).toContain("Comment updated: https://");
    expect(github.bodies).toEqual(["looks good", `${MARKER}\nsecond`, "thanks"]);
  });

  it("writes nothing where the comment says the same already", async () => {
    await comment("same\nlines\n");
    github.requests.length = 0;
    const { stdout } = await comment("same\nlines\n");
    expect(stdout).toContain("up to date");
    expect(writes()).toEqual([]);
  });

  it("does not repeat a marker that the body brings along", async () => {
    await comment(`${MARKER}\nfrom the renderer\n`);
    expect(github.bodies).toEqual([`${MARKER}\nfrom the renderer\n`]);
  });

  it("keeps comments of different tags apart", async () => {
    await comment("a", "--tag", "production");
    await comment("b", "--tag", "staging");
    await comment("c", "--tag", "production");
    expect(github.bodies).toEqual(["<!-- org-backup:production -->\nc", "<!-- org-backup:staging -->\nb"]);
  });

  it("finds its comment on a later page", async () => {
    github.pageSize = 3;
    for (let index = 0; index < 10; index += 1) {
      github.add(`remark ${index}`);
    }
    await comment("first");
    await comment("second");
    expect(github.bodies.filter((body) => body.startsWith(MARKER))).toEqual([`${MARKER}\nsecond`]);
    expect(github.log.filter((line) => line.startsWith("GET") && line.endsWith("comments")).length).toBe(8);
  });

  it("does not take a comment that quotes the marker for its own", async () => {
    github.add(`> ${MARKER}\n> quoted`);
    github.add(`see ${MARKER}`);
    await comment("mine");
    expect(github.bodies).toEqual([`> ${MARKER}\n> quoted`, `see ${MARKER}`, `${MARKER}\nmine`]);
  });

  it("leaves a comment alone that someone else wrote with the marker", async () => {
    const forged = `${MARKER}\nAll is well.`;
    github.add(forged, { id: 666, login: "mallory", type: "User" });
    await comment("true");
    github.tokenKind = "personal";
    await comment("truer");
    expect(github.bodies).toEqual([forged, `${MARKER}\ntruer`]);
  });

  it("leaves a comment alone that another bot wrote with the marker", async () => {
    const forged = `${MARKER}\nAll is well.`;
    github.add(forged, { id: 49699333, login: "dependabot[bot]", type: "Bot" });
    github.add(forged, { id: 667, login: "github-actions", type: "User" });
    await comment("true");
    await comment("nothing", "--review", unchanged);
    expect(github.bodies).toEqual([forged, forged]);
  });

  it("changes and deletes nothing where GitHub does not say whose the token is", async () => {
    await comment("first");
    github.tellsViewer = false;
    for (const more of [[], ["--behavior", "delete-and-new"], ["--review", unchanged]]) {
      const { status, stdout, stderr } = await comment("second", ...more);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toBe(
        `error: GET ${github.origin}/user: GitHub does not say who the token belongs to: no comment is provably its own, and none is changed.\nhint: Use a token that may read its user, or write a comment of its own each time: --behavior new.\n`,
      );
    }
    expect(github.bodies).toEqual([`${MARKER}\nfirst`]);
  });

  it.each([
    ["the same page again", "page=1", "the same page comes again"],
    ["pages without end", "page=next", "there are more than 500 pages"],
  ])("fails at %s, and writes nothing", async (_what, query, reason) => {
    let page = 1;
    const endless: HttpDouble = new HttpDouble(({ path }) => {
      page += 1;
      const url = `http://127.0.0.1:${new URL(endless.origin).port}${path}?${query.replace("next", String(page))}`;
      return { status: 200, headers: { link: `<${url}>; rel="next"` }, body: [] };
    });
    await endless.start();
    process.env.GITHUB_API_URL = endless.origin;
    const { status, stderr } = await comment("first");
    expect(status).toBe(1);
    expect(stderr).toContain(
      `The answer is not one that is expected here: ${reason}, so the list does not end.`,
    );
    expect(endless.log.every((line) => line.startsWith("GET "))).toBe(true);
    await endless.stop();
  });

  it("names HTML of a proxy or login page, and shows nothing of it", async () => {
    const proxy = new HttpDouble(() => ({
      status: 403,
      headers: { "content-type": "text/html" },
      body: "<!DOCTYPE html><title>internal-name</title>",
    }));
    await proxy.start();
    process.env.GITHUB_API_URL = proxy.origin;
    const { status, stderr } = await comment("first");
    expect(status).toBe(1);
    expect(stderr).toContain("a proxy, gateway or login page sent HTML (status 403)");
    expect(stderr).not.toContain("internal-name");
    await proxy.stop();
  });

  it("prints no control characters of an address that the service chose", async () => {
    const service = new HttpDouble(({ method }) =>
      method === "GET"
        ? { status: 200, body: [] }
        : { status: 201, body: { id: 1, html_url: "https://x.example/\u001b[31m\n::error::forged" } },
    );
    await service.start();
    process.env.GITHUB_API_URL = service.origin;
    const { stdout } = await comment("first");
    expect(stdout).toBe("Comment created: https://x.example/\\u{1b}[31m\\u{a}::error::forged\n");
    await service.stop();
  });

  it("removes doubles that runs at the same time left behind", async () => {
    github.add(`${MARKER}\none`);
    github.add(`${MARKER}\ntwo`);
    await comment("three");
    expect(github.bodies).toEqual([`${MARKER}\nthree`]);
  });

  describe("when nothing changes any more", () => {
    it("deletes the comment", async () => {
      await comment("first");
      const { stdout } = await comment("nothing", "--review", unchanged);
      expect(stdout).toContain("Comment deleted");
      expect(github.bodies).toEqual([]);
    });

    it("hides it with hide-and-new, and begins anew later", async () => {
      await comment("first", "--behavior", "hide-and-new");
      expect((await comment("x", "--behavior", "hide-and-new", "--review", unchanged)).stdout).toContain(
        "hidden",
      );
      await comment("second", "--review", changed);
      expect(github.comments.map(({ body, minimized }) => [body, minimized])).toEqual([
        ["<!-- org-backup:default outdated -->\nfirst", "OUTDATED"],
        [`${MARKER}\nsecond`, undefined],
      ]);
    });

    it("says nothing where there is no comment, and needs no body", async () => {
      const { status, stdout } = await runCommand(["comment", "github", "--review", unchanged]);
      expect([status, stdout]).toEqual([0, "Nothing changes and no comment is there: nothing to do.\n"]);
      expect(github.bodies).toEqual([]);
    });

    it("counts findings that someone has acknowledged for nothing, and others for something", async () => {
      const review = (acknowledged: unknown): string =>
        temporaryFile(
          "plan.json",
          JSON.stringify({ schemaVersion: 1, changes: [], findings: [{ acknowledged }] }),
        );
      await comment("first");
      await comment("second", "--review", review(null));
      expect(github.bodies).toEqual([`${MARKER}\nsecond`]);
      await comment("third", "--review", review({ reason: "agreed" }));
      expect(github.bodies).toEqual([]);
    });

    it("leaves comments of the behavior new where they are", async () => {
      await comment("first", "--behavior", "new");
      await comment("x", "--behavior", "new", "--review", unchanged);
      expect(github.bodies).toEqual([`${MARKER}\nfirst`]);
    });
  });

  it.each([
    ["new", [`${MARKER}\nfirst`, `${MARKER}\nsecond`]],
    ["delete-and-new", [`${MARKER}\nsecond`]],
    ["hide-and-new", ["<!-- org-backup:default outdated -->\nfirst", `${MARKER}\nsecond`]],
  ])("with --behavior %s leaves the right comments", async (behavior, expected) => {
    await comment("first", "--behavior", behavior);
    await comment("second", "--behavior", behavior);
    expect(github.bodies).toEqual(expected);
  });

  it("keeps the old comment where the new one cannot be written", async () => {
    await comment("first", "--behavior", "delete-and-new");
    github.faults.push(undefined, undefined, { status: 422, body: { message: "locked" } });
    expect((await comment("second", "--behavior", "delete-and-new")).status).toBe(1);
    expect(github.bodies).toEqual([`${MARKER}\nfirst`]);
  });

  it("with --dry-run looks, and writes nothing", async () => {
    await comment("first");
    github.requests.length = 0;
    expect((await comment("second", "--dry-run")).stdout).toContain("The comment would be updated: https://");
    expect((await comment("second", "--dry-run", "--tag", "other")).stdout).toBe(
      "A comment would be created\n",
    );
    expect((await comment("x", "--dry-run", "--review", unchanged)).stdout).toContain("would be deleted");
    expect(writes()).toEqual([]);
    expect(github.bodies).toEqual([`${MARKER}\nfirst`]);
  });

  it("with --dry-run and no token shows the text", async () => {
    restore();
    restore = environment({ GITHUB_REPOSITORY: "nordwind/platform" });
    const { status, stdout } = await comment("text", "--dry-run", "--pull-request", "7");
    expect([status, stdout]).toEqual([0, "text"]);
    expect(github.requests).toEqual([]);
  });

  it("speaks to GitHub Enterprise Server at its own addresses", async () => {
    const server = new GithubDouble("/api/v3");
    await server.start();
    await comment("first", "--base-url", `${server.origin}/api/v3`, "--behavior", "hide-and-new");
    await comment("second", "--base-url", `${server.origin}/api/v3/`, "--behavior", "hide-and-new");
    await server.stop();
    expect(server.comments.map(({ minimized }) => minimized)).toEqual(["OUTDATED", undefined]);
    expect(server.log).toContain("POST /api/graphql");
    expect(github.requests).toEqual([]);
  });

  describe("with limits and faults", () => {
    it("waits for as long as a limit says", async () => {
      github.faults.push(
        {
          status: 403,
          headers: { "retry-after": "0" },
          body: { message: "You have exceeded a secondary rate limit" },
        },
        { status: 429, headers: { "retry-after": "0" }, body: {} },
        { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1" }, body: {} },
      );
      expect((await comment("first")).status).toBe(0);
      expect(github.bodies).toHaveLength(1);
    });

    it("gives up where it would wait too long, and says until when", async () => {
      const reset = Math.floor(Date.now() / 1000) + 3000;
      github.faults.push({
        status: 403,
        headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) },
        body: { message: "API rate limit exceeded" },
      });
      const { status, stderr } = await comment("first");
      expect(status).toBe(1);
      expect(stderr).toContain(`it asks to wait until ${new Date(reset * 1000).toISOString().slice(0, 15)}`);
      expect(github.requests).toHaveLength(1);
    });

    it("tries again after a passing fault, but never writes a comment twice", async () => {
      github.faults.push({ status: 502 }, { status: 0, reset: true });
      expect((await comment("first")).status).toBe(0);
      github.faults.push(undefined, { status: 502, body: { message: "Bad Gateway" } });
      expect((await comment("other", "--tag", "other")).stderr).toContain("status 502");
      expect(github.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
      expect(github.bodies).toHaveLength(1);
    });

    it("is not sent on to another service", async () => {
      const other = new GithubDouble();
      await other.start();
      github.faults.push({ status: 301, headers: { location: `${other.origin}/steal` } });
      expect((await comment("first")).stderr).toContain("which would receive the token");
      github.faults.push({
        status: 200,
        headers: { link: `<${other.origin}/steal?page=2>; rel="next"` },
        body: [],
      });
      expect((await comment("first")).stderr).toContain("which would receive the token");
      await other.stop();
      expect(other.requests).toEqual([]);
    });

    it("follows a repository that was renamed", async () => {
      github.faults.push({
        status: 301,
        headers: { location: "/repos/nordwind/platform/issues/7/comments?per_page=100" },
      });
      restore();
      restore = environment({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.origin });
      const { stderr } = await comment("first", "--repo", "nordwind/old-name", "--pull-request", "7");
      expect(stderr).toContain("There is no pull request 7 in nordwind/old-name");
      expect(github.log[1]).toBe("GET /repos/nordwind/platform/issues/7/comments");
    });
  });

  describe("refused", () => {
    it("names the permission that is missing", async () => {
      github.mayWrite = false;
      const { status, stderr } = await comment("first");
      expect(status).toBe(1);
      expect(stderr).toContain("may not write comments on pull requests of nordwind/platform");
      expect(stderr).toContain("permissions: pull-requests: write");
    });

    it("names it also where hiding is refused, which GraphQL does with status 200", async () => {
      await comment("first", "--behavior", "hide-and-new");
      github.faults.push(undefined, undefined, undefined, undefined, {
        status: 200,
        body: { errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] },
      });
      const { status, stderr } = await comment("second", "--behavior", "hide-and-new");
      expect([status, stderr]).toEqual([1, expect.stringContaining("may not write comments")]);
    });

    it("says that the token is bad, or that the pull request is not there", async () => {
      process.env.GITHUB_TOKEN = "wrong-and-secret";
      const { stderr } = await comment("first");
      expect(stderr).toContain("GitHub refuses the token");
      expect(stderr).not.toContain("wrong-and-secret");
      process.env.GITHUB_TOKEN = TOKEN;
      expect((await comment("first", "--pull-request", "8")).stderr).toContain("There is no pull request 8");
    });

    it("does not send a text that is too long", async () => {
      const { status, stderr } = await comment("x".repeat(65_530));
      expect([status, github.requests]).toEqual([1, []]);
      expect(stderr).toMatch(/65,558 characters; at most 65,536/);
    });

    it("takes secrets out of what a server says", async () => {
      github.faults.push({ status: 400, body: { message: `no ${TOKEN} here` } });
      expect((await comment("first")).stderr).toContain("no *** here");
    });
  });

  it.each([
    [["--tag", "a--b"], "--tag expects"],
    [["--tag", "x -->"], "--tag expects"],
    [["--behavior", "replace"], "--behavior expects one of update, new"],
    [["--repo", "nordwind"], "--repo OWNER/NAME"],
    [["--repo", "a/b/../../user"], "--repo OWNER/NAME"],
    [["--pull-request", "seven"], "--pull-request NUMBER"],
    [["--base-url", "http://git.example.com"], "would be sent the token unencrypted"],
    [["--base-url", "https://user:word@git.example.com"], "--base-url expects"],
    [["--base-url", "ftp://git.example.com"], "--base-url expects"],
    [["--review", "/nowhere.json"], "There is no file"],
    [["--review", temporaryFile("x.json", "{}")], "Not a review by org-backup"],
    [["--review", temporaryFile("x.json", "{")], "Not a review by org-backup"],
  ])("explains what is wrong with %j and asks no one", async (args, message) => {
    const { status, stderr } = await comment("text", ...args);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(github.requests).toEqual([]);
  });

  it("asks for a body, a token, a platform", async () => {
    expect((await runCommand(["comment", "github"])).stderr).toContain("--body FILE");
    expect((await runCommand(["comment", "gihtub", "--body", "x"])).stderr).toContain(
      'Did you mean "github"?',
    );
    delete process.env.GITHUB_TOKEN;
    expect((await comment("text")).stderr).toContain("environment variable GITHUB_TOKEN");
  });

  it("finds the pull request in the event that started the workflow", async () => {
    process.env.GITHUB_REF = "refs/heads/main";
    process.env.GITHUB_EVENT_PATH = temporaryFile(
      "event.json",
      JSON.stringify({ pull_request: { number: 7 } }),
    );
    expect((await comment("text")).status).toBe(0);
    process.env.GITHUB_EVENT_PATH = temporaryFile("event.json", JSON.stringify({ ref: "refs/heads/main" }));
    expect((await comment("text")).stderr).toContain("--pull-request NUMBER");
  });
});
