/** A command that the runner of GitHub Actions found in a log. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly message: string;
}

/** Finds workflow commands as the runner does: line by line, after leading space, properties split at commas. */
export function workflowCommands(log: string): readonly WorkflowCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const trimmed = line.trimStart();
    const end = trimmed.indexOf("::", 2);
    if (!trimmed.startsWith("::") || end < 0) {
      return [];
    }
    const [name = "", ...rest] = trimmed.slice(2, end).split(" ");
    const properties = rest
      .join(" ")
      .split(",")
      .filter((part) => part !== "")
      .map((part): readonly [string, string] => {
        const split = part.indexOf("=");
        return [part.slice(0, split), unescapeProperty(part.slice(split + 1))];
      });
    return [{ name, properties: new Map(properties), message: unescapeData(trimmed.slice(end + 2)) }];
  });
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}
