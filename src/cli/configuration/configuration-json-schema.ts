import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { configurableOptions } from "./configurable-options";
import type { ConfigurableOption } from "./configurable-options";
import { configurableCommands, optionsOfAll } from "./configuration-schema";

/** The JSON Schema of `org-backup.yaml`, for editors. */
export function configurationJsonSchema(program: CommandUnknownOpts): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "org-backup.yaml",
    description: "Flags of org-backup by their long names; flags on the command line come first.",
    type: "object",
    additionalProperties: false,
    required: ["version"],
    properties: {
      version: { const: 1 },
      defaults: { ...flags(optionsOfAll(program)), description: "For every command that has the flag." },
      commands: {
        type: "object",
        additionalProperties: false,
        description: "For one command; before `defaults`.",
        properties: Object.fromEntries(
          configurableCommands(program).map((command) => [
            command.name(),
            { ...flags(configurableOptions(command)), description: command.description() },
          ]),
        ),
      },
    },
  };
}

function flags(options: readonly ConfigurableOption[]): object {
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(
      options.map((option) => [option.flag, { ...typeOf(option), description: option.description }]),
    ),
  };
}

function typeOf({ kind, choices }: ConfigurableOption): object {
  switch (kind) {
    case "switch":
      return { type: "boolean" };
    case "list":
      return { type: ["array", "string"], items: { type: "string" } };
    case "value-or-switch":
      return { type: ["boolean", "string"] };
    case "value":
      return choices === undefined ? { type: ["string", "number"] } : { enum: choices };
  }
}
