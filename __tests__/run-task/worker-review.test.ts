import { getEventListeners } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reviewPlanText } from "../../src/app/review-change";
import { reviewOutcomes } from "../../src/run-task/outcomes";
import { TaskQueue } from "../../src/run-task/task-queue";
import { taskSignal } from "../../src/run-task/task-signal";
import { reviewInWorker } from "../../src/run-task/worker-review";
import { planJson } from "./support/plan-json";

const ORGANIZATION = join(__dirname, "..", "..", "stacks", "organization.yaml");
const at = new Date("2026-09-14T08:45:00Z");
const request = { plan: planJson("14"), organization: ORGANIZATION, at };

/** A thread with another body. */
function thread(body: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "worker-")), "worker.cjs");
  writeFileSync(file, body);
  return file;
}

describe("a review in a thread", () => {
  test("is the review of the same plan without one, and gives the same outcomes", async () => {
    const { signal } = new AbortController();
    const threaded = await reviewInWorker(request, signal);
    const { review } = reviewPlanText(request);
    expect(threaded).toEqual(review);
    expect(reviewOutcomes(threaded, () => true)).toEqual(reviewOutcomes(review, () => true));
    expect(getEventListeners(signal, "abort")).toEqual([]);
  }, 60_000);

  test("is shown to reviewers as the guide says", () => {
    const { review } = reviewPlanText(request);
    const outcomes = reviewOutcomes(review, ({ severity }) => severity === "error");
    const page = readFileSync(join(__dirname, "..", "..", "help", "hcp-terraform.md"), "utf8");
    const [, shown = ""] = /## What a reviewer sees\n[^`]*```text\n(.*?)```/s.exec(page) ?? [];
    const words = shown.replaceAll(/\s+/g, " ");
    for (const { attributes } of outcomes.filter(
      ({ attributes: { description } }) => !description.startsWith("organization-outdated"),
    )) {
      const tags = Object.values(attributes.tags).flatMap((each) => each.map(({ label }) => label));
      expect(words).toContain(`${attributes.description} ${tags.join(" ")}`);
    }
  });

  test("refuses what a review refuses, with place and hint", async () => {
    const plan = reviewInWorker({ ...request, plan: "{" }, new AbortController().signal);
    await expect(plan).rejects.toMatchObject({
      name: "OrgBackupError",
      code: "input",
      message: "The plan is not valid JSON.",
    });
  }, 60_000);

  test("that computes without end is ended by its signal, and meanwhile this thread goes on", async () => {
    const { signal, release } = taskSignal(new AbortController().signal, { timeout: 500 });
    let ticks = 0;
    const ticking = setInterval(() => (ticks += 1), 20);
    await expect(reviewInWorker(request, signal, thread("for (;;) {}"))).rejects.toThrow(
      "The task took too long.",
    );
    clearInterval(ticking);
    release();
    expect(ticks).toBeGreaterThan(5);
  }, 60_000);

  test.each([
    ["process.exit(3)", "The review ended without a result (3)."],
    ["throw new Error('broken')", "broken"],
  ])(
    "fails where the thread does: %s",
    async (body, message) => {
      await expect(reviewInWorker(request, new AbortController().signal, thread(body))).rejects.toThrow(
        message,
      );
    },
    60_000,
  );
});

describe("the signal of a task", () => {
  test("leaves nothing at the server's signal, however many tasks there were", () => {
    const server = new AbortController();
    for (let task = 0; task < 100; task += 1) {
      taskSignal(server.signal, { timeout: 1000 }).release();
    }
    expect(getEventListeners(server.signal, "abort")).toEqual([]);
  });

  test("follows the server's signal, at once or later", async () => {
    const server = new AbortController();
    const now = taskSignal(server.signal, {});
    const later = taskSignal(server.signal, { delay: 20 });
    server.abort();
    expect([now.signal.aborted, later.signal.aborted]).toEqual([true, false]);
    await new Promise((resolve) => later.signal.addEventListener("abort", resolve));
    now.release();
    later.release();
  });
});

describe("the queue that is closed", () => {
  test("ends in its time although a task does not, and says how many are left", async () => {
    const queue = new TaskQueue({
      concurrency: 1,
      capacity: 10,
      work: () => new Promise<boolean>(() => undefined),
    });
    queue.add({ id: "1" });
    queue.add({ id: "2" });
    const start = performance.now();
    expect(await queue.close(20, 50)).toBe(2);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test("lets the tasks that wait report at the same time that they were stopped", async () => {
    const told: string[] = [];
    const queue = new TaskQueue<{ readonly id: string }>({
      concurrency: 1,
      capacity: 10,
      work: async ({ id }, stopping) => {
        await new Promise<void>((resolve) => {
          if (stopping.aborted) {
            setTimeout(resolve, 30);
          }
          stopping.addEventListener("abort", () => resolve());
        });
        told.push(id);
        return true;
      },
    });
    ["1", "2", "3", "4"].forEach((id) => queue.add({ id }));
    expect(await queue.close(10, 2000)).toBe(0);
    expect(told.sort()).toEqual(["1", "2", "3", "4"]);
  });
});
