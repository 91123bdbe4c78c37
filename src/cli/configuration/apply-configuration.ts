import type { Command } from "commander";
import { readTypedFile } from "../../sources/typed-file";
import { configurableOptions } from "./configurable-options";
import type { OptionKind } from "./configurable-options";
import { configurationSchema } from "./configuration-schema";
import type { OptionValue } from "./configuration-schema";
import { CONFIGURATION_FILE } from "./has-configuration";

/** Flags of which one rules out the other: what the command line says must not meet its opposite in the file. */
const OPPOSITES: Readonly<Record<string, string>> = { org: "live", live: "org" };

/**
 * Sets what the configuration file says and the command line does not.
 *
 * @param command the command that is about to run
 * @throws OrgBackupError (`input`) with file, line and column
 */
export function applyConfiguration(
  program: Command,
  command: Command,
  config: string | boolean | undefined,
): void {
  const file = typeof config === "string" ? config : CONFIGURATION_FILE;
  const { value } = readTypedFile(file, configurationSchema(program), {
    what: "configuration file",
    topic: "configuration",
  });
  for (const target of [program, command]) {
    for (const { flag, kind, option } of configurableOptions(target)) {
      const chosen = fitting(kind, value.commands?.[command.name()]?.[flag] ?? value.defaults?.[flag]);
      const key = option.attributeName();
      const opposite = OPPOSITES[flag];
      if (
        chosen !== undefined &&
        !isSaid(target, key) &&
        (opposite === undefined || !isSaid(target, opposite))
      ) {
        target.setOptionValueWithSource(key, chosen, "config");
      }
    }
  }
}

/** One value is a list of one, and the other way round; a list of several says nothing to a flag that takes one. */
function fitting(kind: OptionKind, value: OptionValue | undefined): OptionValue | undefined {
  if (typeof value === "object") {
    return kind === "list" ? value : value.length === 1 ? value[0] : undefined;
  }
  return kind === "list" && value !== undefined ? [String(value)] : value;
}

function isSaid(command: Command, key: string): boolean {
  const source = command.getOptionValueSource(key);
  return source === "cli" || source === "env";
}
