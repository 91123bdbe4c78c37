import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { PlanTextRequest } from "../app/review-change";
import { packageFolder } from "../package-folder";
import { OrgBackupError } from "../org-backup-error";
import type { ErrorCode, InputProblem } from "../org-backup-error";
import type { Review } from "../review/review";

/** What the thread sends. */
export type WorkerAnswer =
  | { readonly kind: "review"; readonly review: Review }
  | {
      readonly kind: "refused";
      readonly code: ErrorCode;
      readonly message: string;
      readonly where: string | undefined;
      readonly hint: string | undefined;
      readonly problems: readonly InputProblem[];
    };

/**
 * Reviews a plan in a thread of its own, so that the server keeps answering while a large plan is computed, and
 * so that a review that takes too long can be ended.
 *
 * @param signal ends the thread
 * @param file the body of the thread; tests give their own
 * @throws OrgBackupError as `reviewPlanText` does, (`service`) if the thread runs out of memory
 */
export async function reviewInWorker(
  request: PlanTextRequest,
  signal: AbortSignal,
  file: string = WORKER_FILE,
): Promise<Review> {
  signal.throwIfAborted();
  const worker = RUNS_SOURCES
    ? new Worker(`require("tsx/cjs"); require(${JSON.stringify(file)});`, { workerData: request, eval: true })
    : new Worker(file, { workerData: request });
  let abort: () => void = () => undefined;
  try {
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      abort = (): void => {
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", abort, { once: true });
      worker.once("message", resolve);
      worker.once("error", (error: NodeJS.ErrnoException) => {
        reject(error.code === "ERR_WORKER_OUT_OF_MEMORY" ? outOfMemory() : error);
      });
      worker.once("exit", (status) => {
        reject(new Error(`The review ended without a result (${status}).`));
      });
    });
    if (answer.kind === "review") {
      return answer.review;
    }
    const { code, message, where, hint, problems } = answer;
    throw new OrgBackupError(code, message, {
      problems,
      ...(where === undefined ? {} : { where }),
      ...(hint === undefined ? {} : { hint }),
    });
  } finally {
    signal.removeEventListener("abort", abort);
    await worker.terminate();
  }
}

/** In this repository the sources run as they are, through tsx; a package has JavaScript. */
const RUNS_SOURCES = __filename.endsWith(".ts");
const WORKER_FILE = join(
  packageFolder(),
  RUNS_SOURCES ? "src" : "lib",
  "run-task",
  `review-worker${RUNS_SOURCES ? ".ts" : ".js"}`,
);

function outOfMemory(): OrgBackupError {
  return new OrgBackupError("service", "The review needs more memory than there is.", {
    hint: "Give the server more memory: NODE_OPTIONS=--max-old-space-size=MEGABYTES.",
  });
}
