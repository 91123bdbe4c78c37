import { effective as effectiveOf } from "../../app/effective";
import type { CliContext, ExitStatus } from "../cli-context";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";
import { warnOfRefusals } from "../warn-of-refusals";

export interface EffectiveOptions extends OutputOptions<FormatOf<"effective">>, SourceOptions {
  readonly account?: readonly string[];
}

/** `org-backup effective`: the effective policy of accounts. */
export async function effective(options: EffectiveOptions, context: CliContext): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const organization = await organizationSource(options, context);
  const result = effectiveOf({ organization, accounts: options.account, at: context.now() });
  warnOfRefusals(result.refused, context);
  await writeOutputs(outputs, FORMATS.effective, result, context);
  return 0;
}
