import { request as httpRequest } from "node:http";
import { jsonLog } from "../../src/run-task/log";
import { PinnedHosts } from "../../src/run-task/pinned-hosts";
import { RunTaskServer } from "../../src/run-task/server";
import type { RunTaskServerOptions } from "../../src/run-task/server";
import { OrgBackupError } from "../../src/org-backup-error";
import type { Review } from "../../src/review/review";
import { HttpDouble } from "../support/http-double";
import { tenReview } from "../support/ten-reviews";
import { annotatedReview } from "../support/annotated-review";
import { KEY, send, sign, TfeDouble } from "./support/tfe-double";

let tfe: TfeDouble;
let servers: RunTaskServer[];
let log: string;
/** The plans that were reviewed, as text. */
let reviewed: string[];

beforeEach(async () => {
  tfe = new TfeDouble();
  await tfe.start();
  [servers, log, reviewed] = [[], "", []];
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop(0)));
  await tfe.stop();
  expect(log).not.toMatch(/SECRET/);
});

async function serve(changes: Partial<RunTaskServerOptions> = {}): Promise<string> {
  const server = new RunTaskServer({
    hmacKeys: [KEY],
    hosts: new PinnedHosts(new URL(tfe.origin)),
    path: "/",
    maxBodyBytes: 64 * 1024,
    concurrency: 4,
    capacity: 1000,
    taskTimeout: 20_000,
    maxPlanBytes: 1024 * 1024,
    progressInterval: 60_000,
    pollInterval: 1,
    http: { sleep: () => Promise.resolve() },
    log: jsonLog(
      (line) => (log += line),
      () => new Date(0),
    ),
    isFailure: ({ severity, acknowledged }) => severity === "error" && acknowledged === undefined,
    review: (plan) => {
      reviewed.push(plan);
      return Promise.resolve(review);
    },
    ...changes,
  });
  servers.push(server);
  return server.start("127.0.0.1", 0);
}

const review: Review = tenReview("one-number").review;

