import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { OrgBackupError } from "../../org-backup-error";
import { isEmptyFor, takesList } from "./parsers";

type AnyOption = CommandUnknownOpts["options"][number];

const EMPTY_VARIABLE = "A variable in the command line may be empty.";

/**
 * Makes a command refuse a flag without a value, as an unset variable leaves it, and a second value where only one
 * counts: the last would win unseen.
 */
export function refuseUnclearFlags(command: CommandUnknownOpts): void {
  const given = new Map<string, string>();
  for (const option of command.options) {
    const key = option.attributeName();
    command.on(`option:${option.name()}`, (text: string | null | undefined) => {
      const flag = option.long ?? option.flags;
      refuseEmpty(option, text, flag);
      const before = given.get(key);
      given.set(key, flag);
      if (before !== undefined && (before !== flag || takesOneValue(option))) {
        throw usageError(
          before === flag
            ? `${flag} is given twice, but takes one value.`
            : `${before} and ${flag} contradict each other.`,
          "Leave one of them out.",
        );
      }
    });
  }
}

/** @throws OrgBackupError (`usage`) if the text of a flag says nothing */
function refuseEmpty({ parseArg }: AnyOption, text: unknown, flag: string): void {
  if (typeof text === "string" && isEmptyFor(parseArg, text)) {
    throw usageError(`${flag} has no value: found ${JSON.stringify(text)}.`, EMPTY_VARIABLE);
  }
}

/** @throws OrgBackupError (`usage`) if an argument of the command is an empty text */
export function refuseEmptyArguments({ args, registeredArguments }: CommandUnknownOpts): void {
  const index = args.findIndex((text) => text.trim() === "");
  if (index >= 0) {
    const name = (registeredArguments[index] ?? registeredArguments.at(-1))?.name() ?? "";
    throw usageError(`The argument ${name} is empty: found ${JSON.stringify(args[index])}.`, EMPTY_VARIABLE);
  }
}

function takesOneValue({ required, optional, parseArg }: AnyOption): boolean {
  return (required || optional) && !takesList(parseArg);
}

function usageError(message: string, hint: string): OrgBackupError {
  return new OrgBackupError("usage", message, { hint });
}
