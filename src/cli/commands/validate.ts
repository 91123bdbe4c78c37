import { validate as validateFiles } from "../../app/validate";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";

export interface ValidateOptions extends OutputOptions<FormatOf<"validate">> {
  readonly at?: Date;
  readonly failOn?: readonly string[];
}

/** `org-backup validate`: whether AWS accepts these documents, and lint warnings. */
export async function validate(
  files: readonly string[],
  options: ValidateOptions,
  context: CliContext,
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const failOn = await parseFailOn(options.failOn);
  const validated = validateFiles({ files, at: options.at ?? context.now() });
  await writeOutputs(outputs, FORMATS.validate, validated, context);
  return statusOf(
    failOn,
    validated.flatMap(({ issues }) => issues),
  );
}
