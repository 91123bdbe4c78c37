import { OPT_IN_NAMES } from "../capabilities/opt-in";
import type { OrganizationSettings } from "../organization/model";
import { EVERY_REGION } from "../organization/place";
import { REGION_PATTERN } from "../policy/regions";
import { didYouMean } from "../text/did-you-mean";
import type { Segments } from "./segments";

/** Names this short are near to many: what is not known may be a type that AWS has added. */
const SHORT = 3;

/** What a name of a resource type is a misspelling of; undefined if it is right, or may be new. */
export function meantOptIn(name: string): string | undefined {
  const meant = OPT_IN_NAMES.includes(name) ? undefined : didYouMean(name, OPT_IN_NAMES);
  return name.length > SHORT || meant?.toLowerCase() === name.toLowerCase() ? meant : undefined;
}

/** Misspelt names in the opt-in settings of an organization file: a setting without effect would count as not known. */
export function checkOptIn(
  optIn: NonNullable<OrganizationSettings["optIn"]>,
  add: (segments: Segments, message: string) => void,
): void {
  for (const [region, settings] of Object.entries(optIn)) {
    const place = ["organization", "optIn", region];
    if (region !== EVERY_REGION && !new RegExp(REGION_PATTERN).test(region)) {
      add(place, `${JSON.stringify(region)} is not the code of a Region, such as eu-central-1.`);
    }
    for (const name of Object.keys(settings)) {
      const meant = meantOptIn(name);
      if (meant !== undefined) {
        const message = `AWS Backup has no opt-in setting ${JSON.stringify(name)}. Did you mean ${JSON.stringify(meant)}?`;
        add([...place, name], message);
      }
    }
  }
}
