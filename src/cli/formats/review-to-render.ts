import type { ReviewedChange } from "../../app/review-change";
import type { FailOn } from "../fail-on";

/** A review with everything that one of its renderers may need. */
export interface ReviewToRender extends ReviewedChange {
  readonly failOn: FailOn;
  readonly includePolicies: boolean;
  readonly explain: boolean;
  /** Where the whole review will be: an artifact's name or address. */
  readonly reportUrl?: string | undefined;
  /** The output directory of `cdktf synth` that was read; undefined if none was. */
  readonly directory?: string | undefined;
  /** Named in reports for findings that are in no file. */
  readonly fallbackFile?: string | undefined;
  /** The words of the command, as far as they say what is reviewed. */
  readonly command: readonly string[];
}
