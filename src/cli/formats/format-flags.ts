import { Option } from "@commander-js/extra-typings";
import { OrgBackupError } from "../../org-backup-error";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { repeatableOf } from "../definitions/parsers";
import { formatsOf } from "./format-table";
import type { FormatOf, FormatSet } from "./format-table";
import type { Output } from "./output";

export const outFlag = new Option("--out <file>", "write the result to a file");

/** `--format` of a command, with the formats that it has. */
export function formatFlag<Set extends FormatSet>(
  set: Set,
): Option<"--format <format>", undefined, "text", FormatOf<Set>> {
  const known = formatsOf(set);
  const names =
    known.length < 2 ? known.join("") : `${known.slice(0, -1).join(", ")} or ${known.at(-1) ?? ""}`;
  return new Option("--format <format>", names)
    .default("text" as const)
    .argParser((text) => formatNamed(text, known));
}

/** `--output FORMAT=FILE` of a command, with the formats that it has. */
export function outputFlag<Set extends FormatSet>(
  set: Set,
): Option<"--output <format=file>", undefined, undefined, readonly Output<FormatOf<Set>>[]> {
  const known = formatsOf(set);
  return new Option("--output <format=file>", "write it in another format too; repeatable").argParser(
    repeatableOf((text) => outputNamed(text, known)),
  );
}

function outputNamed<Format extends string>(text: string, known: readonly Format[]): Output<Format> {
  const split = text.indexOf("=");
  if (split < 1 || split === text.length - 1) {
    throw new OrgBackupError("usage", `--output expects FORMAT=FILE, found ${JSON.stringify(text)}.`, {
      hint: `For example --output json=plan.json. Formats: ${known.join(", ")}.`,
    });
  }
  const file = text.slice(split + 1);
  return { format: formatNamed(text.slice(0, split), known), file: file === "-" ? undefined : file };
}

function formatNamed<Format extends string>(text: string, known: readonly Format[]): Format {
  const found = known.find((format) => format === text);
  if (found === undefined) {
    throw new OrgBackupError(
      "usage",
      `There is no format ${JSON.stringify(text)}.${didYouMeanSentence(text, known)}`,
      { hint: `Formats: ${known.join(", ")}.` },
    );
  }
  return found;
}
