import { pageParts } from "../../app/page-parts";
import { policyLocations } from "../../app/policy-locations";
import { writePage } from "../../app/write-page";
import { reviewGithub } from "../../render/review-github";
import { reviewJsonPieces } from "../../render/review-json";
import { reviewJunit } from "../../render/review-junit";
import { reviewMarkdown } from "../../render/review-markdown";
import { reviewSarif } from "../../render/review-sarif";
import { reviewText } from "../../render/review-text";
import type { Locate } from "../../render/source-location";
import type { Render } from "./output";
import type { ReviewToRender } from "./review-to-render";
import { textOptions } from "./text-options";

export const reviewAsText: Render<ReviewToRender> = ({ review, before, after, explain }, target) =>
  reviewText(review, { ...textOptions(target), ...(explain ? { explain: { before, after } } : {}) });

export const reviewAsJson: Render<ReviewToRender> = ({ review, after, includePolicies }) =>
  reviewJsonPieces(review, includePolicies ? after : undefined);

export const reviewAsMarkdown: Render<ReviewToRender> = ({ review, reportUrl }) => {
  if (reportUrl === undefined) {
    return reviewMarkdown(review);
  }
  const isAddress = /^https?:/.test(reportUrl);
  return reviewMarkdown(review, {
    whole: isAddress ? { name: "the whole review", url: reportUrl } : { name: reportUrl },
  });
};

export const reviewAsHtml: Render<ReviewToRender> = (reviewed) => writePage(reviewed, pageParts());

export const reviewAsSarif: Render<ReviewToRender> = (result) =>
  reviewSarif(
    result.review,
    locate(result),
    result.fallbackFile === undefined ? {} : { fallbackFile: result.fallbackFile },
  );

export const reviewAsJunit: Render<ReviewToRender> = ({ review, failOn }) =>
  reviewJunit(review, { failOn: failOn.severity, failOnRules: failOn.rules });

export const reviewAsGithub: Render<ReviewToRender> = (result) => reviewGithub(result.review, locate(result));

function locate({ before, after, directory }: ReviewToRender): Locate {
  return policyLocations({ before: before.organization, after: after.organization, directory });
}
