import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type * as Timers from "node:timers/promises";
import { reviewPlanText } from "../../src/app/review-change";
import { jsonLog } from "../../src/run-task/log";
import { PinnedHosts } from "../../src/run-task/pinned-hosts";
import { RunTaskServer } from "../../src/run-task/server";
import { GithubDouble, TOKEN as GITHUB_TOKEN } from "../comment/support/github-double";
import { GitlabDouble, TOKEN as GITLAB_TOKEN } from "../comment/support/gitlab-double";
import { environment, runCommand, temporaryFile } from "../comment/support/run-comment";
import { planJson } from "../run-task/support/plan-json";
import { KEY, send, TfeDouble } from "../run-task/support/tfe-double";
import { FaultProxy, FAULTS } from "../support/fault-proxy";

/** Waits are this much shorter here than for users. */
const HASTE = 200;
const AT = new Date("2026-01-15T10:00:00Z");

jest.mock("node:timers/promises", () => {
  const real = jest.requireActual<typeof Timers>("node:timers/promises");
  return {
    ...real,
    setTimeout: (wait: number, value: unknown, options: object) =>
      real.setTimeout(wait / HASTE, value, options),
  };
});

let proxy: FaultProxy;
let timeouts: jest.SpyInstance;

beforeEach(() => {
  const inTime = AbortSignal.timeout.bind(AbortSignal);
  timeouts = jest
    .spyOn(AbortSignal, "timeout")
    .mockImplementation((milliseconds) => inTime(Math.ceil(milliseconds / HASTE)));
});

afterEach(async () => {
  timeouts.mockRestore();
  await proxy.stop();
});

const BUG = /unexpected|This is a bug|\n\s+at .+:\d+:\d+/;

