/**
 * How accounts stand, worst first. `withheld`: what stays in force is not recorded. `last-published`: covered by what
 * AWS published last, since the merged policy is withheld. `order-dependent`: covered in any case, but an unknown
 * attachment order decides how.
 */
export const STANDINGS = [
  "not-covered",
  "withheld",
  "not-known",
  "last-published",
  "order-dependent",
  "covered",
] as const;
export type Standing = (typeof STANDINGS)[number];
