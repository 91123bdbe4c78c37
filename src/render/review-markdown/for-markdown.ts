import { shortened } from "../../text/shorten";
import { escapeWorkflowCommands } from "../../text/escape-workflow-commands";
import { escapeControl } from "../../text/escape-control";

/** Longer names and values are shown by their beginning and end. */
const LONGEST_CODE = 200;

/**
 * Text from outside as a code span, where GitHub and GitLab take nothing for markup: no HTML, links,
 * mentions, issue references or emoji. Line breaks, control and direction characters are shown as escapes.
 */
export function codeSpan(text: string, most = LONGEST_CODE): string {
  const safe = safeLine(text, most);
  const longestRun = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longestRun + 1);
  // CommonMark takes a space off each side, unless there is nothing but space.
  const pad = safe === "" || (/^[` ]|[` ]$/.test(safe) && !/^ +$/.test(safe)) ? " " : "";
  return `${fence}${pad}${safe}${pad}${fence}`;
}

/** A code span for a table's cell. Tables are split at bars before anything else is read, so that there may be none. */
export function cellCode(text: string, most?: number): string {
  return codeSpan(text.replaceAll("|", "\\u{7c}"), most);
}

/** A line for a fenced block, or the inside of a code span. */
export function safeLine(text: string, most: number): string {
  // No text from outside may pass for the hidden marker by which a comment is found again.
  return escapeWorkflowCommands(escapeControl(shortened(text.toWellFormed(), most))).replaceAll(
    "<!--",
    "<\\u{21}--",
  );
}

/** A word that no dialect of Markdown can take for anything else. */
const PLAIN_WORD =
  /^["'(]?(?:\p{L}+(?:['’]\p{L}+)?|\p{Ll}+(?:-\p{Ll}+)+|\p{N}{1,6}|\d\d:\d\d|EC2|S3)[)"']?[.,;:!?]*$/u;
/** At the beginning of a line, a list. */
const LIST_NUMBER = /^\d+[.)]$/;
/** GitHub links what looks like a commit. */
const HASH = /^["'(]?[0-9a-f]{7,}/i;

/** What stands between backticks, with the punctuation behind it; or a word. */
const PIECE = /(?<![^ ])(\(?)`([^`]+)`([).,;:]*)(?![^ ])|[^ ]+/gu;

/** A sentence with text from outside in it: every word that is not plain becomes a code span. */
export function forMarkdown(text: string, most = 1000): string {
  const words: string[] = [];
  let risky: string[] = [];
  const flush = (): void => {
    if (risky.length > 0) {
      const [, before = "", content = "", after = ""] = /^(\(?)(.*?)([.,;:]*)$/su.exec(risky.join(" ")) ?? [];
      const closing = content.length > 1 && content.endsWith(")") && closesMore(content) ? ")" : "";
      const inside = content.slice(0, content.length - closing.length);
      words.push(
        inside === "" ? codeSpan(before + after) : `${before}${codeSpan(inside, most)}${closing}${after}`,
      );
      risky = [];
    }
  };
  for (const [word, before, code, after] of safeLine(text, most).matchAll(PIECE)) {
    const isFirst = words.length === 0 && risky.length === 0;
    if (code !== undefined && before !== undefined && after !== undefined) {
      flush();
      words.push(`${before}${codeSpan(code, most)}${after}`);
    } else if (PLAIN_WORD.test(word) && !HASH.test(word) && !(isFirst && LIST_NUMBER.test(word))) {
      flush();
      words.push(word);
    } else {
      risky.push(word);
    }
  }
  flush();
  return words.join(" ");
}

/** Whether a text closes more parentheses than it opens. */
function closesMore(text: string): boolean {
  return text.split(")").length > text.split("(").length;
}

/** A fenced block that nothing in its lines can close. */
export function fenced(language: string, lines: readonly string[]): string {
  const longestRun = Math.max(
    2,
    ...lines.flatMap((line) => [...line.matchAll(/`+/g)].map(([run]) => run.length)),
  );
  const fence = "`".repeat(longestRun + 1);
  return [fence + language, ...lines, fence].join("\n");
}
