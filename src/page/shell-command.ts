import { escapeControl } from "../text/escape-control";

/** A command, or why there is none. */
export type PageCommand =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/**
 * Words of a POSIX shell: nothing in them is expanded, and nothing steers the terminal into which they are pasted.
 *
 * @param input what the command reads from standard input, one line; undefined for nothing
 */
export function shellCommand(words: readonly string[], input?: string): PageCommand {
  return [...words, input ?? ""].some((word) => escapeControl(word) !== word)
    ? {
        ok: false,
        reason: "A name, id or text holds characters that no command line takes safely.",
      }
    : {
        ok: true,
        text: `${words.map(shellWord).join(" ")}${input === undefined ? "" : ` <<'POLICY'\n${input}\nPOLICY`}`,
      };
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
