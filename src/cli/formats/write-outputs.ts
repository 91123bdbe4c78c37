import { OrgBackupError } from "../../org-backup-error";
import type { CliContext } from "../cli-context";
import { writeFileWhole } from "../write-output";
import type { Formats, Output, OutputOptions } from "./output";

/**
 * What `--format`, `--out` and every `--output` ask for.
 *
 * @throws OrgBackupError (`usage`) if two results would be written into one file
 */
export function outputsOf<Format extends string>({
  format,
  out,
  output = [],
}: OutputOptions<Format>): readonly Output<Format>[] {
  const all = [{ format, file: out }, ...output];
  const files = all.map(({ file }) => file);
  const twice = files.find((file, index) => file !== undefined && files.indexOf(file) < index);
  if (twice !== undefined) {
    throw new OrgBackupError("usage", `Two results would be written into ${JSON.stringify(twice)}.`, {
      hint: "Name a file for each --output, and another one with --out.",
    });
  }
  return all;
}

/** Renders each format once, with the renderer loaded now, and writes it where it belongs. */
export async function writeOutputs<Format extends string, Result>(
  outputs: readonly Output<Format>[],
  formats: Formats<Format, Result>,
  result: Result,
  context: CliContext,
): Promise<void> {
  for (const { format, file } of outputs) {
    const render = await formats[format]();
    const text = render(result, { context, toFile: file !== undefined });
    if (file === undefined) {
      context.stdout(text);
    } else {
      writeFileWhole(file, text);
    }
  }
}
