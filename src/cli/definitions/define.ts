import type { ExitStatus, CliContext } from "../cli-context";

/** Makes a command's action of a function that gives an exit status. */
export type Run = <Arguments extends readonly unknown[]>(
  command: (host: CliContext, ...args: Arguments) => ExitStatus | Promise<ExitStatus>,
) => (...args: Arguments) => Promise<void>;

/** Collects the values of an option that may be repeated. */
export function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** Collects values that replace the default instead of adding to it. */
export function collectInstead(
  byDefault: readonly string[],
): (value: string, previous: readonly string[]) => readonly string[] {
  return (value, previous) => (previous === byDefault ? [value] : [...previous, value]);
}

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`;
}
