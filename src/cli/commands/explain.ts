import { explain as explainAccount } from "../../app/explain";
import type { CliContext, ExitStatus } from "../cli-context";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";
import { warnOfRefusals } from "../warn-of-refusals";

export interface ExplainOptions extends OutputOptions<FormatOf<"explain">>, SourceOptions {
  readonly account: string;
}

/** `org-backup explain`: where the values of one account's effective policy come from. */
export async function explain(
  path: string | undefined,
  options: ExplainOptions,
  context: CliContext,
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const organization = await organizationSource(options, context);
  const result = explainAccount({ organization, account: options.account, path, at: context.now() });
  warnOfRefusals(result.refused, context);
  await writeOutputs(outputs, FORMATS.explain, result, context);
  return 0;
}
