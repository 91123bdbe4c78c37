import { resourceCoverageText } from "../../render/resource-coverage-text";
import type { ResourceReport } from "../../render/resource-report";
import type { RenderTarget } from "./output";
import { textOptions } from "./text-options";

/** Begins a report that is written resource by resource. */
export type OpenResourceReport = (target: RenderTarget) => ResourceReport;

export const resourceCoverageAsText: OpenResourceReport = (target) =>
  resourceCoverageText(textOptions(target));
