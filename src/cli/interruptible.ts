import { OrgBackupError } from "../org-backup-error";

export interface Interruption {
  /** What to do after an interruption. */
  readonly hint?: string | undefined;
  /** Seconds for the whole command; no limit if undefined. */
  readonly deadline?: number | undefined;
  /** When the command started, by `performance.now()`; now if undefined. */
  readonly startedAt?: number | undefined;
}

/** Work that listens to the signal ends by itself, in order; the rest is not waited for any longer. */
const GRACE_MILLISECONDS = 1000;

/**
 * Lets work end in order on Ctrl-C or when its time is up: the signal is aborted, and the work stops at its next
 * step. What does not stop is left. A second Ctrl-C ends the process at once, as without this.
 */
export async function interruptible<T>(
  { hint, deadline, startedAt = performance.now() }: Interruption,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const end = (message: string): void => {
    controller.abort(new OrgBackupError("aws", message, hint === undefined ? {} : { hint }));
  };
  const interrupt = (): void => {
    end("Interrupted.");
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const timer =
    deadline === undefined
      ? undefined
      : setTimeout(
          () => {
            end(`The command did not end within ${deadline} seconds, the limit of --deadline.`);
          },
          Math.max(0, startedAt + deadline * 1000 - performance.now()),
        );
  const left = leftBehind(controller.signal);
  try {
    return await Promise.race([work(controller.signal), left.promise]);
  } finally {
    left.cancel();
    clearTimeout(timer);
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}

/** Rejects with the reason of the signal, some time after it is aborted. */
function leftBehind(signal: AbortSignal): { readonly promise: Promise<never>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_, reject) => {
    signal.addEventListener(
      "abort",
      () => {
        timer = setTimeout(() => {
          reject(signal.reason as Error);
        }, GRACE_MILLISECONDS);
      },
      { once: true },
    );
  });
  return {
    promise,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}
