/** A command of a page that belongs to this tool. */
export interface HelpCommand {
  readonly args: readonly string[];
  /** `name=$(script)`: what the other commands get as `$name`. */
  readonly assigns?: { readonly name: string; readonly script: string };
  /** The file that takes its result: `> FILE`. */
  readonly to?: string;
  /** What the page shows of its output; only in blocks of a console. */
  readonly shown?: string;
}

/** The commands of a block that begin with `org-backup` or `npx org-backup`; others are not ours to run. */
export function commandsOf(language: string, text: string): readonly HelpCommand[] {
  return language === "console" ? consoleCommands(text) : text.split(/(?<!\\)\n/).flatMap(commandsOfLine);
}

/** A console shows commands behind `$ ` and what they print below them. */
function consoleCommands(text: string): readonly HelpCommand[] {
  const [before = "", ...parts] = text.split(/^\$ /m);
  if (before !== "") {
    throw new Error(`A console begins with a command: ${before}`);
  }
  return parts.flatMap((part) => {
    const [line = "", ...output] = part.split(/(?<!\\)\n/);
    const commands = commandsOfLine(line);
    return commands.map((command, index) =>
      index === commands.length - 1 ? { ...command, shown: output.join("\n") } : command,
    );
  });
}

function commandsOfLine(line: string): readonly HelpCommand[] {
  const [, name, script] = /^(\w+)=\$\((.+)\)$/.exec(line) ?? [];
  if (name !== undefined && script !== undefined) {
    return [{ args: [], assigns: { name, script } }];
  }
  return line.split(" && ").flatMap((command) => {
    const words = wordsOf(command.replaceAll("\\\n", " "));
    const args = words[0] === "npx" ? words.slice(1) : words;
    if (args[0] !== "org-backup") {
      return [];
    }
    const arrow = args.indexOf(">");
    const to = args[arrow + 1];
    return [arrow === -1 || to === undefined ? { args: args.slice(1) } : { args: args.slice(1, arrow), to }];
  });
}

/** Words as a shell takes them: quotes, and `#` for a comment. Nothing else of a shell may stand in a page. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, space, single, double, plain] of line.matchAll(/(\s+)|'([^']*)'|"([^"]*)"|([^\s'"]+)/g)) {
    if (space !== undefined) {
      words.push("");
      continue;
    }
    if (plain?.startsWith("#") === true && (words.at(-1) ?? "") === "") {
      break;
    }
    words.push((words.pop() ?? "") + (single ?? double ?? plain ?? ""));
  }
  return words.filter((word) => word !== "");
}

/** Whether an output is what a page shows; a line `...` stands for any lines. */
export function isShown(shown: string, output: string): boolean {
  const [first = "", ...rest] = trimmed(shown).split(/^\.\.\.$\n?/m);
  const text = trimmed(output);
  if (!text.startsWith(first)) {
    return false;
  }
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? text.length - part.length : text.indexOf(part, at);
    if (found < at || !text.startsWith(part, found)) {
      return false;
    }
    at = found + part.length;
  }
  return rest.length > 0 || at === text.length;
}

function trimmed(text: string): string {
  return `${text.replace(/\s+$/, "")}\n`;
}
