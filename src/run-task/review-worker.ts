import { parentPort, workerData } from "node:worker_threads";
import { reviewPlanText } from "../app/review-change";
import type { PlanTextRequest } from "../app/review-change";
import { OrgBackupError } from "../org-backup-error";
import type { WorkerAnswer } from "./worker-review";

// The body of the thread that `reviewInWorker` starts: one review, then it ends.
parentPort?.postMessage(answerOf(workerData as PlanTextRequest));

function answerOf(request: PlanTextRequest): WorkerAnswer {
  try {
    return { kind: "review", review: reviewPlanText(request).review };
  } catch (error) {
    if (error instanceof OrgBackupError) {
      const { code, message, where, hint, problems } = error;
      return { kind: "refused", code, message, where, hint, problems };
    }
    throw error;
  }
}
