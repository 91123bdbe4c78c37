import { redactor } from "../http/redact";
import { OrgBackupError } from "../org-backup-error";
import { WORST_FIRST } from "../text/severity";
import { counted } from "../text/counted";
import { headline } from "../render/review/headline";
import { escapeControl } from "../text/escape-control";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import type { RunTaskLog } from "./log";
import { reviewOutcomes } from "./outcomes";
import type { TaskRequest } from "./task-request";
import { taskSignal } from "./task-signal";
import { TfeClient } from "./tfe-client";
import type { TaskUpdate, TfeClientOptions } from "./tfe-client";

export interface ProcessOptions extends TfeClientOptions {
  /** Reviews the JSON of a plan until the signal ends it; its OrgBackupError is shown to people. */
  readonly review: (planJson: string, signal: AbortSignal) => Promise<Review>;
  readonly isFailure: (finding: Finding) => boolean;
  /** How often HCP Terraform is told that the work goes on; it gives up after ten minutes of silence. */
  readonly progressInterval: number;
  /** Of one task, in milliseconds. */
  readonly taskTimeout: number;
  readonly log: RunTaskLog;
}

/** How long a server that is stopped tries to get rid of a verdict, in milliseconds. */
export const LAST_WORDS = 10_000;

/**
 * Does one task from plan to verdict. Whatever happens, HCP Terraform is told: a tool that broke fails the
 * task, since no one has looked at the plan then.
 *
 * @returns whether the verdict could be told
 */
export async function processTask(
  task: TaskRequest,
  options: ProcessOptions,
  stopping: AbortSignal,
): Promise<boolean> {
  const { log } = options;
  const fields = { task: task.id, run: task.run.id, workspace: task.run.workspace, stage: task.stage };
  const redact = redactor([task.accessToken]);
  const client = new TfeClient(task, options);
  const started = Date.now();
  const { signal, release } = taskSignal(stopping, { timeout: options.taskTimeout });
  const verdict = await verdictOf(task, client, options, signal)
    .catch((error: unknown): TaskUpdate => {
      const message = redact(reasonFor(error, stopping, signal, options.taskTimeout));
      log("error", "review failed", { ...fields, message });
      return { status: "failed", message: escapeControl(message) };
    })
    .finally(release);
  const last = taskSignal(stopping, { delay: LAST_WORDS });
  try {
    await client.report(verdict, last.signal);
    log("info", "reported", { ...fields, status: verdict.status, milliseconds: Date.now() - started });
    return true;
  } catch (error) {
    log("error", "result lost", { ...fields, status: verdict.status, message: redact(messageOf(error)) });
    return false;
  } finally {
    last.release();
  }
}

async function verdictOf(
  task: TaskRequest,
  client: TfeClient,
  options: ProcessOptions,
  signal: AbortSignal,
): Promise<TaskUpdate> {
  const other = OTHER_STAGES[task.stage];
  if (other !== undefined) {
    return other;
  }
  signal.throwIfAborted();
  const progress = new Progress(client, options, signal);
  try {
    progress.say("Waiting for the plan.");
    const plan = await client.plan(signal);
    progress.say("Reviewing what the plan does to the effective backup policies.");
    const review = await options.review(plan, signal);
    signal.throwIfAborted();
    await progress.end();
    return await withOutcomes(review, task, client, options, signal);
  } finally {
    await progress.end();
  }
}

/** Details are taken while the task is running; the verdict follows. */
async function withOutcomes(
  review: Review,
  task: TaskRequest,
  client: TfeClient,
  { isFailure, log }: ProcessOptions,
  signal: AbortSignal,
): Promise<TaskUpdate> {
  const message = escapeControl(messageFor(review));
  if (task.takesOutcomes) {
    try {
      await client.report(
        { status: "running", message, outcomes: reviewOutcomes(review, isFailure) },
        signal,
      );
    } catch (error) {
      // The verdict matters more than its details.
      log("warn", "outcomes lost", {
        task: task.id,
        message: redactor([task.accessToken])(messageOf(error)),
      });
    }
  }
  return { status: review.findings.some(isFailure) ? "failed" : "passed", message };
}

const OTHER_STAGES: Readonly<Partial<Record<TaskRequest["stage"], TaskUpdate>>> = {
  pre_plan: {
    status: "failed",
    message:
      "org-backup reviews plans: there is none before planning. Attach this run task to the stage post-plan or pre-apply.",
  },
  post_apply: {
    status: "passed",
    message: "org-backup reviews plans before they are applied: there is nothing left to review.",
  },
};

function messageFor({ summary, findings }: Review): string {
  const counts = WORST_FIRST.filter((severity) => summary.findings[severity] > 0).map((severity) =>
    counted(summary.findings[severity], severity),
  );
  return `${headline(summary)} ${findings.length === 0 ? "No findings." : `${counts.join(", ")}.`}`;
}

/** Tells HCP Terraform now and then that the work goes on. What it does not hear is no failure. */
class Progress {
  private readonly timer: NodeJS.Timeout;
  private message = "";
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: TfeClient,
    private readonly options: ProcessOptions,
    private readonly signal: AbortSignal,
  ) {
    this.timer = setInterval(() => this.say(this.message), options.progressInterval);
    this.timer.unref();
  }

  /** One update after the other, so that none arrives behind the verdict. */
  say(message: string): void {
    this.message = message;
    this.sending = this.sending
      .then(() => this.client.report({ status: "running", message }, this.signal, true))
      .catch((error: unknown) => this.options.log("warn", "progress lost", { message: messageOf(error) }));
  }

  async end(): Promise<void> {
    clearInterval(this.timer);
    await this.sending;
  }
}

function reasonFor(error: unknown, stopping: AbortSignal, signal: AbortSignal, timeout: number): string {
  if (stopping.aborted) {
    return "org-backup was stopped before the review was done. Run the task again.";
  }
  if (signal.aborted) {
    return `The review took longer than ${Math.round(timeout / 1000)} seconds and was given up.`;
  }
  return error instanceof OrgBackupError
    ? `The plan could not be reviewed: ${messageOf(error)}`
    : "The plan could not be reviewed: an unexpected error, see the log of org-backup.";
}

/** An expected error with all that it says; of an unexpected one only its kind, since it may hold values of the plan. */
function messageOf(error: unknown): string {
  if (error instanceof OrgBackupError) {
    const { where, message, problems, hint } = error;
    const [problem] = problems;
    return [
      where === undefined ? message : `${where}: ${message}`,
      problem === undefined ? undefined : `${problem.where}: ${problem.message}`,
      hint,
    ]
      .filter((part) => part !== undefined)
      .join(" ");
  }
  return error instanceof Error ? error.name : "unknown";
}
