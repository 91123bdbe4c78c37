import { styleFor } from "../../render/style";
import { Guide } from "../help/guide";
import { showText, terminalOf } from "../help/pager";
import type { Terminal } from "../help/pager";
import { terminalMarkdown } from "../help/terminal-markdown";
import type { ExitStatus, CliContext } from "../cli-context";

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 100;

/** `org-backup help`: the same pages as in the repository's `help/` folder. */
export function help(
  topic: string | undefined,
  usage: string,
  host: CliContext,
  terminal: Terminal | undefined = terminalOf(host),
): ExitStatus {
  const guide = Guide.open();
  const style = styleFor(host.color);
  const text =
    topic === undefined
      ? `${usage}\n${topicsText(guide, style.bold)}`
      : terminalMarkdown(guide.page(topic), { style, width: Math.min(WIDEST, host.width) });
  showText(text, host, terminal);
  return 0;
}

/** All topics, one line each. */
function topicsText(guide: Guide, bold: (text: string) => string): string {
  const groups = guide.groups().map(({ title, topics }) => ({
    title,
    topics: topics.map(({ name, summary }) => ({ name: name.replace(/^constructs\//, ""), summary })),
  }));
  const names = groups.flatMap(({ topics }) => topics.map(({ name }) => name.length));
  const width = Math.max(...names);
  const sections = groups.map(({ title, topics }) =>
    [bold(title), ...topics.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join("\n"),
  );
  return `The guide: org-backup help TOPIC\n\n${sections.join("\n\n")}\n`;
}
