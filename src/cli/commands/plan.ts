import { existsSync } from "node:fs";
import { EffectivePolicies } from "../../organization/effective-policies";
import { escapeControl } from "../../text/escape-control";
import { changeDigest } from "../../review/change-digest";
import { review } from "../../review/review";
import { GUARDRAILS_FILE, readGuardrails } from "../../sources/guardrails/guardrails-file";
import { STANDARD_INPUT } from "../../sources/read-text";
import { writeGithubFiles } from "../github-files";
import { parseFailOn, statusOfFindings } from "../fail-on-findings";
import type { ExitStatus, CliContext } from "../cli-context";
import { outputsOf, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { repositoryFile } from "../policy-locations";
import { DEFAULT_DIRECTORY, readChange } from "../read-change";
import type { ChangeOptions } from "../read-change";
import { PLAN_FORMATS, renderReview } from "../review-formats";
import { Stages } from "../stages";

export interface PlanOptions extends OutputOptions, ChangeOptions {
  readonly failOn: readonly string[];
  readonly detailedExitcode?: boolean;
  /** A file, or false where the one in the working directory is not to count. */
  readonly guardrails?: string | false;
  readonly digest?: boolean;
  readonly expectDigest?: string;
  readonly includePolicies?: boolean;
  readonly explain?: boolean;
  /** An artifact's name or address. */
  readonly whole?: string;
}

export { PLAN_FORMATS };

/** `org-backup plan`: what code, a plan or a mere idea does to every account's effective policy. */
export function plan(directory: string | undefined, options: PlanOptions, host: CliContext): ExitStatus {
  const outputs = outputsOf(options, PLAN_FORMATS);
  const failOn = parseFailOn(options.failOn);
  const guardrails = guardrailsFile(options);
  const stages = new Stages(host);
  try {
    return reviewed(directory, options, { host, outputs, failOn, guardrails, stages });
  } finally {
    stages.clear();
  }
}

interface Preparation {
  readonly host: CliContext;
  readonly outputs: ReturnType<typeof outputsOf>;
  readonly failOn: ReturnType<typeof parseFailOn>;
  readonly guardrails: string | undefined;
  readonly stages: Stages;
}

function reviewed(
  directory: string | undefined,
  options: PlanOptions,
  { host, outputs, failOn, guardrails, stages }: Preparation,
): ExitStatus {
  stages.show("Reading");
  const change = readChange(directory, options);
  const at = host.now();
  stages.show("Computing effective policies");
  const before = EffectivePolicies.compute(change.before, at);
  const after = EffectivePolicies.compute(change.after, at);
  stages.show("Comparing");
  const digest = changeDigest(change.before, change.after);
  const result = {
    ...review(
      before,
      { after, ...change.facts },
      {
        at,
        acknowledgements: change.acknowledgements,
        remarks: change.remarks,
        ...(guardrails === undefined ? {} : { guardrails: readGuardrails(guardrails) }),
      },
    ),
    digest,
  };
  stages.clear();
  change.remarks.forEach((remark) => {
    host.stderr(`${escapeControl(remark)}\n`);
  });
  // With --digest alone, standard output is for the digest.
  writeOutputs(
    options.digest === true ? outputs.filter(({ file }) => file !== undefined) : outputs,
    host,
    (format, toFile) =>
      renderReview(format, result, {
        before,
        after,
        host,
        toFile,
        failOn,
        includePolicies: options.includePolicies === true,
        explain: options.explain === true,
        ...(options.whole === undefined ? {} : { whole: options.whole }),
        ...placesOf(directory, options),
      }),
  );
  if (outputs.some(({ format }) => format === "github")) {
    writeGithubFiles(result);
  }
  if (options.digest === true) {
    host.stdout(`${digest}\n`);
  }
  if (options.expectDigest !== undefined && options.expectDigest.trim() !== digest) {
    host.stderr(
      `The change is not the one that was expected: its digest is ${digest}, expected was ${escapeControl(options.expectDigest.trim())}. Review it again.\n`,
    );
    return 2;
  }
  const status = statusOfFindings(failOn, result.findings);
  return status === 0 && options.detailedExitcode === true && result.changes.length > 0 ? 2 : status;
}

/** Where findings are written, for reports that name files. */
function placesOf(
  directory: string | undefined,
  { org, plan: plans = [] }: PlanOptions,
): { readonly directory?: string; readonly fallbackFile?: string } {
  return {
    ...(plans.length > 0 ? {} : { directory: directory ?? DEFAULT_DIRECTORY }),
    ...(org === undefined || org === STANDARD_INPUT ? {} : { fallbackFile: repositoryFile(org) }),
  };
}

/** The file in the working directory counts without being named. */
function guardrailsFile({ guardrails }: PlanOptions): string | undefined {
  if (guardrails === false) {
    return undefined;
  }
  return guardrails ?? (existsSync(GUARDRAILS_FILE) ? GUARDRAILS_FILE : undefined);
}
