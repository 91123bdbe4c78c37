import { OrgBackupError } from "../../org-backup-error";
import { EffectivePolicies } from "../../organization/effective-policies";
import { scheduleJson } from "../../render/schedule-json";
import { scheduleText } from "../../render/schedule-text";
import { timetableOf } from "../../review/timetable";
import { accountsAskedFor } from "../accounts";
import type { ExitStatus, CliContext } from "../cli-context";
import { timeOfAt } from "../parse-time";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationAfter } from "../read-account-view";

export interface ScheduleOptions extends OutputOptions {
  readonly org?: string;
  readonly plan?: readonly string[];
  readonly account?: readonly string[];
  readonly count: string;
  readonly at?: string;
}

const MOST_RUNS = 100;

/** `org-backup schedule`: the next backups, the largest gap, and how long recovery points are kept. */
export function schedule(options: ScheduleOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, ["text", "json"]);
  const at = options.at === undefined ? host.now() : timeOfAt(options.at);
  const runs = runsOf(options.count);
  const organization = organizationAfter(options);
  const accounts = accountsAskedFor(organization, options.account);
  const timetable = timetableOf(EffectivePolicies.compute(organization, at), accounts, at, runs);
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json" ? scheduleJson(timetable) : scheduleText(timetable, textOptions(host, toFile)),
  );
  return 0;
}

function runsOf(text: string): number {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1 || runs > MOST_RUNS) {
    throw new OrgBackupError(
      "usage",
      `--count expects a number from 1 to ${MOST_RUNS}, found ${JSON.stringify(text)}.`,
    );
  }
  return runs;
}
