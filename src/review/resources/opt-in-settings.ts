import type { OptInSettings } from "../../capabilities/opt-in";
import type { Organization } from "../../organization/organization";

/** The opt-in settings of the management account by Region, or for `*`, as far as they are known. */
export function optInSettings({
  settings: { optIn = {} },
}: Organization): ReadonlyMap<string, NonNullable<OptInSettings>> {
  return new Map(Object.entries(optIn));
}
