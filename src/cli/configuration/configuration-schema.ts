import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import * as v from "valibot";
import type { ManagedPolicies } from "../../change/ownership";
import { getOrAdd } from "../../text/get-or-add";
import { isEmptyFor } from "../definitions/parsers";
import { configurableOptions } from "./configurable-options";
import type { ConfigurableOption } from "./configurable-options";

export type OptionValue = string | number | boolean | readonly string[];
export type OptionValues = Readonly<Record<string, OptionValue>>;

export interface Configuration {
  readonly version: 1;
  /** The resource types that the organization uses: what `--resource-types` says. */
  readonly resourceTypes?: readonly string[] | undefined;
  /** The names of the policies that Terraform manages, or all of them: for reviews of synthesized code. */
  readonly manages?: ManagedPolicies | undefined;
  readonly defaults?: OptionValues | undefined;
  readonly commands?: Readonly<Record<string, OptionValues | undefined>> | undefined;
}

/** The one fact about the organization in the file, and the flag that it sets. */
export const RESOURCE_TYPES_KEY = "resourceTypes";
export const RESOURCE_TYPES_FLAG = "resource-types";

/** The schema of `org-backup.yaml`: it follows from the command line. */
export function configurationSchema(program: CommandUnknownOpts): v.GenericSchema<unknown, Configuration> {
  const commands = configurableCommands(program).map((command) => [
    command.name(),
    v.optional(optionsSchema(configurableOptions(command))),
  ]);
  return v.strictObject({
    version: v.literal(1),
    [RESOURCE_TYPES_KEY]: v.optional(
      v.pipe(v.array(v.string()), v.minLength(1, "must name a type, or be left out")),
    ),
    manages: v.optional(v.union([v.literal("all"), v.array(v.string())])),
    defaults: v.optional(optionsSchema(optionsOfAll(program))),
    commands: v.optional(v.strictObject(Object.fromEntries(commands) as Record<string, v.GenericSchema>)),
  }) as unknown as v.GenericSchema<unknown, Configuration>;
}

/** Commands that have flags to set, subcommands left out: those write. */
export function configurableCommands(program: CommandUnknownOpts): readonly CommandUnknownOpts[] {
  return program.commands.filter((command) => configurableOptions(command).length > 0);
}

/** Each flag once, whichever commands have it; a list where one of them takes a list. */
export function optionsOfAll(program: CommandUnknownOpts): readonly ConfigurableOption[] {
  const found = new Map<string, ConfigurableOption>();
  const commandsBy = new Map<string, Map<string, string[]>>();
  for (const command of [program, ...configurableCommands(program)]) {
    for (const option of configurableOptions(command)) {
      if (!found.has(option.flag) || option.kind === "list") {
        found.set(option.flag, option);
      }
      const described = getOrAdd(commandsBy, option.flag, () => new Map<string, string[]>());
      getOrAdd(described, option.description, () => []).push(command.name());
    }
  }
  return [...found.values()].map((option) => ({
    ...option,
    description: everyMeaning(commandsBy.get(option.flag) ?? new Map()),
  }));
}

/** What a flag means in most commands, and in which it means something else. */
function everyMeaning(commandsBy: ReadonlyMap<string, readonly string[]>): string {
  const count = [...commandsBy.values()].flat().length;
  return [...commandsBy]
    .toSorted(([, first], [, second]) => second.length - first.length)
    .map(([text, names]) => (names.length > count / 2 ? text : `${names.join(", ")}: ${text}`))
    .join("; ");
}

function optionsSchema(options: readonly ConfigurableOption[]): v.GenericSchema {
  return v.strictObject(
    Object.fromEntries(options.map((option) => [option.flag, v.optional(valueSchema(option))])),
  );
}

function valueSchema({ kind, choices, option }: ConfigurableOption): v.GenericSchema {
  const filled = v.check<string, string>((text) => !isEmptyFor(option.parseArg, text), "has no value");
  const text = v.pipe(v.union([v.string(), v.number()]), v.transform(String), filled);
  const word = v.pipe(v.string(), filled);
  switch (kind) {
    case "switch":
      return v.boolean();
    case "list":
      return v.union([v.array(word), word]);
    case "value-or-switch":
      return v.union([v.boolean(), word]);
    case "value":
      return choices === undefined ? text : v.picklist(choices);
  }
}
