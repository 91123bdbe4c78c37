import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { OrgBackupError } from "../../org-backup-error";
import { styleFor } from "../../render/style";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { commandHelp } from "../help/command-help";
import { Guide } from "../help/guide";
import { showText, terminalOf } from "../help/pager";
import type { Terminal } from "../help/pager";
import { terminalMarkdown } from "../help/terminal-markdown";
import type { ExitStatus, CliContext } from "../cli-context";

/** Lines longer than this are hard to read, however wide the terminal is. */
const WIDEST = 100;

/**
 * `org-backup help`: the guide, the help of a command, or what is said of a rule.
 *
 * @throws OrgBackupError (`usage`) for any other word, with the one that was meant
 */
export function help(
  word: string | undefined,
  program: CommandUnknownOpts,
  host: CliContext,
  terminal: Terminal | undefined = terminalOf(host),
): ExitStatus {
  const guide = Guide.open();
  const style = styleFor(host.color);
  const shown = (markdown: string): string =>
    terminalMarkdown(markdown, { style, width: Math.min(WIDEST, host.width) });
  const text =
    word === undefined
      ? `${program.helpInformation()}\n${topicsText(guide, style.bold)}`
      : answerTo(word, program, guide, shown);
  showText(text, host, terminal);
  return 0;
}

/** Commands first, with the page of their name if there is one; then pages; then rules. */
function answerTo(
  word: string,
  program: CommandUnknownOpts,
  guide: Guide,
  shown: (markdown: string) => string,
): string {
  const command = program.commands.find((each) => each.name() === word.toLowerCase());
  const page = guide.page(word);
  if (command !== undefined) {
    return page === undefined ? commandHelp(command) : `${commandHelp(command)}\n${shown(page)}`;
  }
  const found = page ?? guide.rule(word);
  if (found === undefined) {
    const file = guide.leftOut(word);
    if (file !== undefined) {
      throw new OrgBackupError("usage", `The page ${JSON.stringify(word)} is not in the package.`, {
        hint: `Read ${file} in the repository of org-backup.`,
      });
    }
    const { topics, rules } = guide.words;
    const commands = program.commands.map((each) => each.name());
    const meant = didYouMeanSentence(word, [...topics, ...commands, ...rules]);
    throw new OrgBackupError("usage", `There is no topic, command or rule ${JSON.stringify(word)}.${meant}`, {
      hint: `\`org-backup help\` lists topics and commands, \`org-backup help findings\` the rules.`,
    });
  }
  return shown(found);
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
  return `The guide: org-backup help TOPIC; also help COMMAND, and help RULE for a finding\n\n${sections.join("\n\n")}\n`;
}
