import { isAbsolute } from "node:path";
import type { ManagedPolicies } from "../../change/ownership";
import { outputDirectory } from "../../app/output-directory";
import { mayDiffer } from "../../review/may-differ";
import { repositoryFile } from "../../app/policy-locations";
import { reviewChange } from "../../app/review-change";
import type { ReviewedChange, ReviewRequest } from "../../app/review-change";
import { readsOnce, STANDARD_INPUT } from "../../sources/read-text";
import { escapeControl } from "../../text/escape-control";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import type { FailOn } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { Output, OutputOptions } from "../formats/output";
import type { ReviewToRender } from "../formats/review-to-render";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { writeGithubFiles } from "../github-files";
import { organizationSource } from "../live";
import type { SourceOptions } from "../live";
import { Stages } from "../stages";
import { editsOf, whatIfOf } from "../what-if-options";
import type { WhatIfOptions } from "../what-if-options";

export interface PlanOptions extends OutputOptions<FormatOf<"plan">>, SourceOptions, WhatIfOptions {
  readonly plan?: readonly string[];
  readonly state?: readonly string[];
  readonly base?: string;
  /** From the configuration file. */
  readonly manages?: ManagedPolicies;
  readonly maxAge?: number;
  readonly failOn?: readonly string[];
  readonly detailedExitcode?: boolean;
  /** A file, or false to ignore the one in the working directory. */
  readonly guardrails?: string | boolean;
  readonly resourceTypes?: readonly string[];
  /** Files of resource inventories. */
  readonly resources?: readonly string[];
  readonly digest?: boolean;
  readonly expectDigest?: string;
  readonly includePolicies?: boolean;
  readonly explain?: boolean;
  /** An artifact's name or address. */
  readonly reportUrl?: string;
}

/** `org-backup plan`: what code, a plan or a what-if does to every account's effective policy. */
export async function plan(
  directory: string | undefined,
  options: PlanOptions,
  context: CliContext,
): Promise<ExitStatus> {
  const all = outputsOf(options);
  const failOn = await parseFailOn(options.failOn);
  const { guardrails, org, plan: plans = [], resources = [] } = options;
  readsOnce([org, ...plans, ...resources, ...editsOf(options).map(([, file]) => file)]);
  const at = context.now();
  const whatIf = whatIfOf(options, at);
  const reviewed = await reviewInStages(
    {
      directory,
      plans,
      states: options.state,
      base: options.base,
      manages: options.manages,
      maxAgeDays: options.maxAge,
      whatIf,
      organization: await organizationSource(options, context, { tags: true }),
      guardrails: guardrails === true ? undefined : guardrails,
      resourceTypes: options.resourceTypes,
      resources: options.resources,
      orState: canShowState(all, options),
      at,
    },
    context,
  );
  const { remarks, review } = reviewed;
  const noChange =
    review.summary.state === undefined
      ? []
      : ["No change is given, and there is no synthesized code: the page shows the organization as it is."];
  [...noChange, ...remarks].forEach((remark) => {
    context.stderr(`${escapeControl(remark)}\n`);
  });
  // With --digest alone, standard output is for the digest.
  const outputs = options.digest === true ? all.filter(({ file }) => file !== undefined) : all;
  await writeOutputs(outputs, FORMATS.plan, toRender(reviewed, directory, options, failOn), context);
  if (all.some(({ format }) => format === "github")) {
    writeGithubFiles(reviewed.review);
  }
  return statusOfReview(reviewed, options, failOn, context);
}

/** A page has something to show without a change; whatever else is asked for needs one. */
function canShowState(
  outputs: readonly Output<FormatOf<"plan">>[],
  { state, base, resources, digest, expectDigest, detailedExitcode }: PlanOptions,
): boolean {
  const needsChange = [state, base, resources, digest, expectDigest, detailedExitcode];
  return (
    outputs.every(({ format }) => format === "html") && needsChange.every((option) => option === undefined)
  );
}

async function reviewInStages(request: ReviewRequest, context: CliContext): Promise<ReviewedChange> {
  const stages = new Stages(context);
  try {
    return await Promise.resolve(
      reviewChange({
        ...request,
        onStage: (stage) => {
          stages.show(stage);
        },
      }),
    );
  } finally {
    stages.clear();
  }
}

function toRender(
  reviewed: ReviewedChange,
  directory: string | undefined,
  options: PlanOptions,
  failOn: FailOn,
): ReviewToRender {
  const { org, plan: plans = [], includePolicies, explain, reportUrl } = options;
  return {
    ...reviewed,
    failOn,
    includePolicies: includePolicies === true,
    explain: explain === true,
    reportUrl,
    directory: plans.length > 0 ? undefined : (directory ?? outputDirectory()),
    fallbackFile: org === undefined || org === STANDARD_INPUT ? undefined : repositoryFile(org),
    command: commandOf(directory, options),
  };
}

/** The command that reviews the same: the page adds its what-ifs to it, and names no folders of this machine that it need not. */
function commandOf(directory: string | undefined, options: PlanOptions): readonly string[] {
  const { org, live, plan: plans = [], state = [], base, guardrails, resourceTypes = [] } = options;
  const flag = (name: string, values: readonly (string | undefined)[] = []): readonly string[] =>
    values.flatMap((value) => (value === undefined ? [] : [`--${name}`, value]));
  const named = (file: string): string => (isAbsolute(file) ? repositoryFile(file) : file);
  return [
    "org-backup",
    "plan",
    ...(directory === undefined ? [] : [named(directory)]),
    ...flag("plan", plans.map(named)),
    ...flag("state", state.map(named)),
    ...flag("base", base === undefined ? [] : [named(base)]),
    ...flag("org", org === undefined ? [] : [named(org)]),
    ...(live === true ? ["--live"] : []),
    ...(guardrails === false
      ? ["--no-guardrails"]
      : typeof guardrails === "string"
        ? ["--guardrails", named(guardrails)]
        : []),
    ...flag("resource-types", resourceTypes),
    ...flag("resources", options.resources?.map(named)),
    ...flag("new-account", options.newAccount),
    ...flag("move", options.move),
    ...flag("detach", options.detach),
    ...flag("attach", options.attach),
    ...flag(
      "edit",
      editsOf(options).map(([policy, file]) => `${policy}=${named(file)}`),
    ),
  ];
}

function statusOfReview(
  { review }: ReviewedChange,
  { digest, expectDigest, detailedExitcode }: PlanOptions,
  failOn: FailOn,
  context: CliContext,
): ExitStatus {
  if (digest === true) {
    context.stdout(`${review.digest}\n`);
  }
  const expected = expectDigest?.trim();
  if (expected !== undefined && expected !== review.digest) {
    context.stderr(
      `The change is not the expected one: its digest is ${review.digest}, expected ${escapeControl(expected)}. Review it again.\n`,
    );
    return 2;
  }
  const status = statusOf(failOn, review.findings);
  return status === 0 && detailedExitcode === true && mayDiffer(review) ? 2 : status;
}
