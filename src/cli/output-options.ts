import { OrgBackupError } from "../org-backup-error";
import { styleFor } from "../render/style";
import type { TextOptions } from "../render/style";
import { didYouMeanSentence } from "../text/did-you-mean";
import type { CliContext } from "./cli-context";
import { writeFileWhole } from "./write-output";

/** The options that say how and where a result is written. */
export interface OutputOptions {
  readonly format: string;
  readonly out?: string;
  readonly output?: readonly string[];
}

export interface Output {
  readonly format: string;
  /** Undefined for standard output. */
  readonly file: string | undefined;
}

/** Reads `--format`, `--out` and every `--output FORMAT=FILE`; checks them before any work is done. */
export function outputsOf(options: OutputOptions, formats: readonly string[]): readonly Output[] {
  const main = { format: checked(options.format, formats), file: options.out };
  const others = (options.output ?? []).map((text) => {
    const split = text.indexOf("=");
    if (split < 1 || split === text.length - 1) {
      throw new OrgBackupError("usage", `--output expects FORMAT=FILE, found ${JSON.stringify(text)}.`, {
        hint: `For example --output json=plan.json. Formats: ${formats.join(", ")}.`,
      });
    }
    const file = text.slice(split + 1);
    return { format: checked(text.slice(0, split), formats), file: file === "-" ? undefined : file };
  });
  const all = [main, ...others];
  const files = all.map(({ file }) => file);
  const twice = files.find((file, index) => file !== undefined && files.indexOf(file) < index);
  if (twice !== undefined) {
    throw new OrgBackupError("usage", `Two results would be written into ${JSON.stringify(twice)}.`, {
      hint: "Name a file for each --output, and another one with --out.",
    });
  }
  return all;
}

/** Renders each format once and writes it where it belongs. */
export function writeOutputs(
  outputs: readonly Output[],
  host: CliContext,
  render: (format: string, toFile: boolean) => string,
): void {
  for (const { format, file } of outputs) {
    const text = render(format, file !== undefined);
    if (file === undefined) {
      host.stdout(text);
    } else {
      writeFileWhole(file, text);
    }
  }
}

/** How text is laid out: plain and 80 columns wide in files. */
export function textOptions(host: CliContext, toFile: boolean): TextOptions {
  return { style: styleFor(host.color && !toFile), width: toFile ? 80 : host.width };
}

function checked(format: string, formats: readonly string[]): string {
  if (!formats.includes(format)) {
    const meant = didYouMeanSentence(format, formats);
    throw new OrgBackupError("usage", `There is no format ${JSON.stringify(format)}.${meant}`, {
      hint: `Formats: ${formats.join(", ")}.`,
    });
  }
  return format;
}
