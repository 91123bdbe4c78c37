/** Ends one task: when its time is up, or when the server stops. */
export interface TaskSignal {
  readonly signal: AbortSignal;
  /** Stops listening to the server's signal, which lives as long as the server. */
  readonly release: () => void;
}

/**
 * A signal that is aborted with another one, or after some time. `AbortSignal.any` would keep something of every
 * task at the server's signal until the server ends.
 *
 * @param delay of the other signal, in milliseconds
 */
export function taskSignal(
  stopping: AbortSignal,
  { timeout, delay = 0 }: { readonly timeout?: number; readonly delay?: number },
): TaskSignal {
  const controller = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const after = (milliseconds: number, reason: unknown): void => {
    timers.push(setTimeout(() => controller.abort(reason), milliseconds));
  };
  const stop = (): void => {
    if (delay === 0) {
      controller.abort(stopping.reason);
    } else {
      after(delay, stopping.reason);
    }
  };
  if (stopping.aborted) {
    stop();
  } else {
    stopping.addEventListener("abort", stop, { once: true });
  }
  if (timeout !== undefined) {
    after(timeout, new DOMException("The task took too long.", "TimeoutError"));
  }
  return {
    signal: controller.signal,
    release: () => {
      stopping.removeEventListener("abort", stop);
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
    },
  };
}
