import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { readTypedFile } from "../../sources/typed-file";
import { takesList } from "../definitions/parsers";
import { configurableOptions } from "./configurable-options";
import type { ConfigurableOption } from "./configurable-options";
import { configurationSchema, RESOURCE_TYPES_FLAG, RESOURCE_TYPES_KEY } from "./configuration-schema";
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
  program: CommandUnknownOpts,
  command: CommandUnknownOpts,
  config: string | boolean | undefined,
): void {
  const file = typeof config === "string" ? config : CONFIGURATION_FILE;
  const { value } = readTypedFile(file, configurationSchema(program), {
    what: "configuration file",
    topic: "configuration",
  });
  if (value.manages !== undefined && command.name() === "plan") {
    // No flag says this: a caller must not be able to narrow it.
    command.setOptionValueWithSource("manages", value.manages, "config");
  }
  for (const target of [program, command]) {
    for (const configurable of configurableOptions(target)) {
      const { flag, option } = configurable;
      const chosen = fitting(
        configurable,
        value.commands?.[command.name()]?.[flag] ??
          value.defaults?.[flag] ??
          (flag === RESOURCE_TYPES_FLAG ? value[RESOURCE_TYPES_KEY] : undefined),
      );
      const key = option.attributeName();
      const opposite = OPPOSITES[flag];
      if (
        chosen !== undefined &&
        !isSaid(target, key) &&
        (opposite === undefined || !isSaid(target, opposite))
      ) {
        target.setOptionValueWithSource(key, parsed(option, chosen), "config");
      }
    }
  }
}

/**
 * One value is a list of one, and the other way round; a list of several means nothing to a flag that takes
 * one, and neither does false to a flag that cannot be negated.
 */
function fitting(
  { kind, isNegatable }: ConfigurableOption,
  value: OptionValue | undefined,
): OptionValue | undefined {
  if (value === false && !isNegatable) {
    return undefined;
  }
  if (typeof value === "object") {
    return kind === "list" ? value : value.length === 1 ? value[0] : undefined;
  }
  return kind === "list" && value !== undefined ? [String(value)] : value;
}

/** Values are read as on the command line: a list is a flag used several times. */
function parsed({ parseArg, presetArg }: ConfigurableOption["option"], value: OptionValue): unknown {
  if (parseArg === undefined) {
    return value === true && presetArg !== undefined ? presetArg : value;
  }
  if (typeof value === "boolean") {
    return value && typeof presetArg === "string" ? parseArg<unknown>(presetArg, undefined) : value;
  }
  const texts = typeof value === "object" ? value : [String(value)];
  // Each by itself: handing on what came before copies it with every value.
  const values = texts.map((text) => parseArg<unknown>(text, undefined));
  return takesList(parseArg) ? (values.length === 0 ? undefined : values.flat()) : values.at(-1);
}

function isSaid(command: CommandUnknownOpts, key: string): boolean {
  const source = command.getOptionValueSource(key);
  return source === "cli" || source === "env";
}
