import type { EffectivePolicies } from "../organization/effective-policies";
import { reviewHtml } from "../render/html/review-html";
import { reviewGithub } from "../render/review-github";
import { reviewJson } from "../render/review-json";
import { reviewJunit } from "../render/review-junit";
import { reviewMarkdown } from "../render/review-markdown";
import type { ReviewMarkdownOptions } from "../render/review-markdown";
import { reviewSarif } from "../render/review-sarif";
import type { SarifReviewOptions } from "../render/review-sarif";
import { reviewText } from "../render/review-text";
import type { Locate } from "../render/source-location";
import type { Review } from "../review/review";
import type { FailOnFindings } from "./fail-on-findings";
import type { CliContext } from "./cli-context";
import { textOptions } from "./output-options";
import { policyLocations } from "./policy-locations";

/** What a renderer may need besides the review itself. */
export interface ReviewSurroundings {
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  readonly host: CliContext;
  readonly toFile: boolean;
  readonly failOn: FailOnFindings;
  readonly includePolicies: boolean;
  readonly explain: boolean;
  /** Where the whole review will be: an artifact's name or address. */
  readonly whole?: string;
  /** The output directory of `cdktf synth` that was read; undefined where none was. */
  readonly directory?: string;
  /** Stands in reports for findings that are written in no file. */
  readonly fallbackFile?: string;
}

const renderers: Readonly<Record<string, (review: Review, surroundings: ReviewSurroundings) => string>> = {
  text: (review, { before, after, host, toFile, explain }) =>
    reviewText(review, { ...textOptions(host, toFile), ...(explain ? { explain: { before, after } } : {}) }),
  json: (review, { after, includePolicies }) => reviewJson(review, includePolicies ? after : undefined),
  markdown: (review, { whole }) =>
    reviewMarkdown(review, whole === undefined ? {} : { whole: placeOf(whole) }),
  html: (review, { before, after, host }) => reviewHtml(review, before, after, { at: host.now() }),
  sarif: (review, surroundings) => reviewSarif(review, locate(surroundings), sarifOptions(surroundings)),
  junit: (review, { failOn }) => reviewJunit(review, { failOn: failOn.severity, failOnRules: failOn.rules }),
  github: (review, surroundings) => reviewGithub(review, locate(surroundings)),
};

/** The formats in which `plan` prints its review. */
export const PLAN_FORMATS: readonly string[] = Object.keys(renderers);

/** @param format one of {@link PLAN_FORMATS} */
export function renderReview(format: string, review: Review, surroundings: ReviewSurroundings): string {
  const render = Object.hasOwn(renderers, format) ? renderers[format] : undefined;
  if (render === undefined) {
    throw new RangeError(`no format ${format}`);
  }
  return render(review, surroundings);
}

function locate({ before, after, directory }: ReviewSurroundings): Locate {
  return policyLocations({ before: before.organization, after: after.organization, directory });
}

function placeOf(whole: string): NonNullable<ReviewMarkdownOptions["whole"]> {
  return /^https?:/.test(whole) ? { name: "the whole review", url: whole } : { name: whole };
}

function sarifOptions({ fallbackFile }: ReviewSurroundings): SarifReviewOptions {
  return fallbackFile === undefined ? {} : { fallbackFile };
}
