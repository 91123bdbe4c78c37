import { coverage as coverageOf } from "../../app/coverage";
import type { CliContext, ExitStatus } from "../cli-context";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";

export interface CoverageOptions extends OutputOptions<FormatOf<"coverage">>, SourceOptions {
  readonly plan?: readonly string[];
  readonly account?: readonly string[];
}

/** `org-backup coverage`: what is backed up, by what, and what is not. */
export async function coverage(options: CoverageOptions, context: CliContext): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const organization = await organizationSource(options, context);
  const { plan: plans, account: accounts } = options;
  const result = coverageOf({ organization, plans, accounts, at: context.now() });
  await writeOutputs(outputs, FORMATS.coverage, result, context);
  return 0;
}