describe.each([
  {
    service: "github",
    token: GITHUB_TOKEN,
    start: async () => {
      const double = new GithubDouble();
      await double.start();
      return double;
    },
    settings: (origin: string) => ({
      GITHUB_TOKEN,
      GITHUB_API_URL: origin,
      GITHUB_REPOSITORY: "nordwind/platform",
      GITHUB_REF: "refs/pull/7/merge",
    }),
  },
  {
    service: "gitlab",
    token: GITLAB_TOKEN,
    start: async () => {
      const double = new GitlabDouble();
      await double.start();
      return double;
    },
    settings: (origin: string) => ({
      GITLAB_TOKEN,
      CI_API_V4_URL: `${origin}/api/v4`,
      CI_PROJECT_PATH: "nordwind/teams/platform",
      CI_MERGE_REQUEST_IID: "7",
    }),
  },
])("org-backup comment $service", ({ service, token, start, settings }) => {
  it("ends with one clear error, or with the comment, whatever happens to a request", async () => {
    let changes = 0;
    const double = await start();
    proxy = await FaultProxy.start(double.origin);
    const restore = environment(settings(proxy.endpoint));
    const comment = async (): Promise<{ readonly status: number; readonly said: string }> => {
      changes += 1;
      const body = temporaryFile("body.md", `**${changes} accounts change.**\n`);
      const { status, stdout, stderr } = await runCommand(["comment", service, "--body", body]);
      return { status, said: `${stdout}${stderr}` };
    };
    // Once to create the comment, once to change it.
    expect(await comment()).toEqual({ status: 0, said: expect.stringMatching("created") as string });
    expect(await comment()).toEqual({ status: 0, said: expect.stringMatching("updated") as string });
    const actions = [...proxy.actions];
    expect(actions.length).toBeGreaterThanOrEqual(3);
    for (const fault of FAULTS) {
      for (const action of actions) {
        for (const isNew of [true, false]) {
          const what = `${fault} of ${action}${isNew ? ", without a comment" : ""}`;
          if (isNew) {
            commentsOf(double).splice(0);
          }
          proxy.set(fault, action);
          const { status, said } = await comment();
          const { hits } = proxy;
          proxy.set(undefined);
          expect([what, said]).toEqual([what, expect.not.stringMatching(BUG)]);
          expect([what, said.includes(token), said.includes("secret-of-the-proxy")]).toEqual([
            what,
            false,
            false,
          ]);
          if (status === 0) {
            // Nothing was hit, or what was hit does not matter: the comment is there.
            expect([what, double.bodies.length > 0 || hits > 0]).toEqual([what, true]);
          } else {
            expect([what, said]).toEqual([what, expect.stringMatching(/^error: .+/m)]);
          }
          expect([what, await comment()]).toMatchObject([what, { status: 0 }]);
        }
      }
    }
    restore();
    await double.stop();
  }, 120_000);

  it("does not take a list of something else for one without a comment", async () => {
    const server = createServer((_, outgoing) => outgoing.end("[[1]]"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    proxy = await FaultProxy.start("http://127.0.0.1:9");
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const restore = environment(settings(origin));
    const body = temporaryFile("body.md", "x");
    const { status, stderr } = await runCommand(["comment", service, "--body", body]);
    expect([status, stderr]).toEqual([1, expect.stringContaining("a JSON object is expected")]);
    restore();
    await new Promise((resolve) => server.close(resolve));
  });

  it("ends within --deadline", async () => {
    const double = await start();
    proxy = await FaultProxy.start(double.origin);
    proxy.set("hang");
    const restore = environment(settings(proxy.endpoint));
    const body = temporaryFile("body.md", "x");
    const { status, stderr } = await runCommand(["comment", service, "--body", body, "--deadline", "0.05"]);
    expect([status, stderr]).toEqual([
      1,
      "error: The command did not end within 0.05 seconds, the limit of --deadline.\n",
    ]);
    restore();
    await double.stop();
  });
});

/** The list that the double keeps. */
function commentsOf(double: GithubDouble | GitlabDouble): unknown[] {
  return double instanceof GithubDouble ? double.comments : double.notes;
}

describe("org-backup run-task", () => {
  it("answers, stays healthy and takes the next task, whatever happens to a request", async () => {
    const tfe = new TfeDouble();
    await tfe.start();
    proxy = await FaultProxy.start(tfe.origin);
    let log = "";
    const organization = "stacks/organization.yaml";
    const server = new RunTaskServer({
      hmacKeys: [KEY],
      hosts: new PinnedHosts(new URL(proxy.endpoint)),
      path: "/",
      maxBodyBytes: 64 * 1024,
      concurrency: 4,
      capacity: 1000,
      taskTimeout: 5_000,
      maxPlanBytes: 1024 * 1024,
      progressInterval: 60_000,
      pollInterval: 1,
      http: { sleep: () => Promise.resolve(), timeout: 20_000 },
      log: jsonLog(
        (line) => (log += line),
        () => new Date(0),
      ),
      isFailure: () => false,
      review: (plan) => Promise.resolve().then(() => reviewPlanText({ plan, organization, at: AT }).review),
    });
    const address = await server.start("127.0.0.1", 0);
    const task = (): Record<string, unknown> => {
      const own = tfe.task({ status: 200, body: planJson("14") });
      return JSON.parse(JSON.stringify(own).replaceAll(tfe.origin, proxy.endpoint)) as typeof own;
    };
    for (const fault of FAULTS) {
      for (const path of ["GET /api/v2/plans/ID/json-output", "PATCH /api/v2/task-results/ID/callback"]) {
        const what = `${fault} of ${path}`;
        const hit = task();
        const id = String(hit.task_result_id);
        proxy.set(fault, path.replace("ID", id));
        log = "";
        expect([what, (await send(address, hit)).status]).toEqual([what, 200]);
        await until(() => new RegExp(`"event":"(?:reported|result lost)","task":"${id}"`).test(log));
        const { hits } = proxy;
        proxy.set(undefined);
        expect([what, hits > 0, log]).toEqual([what, true, expect.not.stringMatching(BUG)]);
        expect([what, log]).toEqual([what, expect.not.stringMatching(/SECRET|secret-of-the-proxy/)]);
        const updates = tfe.updates(hit);
        if (path.startsWith("GET") && !KEEPS_THE_PLAN.has(fault)) {
          // Nobody has looked at the plan: the task fails, and says why.
          expect([what, updates.at(-1)]).toMatchObject([
            what,
            {
              status: "failed",
              message: expect.stringMatching(/^The plan could not be|^The review took/) as string,
            },
          ]);
        }
        const next = task();
        expect([what, (await fetch(`${address}/healthz`)).status]).toEqual([what, 200]);
        expect([what, (await send(address, next)).status]).toEqual([what, 200]);
        expect([what, await tfe.verdict(next)]).toMatchObject([what, { status: "passed" }]);
      }
    }
    await server.stop(0);
    await tfe.stop();
  }, 120_000);
});

/** They change what lists and pages hold, of which a plan has none. */
const KEEPS_THE_PLAN: ReadonlySet<string> = new Set(["same-token", "endless", "wrong-types"]);

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 4000 && !isSo(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(isSo()).toBe(true);
}