describe("a run task", () => {
  it("is answered at once and reviewed: progress, details, verdict", async () => {
    const address = await serve();
    const task = tfe.task({ status: 200, body: { format_version: "1.2" } });
    expect(await send(address, task)).toEqual({ status: 200, text: '{"status":"queued"}' });
    const verdict = await tfe.verdict(task);
    expect(verdict).toMatchObject({
      status: "passed",
      message: "4 of 12 accounts change. 1 warning.",
    });
    expect(
      tfe.updates(task).map(({ status, message, outcomes }) => [status, message, outcomes.length]),
    ).toEqual([
      ["running", "Waiting for the plan.", 0],
      ["running", "Reviewing what the plan does to the effective backup policies.", 0],
      ["running", verdict.message, 2],
      ["passed", verdict.message, 0],
    ]);
    expect(reviewed).toEqual(['{"format_version":"1.2"}']);
    expect(tfe.mistakes).toEqual([]);
  });

  it("reports each rule and the changes as outcomes with Markdown and tags", async () => {
    const address = await serve();
    const task = tfe.task();
    await send(address, task);
    await tfe.verdict(task);
    const outcomes = tfe.updates(task).flatMap((update) => update.outcomes);
    expect(outcomes.map(({ "outcome-id": id, tags }) => [id, tags])).toEqual([
      [
        "retention-shortened",
        { Status: [{ label: "Passed", level: "info" }], Severity: [{ label: "Warning", level: "warning" }] },
      ],
      ["changes", { Status: [{ label: expect.stringMatching(/^\d+ changes?$/) as unknown, level: "info" }] }],
    ]);
    expect(outcomes[0]?.body).toContain("**Warning**: Recovery points are kept for");
    expect(outcomes[1]?.body).toContain("```diff\n");
  });

  it("fails where a finding reaches the threshold that no one has accepted", async () => {
    const address = await serve({ review: () => Promise.resolve(annotatedReview()) });
    const task = tfe.task();
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("failed");
    const tags = tfe
      .updates(task)
      .flatMap(({ outcomes }) => outcomes.map((outcome) => outcome.tags.Status?.[0]?.label));
    expect(tags).toEqual(["Failed", "Acknowledged", expect.stringMatching(/change/)]);
  });

  it("sends no outcomes to a Terraform Enterprise that does not take them", async () => {
    const address = await serve();
    const task = { ...tfe.task(), capabilities: undefined };
    await send(address, task);
    await tfe.verdict(task);
    expect(tfe.updates(task).flatMap(({ outcomes }) => outcomes)).toEqual([]);
  });

  it("keeps its structure whatever things are called, and stays below the limits", async () => {
    const address = await serve({ review: () => Promise.resolve(tenReview("hostile").review) });
    const task = tfe.task();
    await send(address, task);
    await tfe.verdict(task);
    const [outcome] = tfe.updates(task).flatMap(({ outcomes }) => outcomes);
    expect(outcome?.body.replaceAll("\n", "")).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
    expect(outcome?.body).not.toMatch(/^</m);
    expect(outcome?.description).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
    expect(tfe.mistakes).toEqual([]);
  });

  it("cuts the details of a review of 10,000 accounts and says so", async () => {
    const { review: large } = tenReview("ten-thousand-accounts");
    const many = { ...large, findings: Array.from({ length: 500 }, () => large.findings[0]!) };
    const address = await serve({ review: () => Promise.resolve(many) });
    const task = tfe.task();
    await send(address, task);
    await tfe.verdict(task);
    const bodies = tfe.updates(task).flatMap(({ outcomes }) => outcomes.map(({ body }) => body));
    expect(bodies.every((body) => Buffer.byteLength(body) < 101_000)).toBe(true);
    expect(bodies[0]).toMatch(/\*\*And \d+ more: run `org-backup plan`/);
  });

  it.each([
    ["pre_plan", "failed", "there is none before planning"],
    ["post_apply", "passed", "nothing left to review"],
  ])("of the stage %s is not left hanging: %s", async (stage, status, message) => {
    const address = await serve();
    const task = { ...tfe.task(), stage, plan_json_api_url: undefined };
    await send(address, task);
    expect(await tfe.verdict(task)).toMatchObject({
      status,
      message: expect.stringContaining(message) as unknown,
    });
    expect(reviewed).toEqual([]);
  });

  it("of the stage pre_apply is reviewed like one after planning", async () => {
    const address = await serve();
    const task = { ...tfe.task(), stage: "pre_apply" };
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
  });
});

describe("the signature", () => {
  it.each([
    ["is missing", null],
    ["is empty", ""],
    ["is of another key", sign("{}", "other")],
    ["is of no key", sign("{}", "")],
    ["is of another body", sign("{ }")],
    ["is cut", sign("{}").slice(0, 127)],
    ["is longer", `${sign("{}")}0`],
    ["is no hexadecimal number", "z".repeat(128)],
  ])("that %s is refused", async (_what, signature) => {
    const address = await serve();
    expect((await send(address, "{}", { signature })).status).toBe(401);
    expect(tfe.requests).toEqual([]);
  });

  it("is over the bytes as they came, of any content type", async () => {
    const address = await serve();
    const body = `\uFEFF{ "access_token" : "test-token", "x": "é\\u0000" }\r\n`;
    expect((await send(address, body, { contentType: "text/plain" })).status).toBe(422);
    expect((await send(address, body.slice(1), { contentType: "application/vnd.api+json" })).status).toBe(
      200,
    );
    expect((await send(address, body, { signature: sign(body.trim()) })).status).toBe(401);
  });

  it("may be of the previous key while the key is being changed", async () => {
    const address = await serve({ hmacKeys: ["new", KEY] });
    expect((await send(address, { access_token: "test-token" })).status).toBe(200);
    expect((await send(address, "{}", { signature: sign("{}", "newer") })).status).toBe(401);
  });
});

