import type { CommandUnknownOpts } from "@commander-js/extra-typings";

/** What `org-backup COMMAND --help` prints. */
export function commandHelp(command: CommandUnknownOpts): string {
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
