import type { CliContext } from "../cli-context";
import type { Formats, Output, OutputOptions } from "./output";

/** What `--format`, `--out` and every `--output` ask for. */
export function outputsOf<Format extends string>({
  format,
  out,
  output = [],
}: OutputOptions<Format>): readonly Output<Format>[] {
  return [{ format, file: out }, ...output];
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
      for (const piece of typeof text === "string" ? [text] : text) {
        context.stdout(piece);
      }
    } else {
      const { writeFileWhole } = await import("../../files/write-file.js");
      await writeFileWhole(file, text);
    }
  }
}