describe("a request", () => {
  it.each([
    { access_token: "test-token", stage: "test" },
    { access_token: "test-token", task_result_callback_url: "https://example.com", stage: "post_plan" },
    {},
    { payload_version: 1, access_token: "x" },
  ])("that only tries the address is answered with 200: %j", async (payload) => {
    const address = await serve();
    expect((await send(address, payload)).status).toBe(200);
    expect(tfe.requests).toEqual([]);
  });

  it.each([
    ["is no JSON", "{"],
    ["is a list", "[]"],
    ["is of another version", { payload_version: 2 }],
    ["has another stage", { stage: "pre_lunch" }],
    ["has no token", { access_token: "" }],
    ["has no task", { task_result_id: undefined }],
    ["has a plan that is no text", { plan_json_api_url: { url: "x" } }],
  ])("that %s is refused", async (_what, changes) => {
    const address = await serve();
    const body = typeof changes === "string" ? changes : { ...tfe.task(), ...changes };
    expect((await send(address, body)).status).toBe(422);
    expect(tfe.requests).toEqual([]);
  });

  it.each([
    ["task_result_callback_url", "http://127.0.0.1:1/callback"],
    ["plan_json_api_url", "http://127.0.0.1:1/plan"],
    ["plan_json_api_url", "http://169.254.169.254/latest/meta-data"],
    ["plan_json_api_url", "file:///etc/passwd"],
    ["task_result_callback_url", "ORIGIN@evil.example/"],
    ["task_result_callback_url", "no address"],
  ])("whose %s is on another host is refused: %s", async (field, url) => {
    const address = await serve();
    const payload = { ...tfe.task(), [field]: url.replace("ORIGIN", tfe.origin) };
    const { status, text } = await send(address, payload);
    expect([status, text]).toEqual([422, expect.stringContaining("not the configured one")]);
    expect(tfe.requests).toEqual([]);
  });

  it("that is huge is refused before it is read, with and without a length", async () => {
    const address = await serve();
    const huge = JSON.stringify({ ...tfe.task(), run_message: "x".repeat(100_000) });
    expect((await send(address, huge)).status).toBe(413);
    const chunked = await new Promise<number | undefined>((resolve, reject) => {
      const outgoing = httpRequest(
        address,
        { method: "POST", headers: { "x-tfc-task-signature": sign(huge) } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        },
      );
      outgoing.on("error", reject);
      outgoing.write(huge.slice(0, 90_000));
      outgoing.write(huge.slice(90_000));
      outgoing.end();
    });
    expect(chunked).toBe(413);
    expect(tfe.requests).toEqual([]);
  });

  it("that comes again changes nothing, while the task runs and after it", async () => {
    const address = await serve();
    const task = tfe.task([{ status: 204 }, { status: 204 }, { status: 200, body: {} }]);
    const statuses = await Promise.all([send(address, task), send(address, task), send(address, task)]);
    await tfe.verdict(task);
    statuses.push(await send(address, task));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(reviewed).toHaveLength(1);
    expect(tfe.mistakes).toEqual([]);
  });

  it("to another path or with another method finds nothing", async () => {
    const address = await serve({ path: "/org-backup" });
    expect((await send(`${address}/other`, {})).status).toBe(404);
    expect((await fetch(`${address}/org-backup`)).status).toBe(404);
    expect((await send(`${address}/org-backup/`, { access_token: "test-token" })).status).toBe(200);
  });
});

