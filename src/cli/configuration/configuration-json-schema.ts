import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { configurableOptions } from "./configurable-options";
import type { ConfigurableOption } from "./configurable-options";
import { configurableCommands, optionsOfAll, RESOURCE_TYPES_KEY } from "./configuration-schema";

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
      [RESOURCE_TYPES_KEY]: {
        type: "array",
        minItems: 1,
        items: { type: "string" },
        description:
          "The resource types that the organization uses, such as ebs or aurora: guardrails are judged for them where nothing else names types.",
      },
      manages: {
        anyOf: [{ const: "all" }, { type: "array", items: { type: "string" } }],
        description:
          "The names of the policies that Terraform manages, or all: for reviews of synthesized code.",
      },
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
