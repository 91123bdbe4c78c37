import type { MERGED_ADVICE } from "./merged-rules";

/** Takes a piece of advice; the path starts below the plan. */
export type Advise = (
  path: readonly string[],
  rule: keyof typeof MERGED_ADVICE,
  message: string,
  hint?: string,
) => void;
