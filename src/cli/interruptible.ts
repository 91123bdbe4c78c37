import { OrgBackupError } from "../org-backup-error";

/**
 * Lets work end in order on Ctrl-C: the signal is aborted, and the work stops at its next step. A second
 * Ctrl-C ends the process at once, as without this.
 *
 * @param hint what to do afterwards
 */
export async function interruptible<T>(
  hint: string | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const interrupt = (): void => {
    controller.abort(new OrgBackupError("aws", "Interrupted.", hint === undefined ? {} : { hint }));
  };
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    return await work(controller.signal);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
}
