import type { EffectiveResult } from "../../app/effective";
import type { ExplainResult } from "../../app/explain";
import type { VerifyResult } from "../../app/verify";
import type { JobCountsReport } from "../../jobs/job-counts";
import type { JobsReport } from "../../jobs/jobs-report";
import type { ValidatedFile } from "../../policy/validated-file";
import type { Coverage } from "../../review/coverage";
import type { PreflightCheck } from "../../review/preflight/preflight-check";
import type { Timetable } from "../../review/timetable";
import type { GroupsToRender } from "./groups-to-render";
import type { Formats } from "./output";
import type { OpenResourceReport } from "./resource-coverage-renderers";
import type { ReviewToRender } from "./review-to-render";
import type { TrustedAccessResult } from "./trusted-access-result";

const plan = {
  text: async () => (await import("./review-renderers.js")).reviewAsText,
  json: async () => (await import("./review-renderers.js")).reviewAsJson,
  markdown: async () => (await import("./review-renderers.js")).reviewAsMarkdown,
  html: async () => (await import("./review-renderers.js")).reviewAsHtml,
  sarif: async () => (await import("./review-renderers.js")).reviewAsSarif,
  junit: async () => (await import("./review-renderers.js")).reviewAsJunit,
  github: async () => (await import("./review-renderers.js")).reviewAsGithub,
} satisfies Formats<string, ReviewToRender>;

const effective = {
  text: async () => (await import("./effective-renderers.js")).effectiveAsText,
  json: async () => (await import("./effective-renderers.js")).effectiveAsJson,
} satisfies Formats<string, EffectiveResult>;

const explain = {
  text: async () => (await import("./explain-renderers.js")).explainAsText,
  json: async () => (await import("./explain-renderers.js")).explainAsJson,
} satisfies Formats<string, ExplainResult>;

const coverage = {
  text: async () => (await import("./coverage-renderers.js")).coverageAsText,
  json: async () => (await import("./coverage-renderers.js")).coverageAsJson,
} satisfies Formats<string, GroupsToRender<Coverage>>;

const coverageResources = {
  text: async () => (await import("./resource-coverage-renderers.js")).resourceCoverageAsText,
  json: async () => (await import("../../render/resource-coverage-json.js")).resourceCoverageJson,
  html: async () => (await import("../../render/resource-coverage-html.js")).resourceCoverageHtml,
  csv: async () => (await import("../../render/resource-coverage-csv.js")).resourceCoverageCsv,
} satisfies Readonly<Record<string, () => Promise<OpenResourceReport>>>;

const schedule = {
  text: async () => (await import("./schedule-renderers.js")).scheduleAsText,
  json: async () => (await import("./schedule-renderers.js")).scheduleAsJson,
} satisfies Formats<string, GroupsToRender<Timetable>>;

const validate = {
  text: async () => (await import("./validation-renderers.js")).validationAsText,
  json: async () => (await import("../../render/validation-json.js")).validationJson,
  sarif: async () => (await import("../../render/validation-sarif.js")).validationSarif,
} satisfies Formats<string, readonly ValidatedFile[]>;

const verify = {
  text: async () => (await import("./verify-renderers.js")).verifyAsText,
  json: async () => (await import("./verify-renderers.js")).verifyAsJson,
  markdown: async () => (await import("./verify-renderers.js")).verifyAsMarkdown,
} satisfies Formats<string, VerifyResult>;

const preflight = {
  text: async () => (await import("./preflight-renderers.js")).preflightAsText,
  json: async () => (await import("../../render/preflight-json.js")).preflightJson,
} satisfies Formats<string, readonly PreflightCheck[]>;

const jobs = {
  text: async () => (await import("./jobs-renderers.js")).jobsAsText,
  json: async () => (await import("../../render/jobs-json.js")).jobsJson,
  html: async () => (await import("../../render/jobs-html.js")).jobsHtml,
} satisfies Formats<string, JobsReport>;

const jobCounts = {
  text: async () => (await import("./jobs-renderers.js")).jobCountsAsText,
  json: async () => (await import("../../render/jobs-json.js")).jobCountsJson,
} satisfies Formats<string, JobCountsReport>;

const trustedAccess = {
  text: async () => (await import("./trusted-access-renderers.js")).trustedAccessAsText,
  json: async () => (await import("./trusted-access-renderers.js")).trustedAccessAsJson,
} satisfies Formats<string, TrustedAccessResult>;

/** What prints a result, by command, and each format with its renderer, which is loaded when it is used. */
export const FORMATS = {
  plan,
  effective,
  explain,
  coverage,
  coverageResources,
  schedule,
  validate,
  verify,
  preflight,
  jobs,
  jobCounts,
  "trusted-access": trustedAccess,
} as const;

export type FormatSet = keyof typeof FORMATS;
export type FormatOf<Set extends FormatSet> = keyof (typeof FORMATS)[Set] & string;

/** The names of the formats, as `--format` takes them. */
export function formatsOf<Set extends FormatSet>(set: Set): readonly FormatOf<Set>[] {
  return namesOf(FORMATS[set]);
}

function namesOf<Table extends object>(table: Table): readonly (keyof Table & string)[] {
  const names: (keyof Table & string)[] = [];
  for (const name in table) {
    names.push(name);
  }
  return names;
}
