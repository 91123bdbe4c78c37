import type { Command } from "commander";

/** What `org-backup COMMAND --help` prints. */
export function commandHelp(command: Command): string {
  const output = command.configureOutput();
  let text = "";
  command.configureOutput({
    ...output,
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  command.configureOutput(output);
  return text;
}
