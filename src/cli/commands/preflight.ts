import { preparePreflight } from "../../app/preflight";
import type { LiveOptions } from "../../sources/live/live-options";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { withLive } from "../live";

export interface PreflightOptions extends OutputOptions<FormatOf<"preflight">>, LiveOptions {
  readonly org?: string;
  readonly plan?: readonly string[];
  readonly memberRoleName?: string;
  readonly sample: number;
  readonly all?: boolean;
  readonly account?: readonly string[];
  readonly failOn?: readonly string[];
}

/** `org-backup preflight`: what must be true before apply. */
export async function preflight(
  directory: string | undefined,
  options: PreflightOptions,
  context: CliContext,
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const failOn = await parseFailOn(options.failOn);
  const { org, plan, memberRoleName, sample, all, account } = options;
  const check = preparePreflight({
    directory,
    plans: plan,
    file: org,
    memberRoleName,
    sample,
    all,
    accounts: account,
    now: context.now,
  });
  const checks = await withLive(options, context, "preflight", check);
  await writeOutputs(outputs, FORMATS.preflight, checks, context);
  return statusOf(
    failOn,
    checks.flatMap(({ finding }) => finding ?? []),
  );
}
