import { setTimeout as delay } from "node:timers/promises";
import type { ExitStatus, CliContext } from "./cli-context";

/** Waits, and says whether to go on; tests do not wait. */
export type Pause = (milliseconds: number) => Promise<boolean>;

export const forEver: Pause = async (milliseconds) => {
  await delay(milliseconds);
  return true;
};

/** Clears the screen and goes to its beginning. */
const CLEAR = "\u001b[2J\u001b[3J\u001b[H";

/**
 * Draws repeatedly, until the pause says that it is enough or no one reads standard output; the
 * status is that of the last drawing.
 *
 * @param seconds from the end of one drawing to the beginning of the next
 */
export async function watch(
  host: CliContext,
  seconds: number,
  pause: Pause,
  draw: (host: CliContext) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  for (;;) {
    // Drawn at once when it is complete: the screen does not flicker while AWS is asked.
    let screen = "";
    const status = await draw({
      ...host,
      stdout: (text) => {
        screen += text;
      },
    });
    host.stdout(`${host.color ? CLEAR : ""}${screen}`);
    if (!(await pause(seconds * 1000)) || host.isClosed?.() === true) {
      return status;
    }
  }
}
