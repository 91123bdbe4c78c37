import { schedule as scheduleOf } from "../../app/schedule";
import type { CliContext, ExitStatus } from "../cli-context";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";
import { warnOfRefusals } from "../warn-of-refusals";

export interface ScheduleOptions extends OutputOptions<FormatOf<"schedule">>, SourceOptions {
  readonly plan?: readonly string[];
  readonly account?: readonly string[];
  readonly all?: boolean;
  readonly count: number;
  readonly at?: Date;
}

/** `org-backup schedule`: the next backups, the largest gap, and how long recovery points are kept. */
export async function schedule(options: ScheduleOptions, context: CliContext): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const organization = await organizationSource(options, context);
  const { plan: plans, account: accounts, all = false, count: runs, at = context.now() } = options;
  const result = scheduleOf({ organization, plans, accounts, runs, at });
  warnOfRefusals(result.refused, context);
  await writeOutputs(outputs, FORMATS.schedule, { result, all }, context);
  return 0;
}
