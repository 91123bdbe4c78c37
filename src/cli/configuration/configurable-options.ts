import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { takesList } from "../definitions/parsers";

/** What a flag may be given in the configuration file. */
export type OptionKind = "switch" | "value" | "value-or-switch" | "list";

type AnyOption = CommandUnknownOpts["options"][number];

export interface ConfigurableOption {
  /** As on the command line, without the dashes: `fail-on`. */
  readonly flag: string;
  readonly description: string;
  readonly kind: OptionKind;
  readonly choices: readonly string[] | undefined;
  /** Whether `--no-...` exists: only then `false` means anything. */
  readonly isNegatable: boolean;
  readonly option: AnyOption;
}

/** What is decided for one run alone: agreeing to a change, and what the process is asked about itself. */
const NEVER: ReadonlySet<string> = new Set(["yes", "help", "version", "config", "restart", "expect-digest"]);

/** The flags of a command that the configuration file may set. */
export function configurableOptions(command: CommandUnknownOpts): readonly ConfigurableOption[] {
  const negated = new Set(
    command.options.filter(({ negate }) => negate).map((option) => option.attributeName()),
  );
  const found = new Map<string, ConfigurableOption>();
  for (const option of command.options) {
    const flag = option.long?.replace(/^--(no-)?/, "") ?? "";
    if (!NEVER.has(flag) && !found.has(flag)) {
      const { description, argChoices: choices } = option;
      const kind = kindOf(option);
      // `--guardrails FILE` beside `--no-guardrails`: a file, or false.
      const isNegatable = negated.has(option.attributeName());
      const isTwin = kind === "value" && isNegatable;
      found.set(flag, {
        flag,
        description,
        kind: isTwin ? "value-or-switch" : kind,
        choices,
        isNegatable,
        option,
      });
    }
  }
  return [...found.values()];
}

function kindOf(option: AnyOption): OptionKind {
  if (takesList(option.parseArg)) {
    return "list";
  }
  if (option.optional) {
    return "value-or-switch";
  }
  return option.required ? "value" : "switch";
}
