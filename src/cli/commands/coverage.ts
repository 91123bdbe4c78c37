import type { CoverageRequest } from "../../app/coverage";
import { coverage as coverageOf } from "../../app/coverage";
import { OrgBackupError } from "../../org-backup-error";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { Output, OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";
import { warnOfRefusals } from "../warn-of-refusals";

export interface CoverageOptions extends OutputOptions<FormatOf<"coverageResources">>, SourceOptions {
  readonly plan?: readonly string[];
  readonly account?: readonly string[];
  readonly all?: boolean;
  /** Files of resource inventories. */
  readonly resources?: readonly string[];
  readonly failOn?: readonly string[];
}

/** `org-backup coverage`: what is backed up, by what, and what is not; of each resource if an inventory is given. */
export async function coverage(options: CoverageOptions, context: CliContext): Promise<ExitStatus> {
  const { plan: plans, account: accounts, all = false, resources, failOn } = options;
  const outputs = outputsOf(options);
  if (resources !== undefined) {
    return resourceCoverage(options, resources, outputs, context);
  }
  if (failOn !== undefined) {
    throw new OrgBackupError("usage", "--fail-on needs an inventory: --resources FILE.", { hint: HINT });
  }
  const accountOutputs = outputs.map(accountOutput);
  const organization = await organizationSource(options, context);
  const result = coverageOf({ organization, plans, accounts, at: context.now() });
  warnOfRefusals(result.refused, context);
  await writeOutputs(accountOutputs, FORMATS.coverage, { result, all }, context);
  return 0;
}

const HINT = "`org-backup help resources` describes inventories.";

/** Without an inventory there are no resources to list. */
function accountOutput({
  format,
  file,
}: Output<FormatOf<"coverageResources">>): Output<FormatOf<"coverage">> {
  if (format === "text" || format === "json") {
    return { format, file };
  }
  throw new OrgBackupError("usage", `The format ${format} needs an inventory: --resources FILE.`, {
    hint: HINT,
  });
}

async function resourceCoverage(
  options: CoverageOptions,
  resources: readonly string[],
  outputs: readonly Output<FormatOf<"coverageResources">>[],
  context: CliContext,
): Promise<ExitStatus> {
  const failOn = await parseFailOn(options.failOn ?? ["none"]);
  const organization = await organizationSource(options, context);
  const { plan: plans, account: accounts } = options;
  const request: CoverageRequest = { organization, plans, accounts, at: context.now() };
  const [app, { ResourceReports }] = await Promise.all([
    import("../../app/resource-coverage.js"),
    import("../formats/write-resource-reports.js"),
  ]);
  const reports = await ResourceReports.open(outputs, context);
  try {
    const result = app.resourceCoverage({
      ...request,
      resources,
      onResource: (resource, match) => {
        reports.resource(resource, match);
      },
    });
    warnOfRefusals(result.refused, context);
    await reports.end(result);
    return statusOf(failOn, result.findings);
  } finally {
    reports.close();
  }
}
