import type { JobCountsReport } from "../../jobs/job-counts";
import type { JobsReport } from "../../jobs/jobs-report";
import { jobCountsText } from "../../render/jobs-counts-text";
import { jobsText } from "../../render/jobs-text";
import type { Render } from "./output";
import { textOptions } from "./text-options";

export const jobsAsText: Render<JobsReport> = (report, target) => jobsText(report, textOptions(target));

export const jobCountsAsText: Render<JobCountsReport> = (report, target) =>
  jobCountsText(report, textOptions(target));