describe("the plan", () => {
  it("is waited for while it is not ready, and HCP Terraform hears that the work goes on", async () => {
    const address = await serve({ progressInterval: 10, pollInterval: 5 });
    const task = tfe.task([
      ...Array.from({ length: 10 }, () => ({ status: 204 })),
      { status: 200, body: {} },
    ]);
    await send(address, task);
    await tfe.verdict(task);
    const waiting = tfe.updates(task).filter(({ message }) => message === "Waiting for the plan.");
    expect(waiting.length).toBeGreaterThan(2);
    expect(reviewed).toEqual(["{}"]);
  });

  it("that is never ready fails the task in time", async () => {
    const address = await serve({ taskTimeout: 100 });
    const task = tfe.task({ status: 204 });
    await send(address, task);
    expect(await tfe.verdict(task)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("was given up") as unknown,
    });
  });

  it("is followed to another address of the same host, with the token", async () => {
    const address = await serve();
    const task = tfe.task([
      { status: 307, headers: { location: "/api/v2/plans/taskrs-1/elsewhere" } },
      { status: 200, body: { ok: 1 } },
    ]);
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
    expect(reviewed).toEqual(['{"ok":1}']);
  });

  it("is followed to a host that is named, without the token, which stays away for good", async () => {
    const storage: HttpDouble = new HttpDouble(({ path }) =>
      path === "/back"
        ? { status: 302, headers: { location: `${storage.origin}/plan` } }
        : { status: 200, body: { stored: true } },
    );
    await storage.start();
    const address = await serve({
      hosts: new PinnedHosts(new URL(tfe.origin), [new URL(storage.origin).host]),
    });
    const task = tfe.task({ status: 307, headers: { location: `${storage.origin}/back?signature=abc` } });
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
    await storage.stop();
    expect(storage.log).toEqual(["GET /back", "GET /plan"]);
    expect(storage.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
    expect(reviewed).toEqual(['{"stored":true}']);
  });

  it("is not followed to any other host", async () => {
    const other = new HttpDouble(() => ({ status: 200, body: {} }));
    await other.start();
    const address = await serve();
    const task = tfe.task({ status: 307, headers: { location: `${other.origin}/plan` } });
    await send(address, task);
    expect(await tfe.verdict(task)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("--redirect-host") as unknown,
    });
    await other.stop();
    expect(other.requests).toEqual([]);
  });

  it("is not followed in circles", async () => {
    const address = await serve();
    const task = tfe.task({ status: 307, headers: { location: "/api/v2/plans/taskrs-1/json-output" } });
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("failed");
    expect(tfe.log.filter((line) => line.startsWith("GET"))).toHaveLength(4);
  });

  it("that is too large fails the task", async () => {
    const address = await serve();
    const task = tfe.task({ status: 200, body: "x".repeat(2 * 1024 * 1024) });
    await send(address, task);
    expect(await tfe.verdict(task)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("larger than 1,048,576 bytes") as unknown,
    });
  });

  it("that cannot be read is asked for again, then fails the task", async () => {
    const address = await serve();
    const [passing, lasting] = [
      tfe.task([{ status: 502 }, { status: 0, reset: true }, { status: 200, body: {} }]),
      tfe.task({ status: 500 }),
    ];
    await send(address, passing);
    await send(address, lasting);
    expect((await tfe.verdict(passing)).status).toBe("passed");
    expect(await tfe.verdict(lasting)).toMatchObject({
      status: "failed",
      message: expect.stringContaining("answers with status 500") as unknown,
    });
  });

  it("that cannot be reviewed fails the task with the reason", async () => {
    const address = await serve({
      review: () => Promise.reject(new OrgBackupError("input", "This is no plan.", { hint: "Make one." })),
    });
    const task = tfe.task();
    await send(address, task);
    expect(await tfe.verdict(task)).toMatchObject({
      status: "failed",
      message: "The plan could not be reviewed: This is no plan. Make one.",
    });
  });

  it("leaves no trace of its text where something unexpected happens", async () => {
    const address = await serve({ review: (plan) => Promise.reject(new TypeError(`cannot read ${plan}`)) });
    const task = tfe.task({ status: 200, body: { password: "plan-SECRET" } });
    await send(address, task);
    const { status, message } = await tfe.verdict(task);
    expect(status).toBe("failed");
    expect(message).not.toContain("SECRET");
    expect(log).toContain("an unexpected error");
  });
});

describe("the callback", () => {
  it("is tried again until the result has arrived", async () => {
    const address = await serve();
    const task = tfe.task();
    tfe.callbackFaults.push(
      undefined,
      undefined,
      { status: 502 },
      { status: 0, reset: true },
      { status: 429, headers: { "retry-after": "0" } },
    );
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
    expect(tfe.updates(task).flatMap(({ outcomes }) => outcomes)).toHaveLength(2);
  });

  it("gets the verdict even where it refuses the details", async () => {
    const address = await serve();
    const task = tfe.task();
    tfe.callbackFaults.push(undefined, undefined, { status: 422 });
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
    expect(log).toContain('"outcomes lost"');
  });

  it("does not stop the review where progress is refused", async () => {
    const address = await serve();
    const task = tfe.task();
    tfe.callbackFaults.push({ status: 500 }, { status: 500 });
    await send(address, task);
    expect((await tfe.verdict(task)).status).toBe("passed");
  });

  it("that cannot be reached at all is logged, and the task may come again", async () => {
    const address = await serve();
    const task = tfe.task();
    tfe.callbackFaults.push(...Array.from({ length: 4 }, () => ({ status: 401 })));
    await send(address, task);
    while (!log.includes('"result lost"')) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await send(address, task)).text).toBe('{"status":"queued"}');
    expect((await tfe.verdict(task)).status).toBe("passed");
    expect(reviewed).toHaveLength(2);
  });
});

