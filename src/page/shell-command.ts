import { escapeControl } from "../text/escape-control";

/** A command, or why there is none. */
export type PageCommand =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Words of a POSIX shell: nothing in them is expanded, and nothing steers the terminal into which they are pasted. */
export function shellCommand(words: readonly string[]): PageCommand {
  return words.some((word) => escapeControl(word) !== word)
    ? { ok: false, reason: "A name or id holds control characters, which no command line takes safely." }
    : { ok: true, text: words.map(shellWord).join(" ") };
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
