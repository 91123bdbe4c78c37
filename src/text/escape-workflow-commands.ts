/**
 * Text for a log that a build service reads along: GitHub takes a line that begins with `::` for a command,
 * and `##[` wherever it stands; Azure takes `##vso[`. Names from outside must not give any.
 */
export function escapeWorkflowCommands(text: string): string {
  return (
    text
      .replace(/##(vso)?\[/gi, (command) => `${command.slice(0, -1)}\\u{5b}`)
      // eslint-disable-next-line no-control-regex -- our own colours may stand before it
      .replace(/^((?:\s|\u001b\[\d+m)*):(?=:)/gm, "$1\\u{3a}")
  );
}