describe("many tasks", () => {
  it("at once are all done, a few at a time", async () => {
    let [running, most] = [0, 0];
    const address = await serve({
      review: async (plan) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 2));
        running -= 1;
        reviewed.push(plan);
        return review;
      },
    });
    const tasks = Array.from({ length: 100 }, (_, index) =>
      tfe.task(
        index % 3 === 0
          ? [{ status: 204 }, { status: 200, body: { index } }]
          : { status: 200, body: { index } },
      ),
    );
    const answers = await Promise.all(tasks.map((task) => send(address, task)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const verdicts = await Promise.all(tasks.map((task) => tfe.verdict(task)));
    expect(verdicts.filter(({ status }) => status === "passed")).toHaveLength(100);
    expect(new Set(reviewed).size).toBe(100);
    expect(most).toBeLessThanOrEqual(4);
    expect(tfe.mistakes).toEqual([]);
  });

  it("more than may wait are asked to come again, and then taken", async () => {
    const release: (() => void)[] = [];
    const address = await serve({
      concurrency: 1,
      capacity: 1,
      review: () => new Promise((resolve) => release.push(() => resolve(review))),
    });
    const tasks = [tfe.task(), tfe.task(), tfe.task()] as const;
    const statuses: number[] = [];
    for (const task of tasks) {
      statuses.push((await send(address, task)).status);
    }
    expect(statuses).toEqual([200, 200, 503]);
    const health = await fetch(`${address}/healthz`);
    expect([health.status, await health.json()]).toEqual([200, { status: "ok", running: 1, waiting: 1 }]);
    const releasing = setInterval(() => release.shift()?.(), 5);
    await tfe.verdict(tasks[1]);
    expect((await send(address, tasks[2])).status).toBe(200);
    expect((await tfe.verdict(tasks[2])).status).toBe("passed");
    clearInterval(releasing);
  });
});

describe("a server that is stopped", () => {
  it("finishes its tasks, and takes no more", async () => {
    const address = await serve({
      concurrency: 1,
      review: async () => new Promise((resolve) => setTimeout(() => resolve(review), 20)),
    });
    const tasks = [tfe.task(), tfe.task()];
    await Promise.all(tasks.map((task) => send(address, task)));
    const stopped = servers[0]!.stop(10_000);
    const [late, health] = [await send(address, tfe.task()), await fetch(`${address}/healthz`)];
    expect([late.status, health.status]).toEqual([503, 503]);
    await stopped;
    expect(tasks.map((task) => tfe.updates(task).at(-1)?.status)).toEqual(["passed", "passed"]);
    await expect(fetch(address)).rejects.toThrow();
  });

  it("tells HCP Terraform which tasks it could not finish", async () => {
    const address = await serve({ concurrency: 1 });
    const tasks = [tfe.task({ status: 204 }), tfe.task()];
    await Promise.all(tasks.map((task) => send(address, task)));
    await servers[0]!.stop(20);
    expect(tasks.map((task) => tfe.updates(task).at(-1))).toEqual(
      tasks.map(() => ({
        status: "failed",
        message: expect.stringContaining("Run the task again") as unknown,
        outcomes: [],
      })),
    );
    expect(tfe.mistakes).toEqual([]);
  });
});

it("logs one line of JSON for each event, without secrets", async () => {
  const address = await serve();
  const task = tfe.task();
  await send(address, task);
  await tfe.verdict(task);
  await send(address, "{}", { signature: null });
  const events = log
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { event: string; level: string });
  expect(events.map(({ event }) => event)).toEqual(["listening", "task", "reported", "signature refused"]);
  expect(events[1]).toMatchObject({
    task: "taskrs-1",
    workspace: "backup-policies",
    stage: "post_plan",
    admission: "queued",
  });
});
