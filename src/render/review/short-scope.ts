import { grouped } from "../../text/grouped";

const SEPARATOR = "; ";

/**
 * The accounts of a change in words, cut after so many characters: the places that fit, and how many more
 * there are.
 */
export function shortScope(scope: string, most: number): string {
  if (scope.length <= most) {
    return scope;
  }
  const places = scope.split(SEPARATOR);
  let length = 0;
  let shown = 0;
  for (const place of places) {
    length += place.length + SEPARATOR.length;
    if (shown > 0 && length > most) {
      break;
    }
    shown += 1;
  }
  const more = places.length - shown;
  return more === 0
    ? scope
    : `${places.slice(0, shown).join(SEPARATOR)}${SEPARATOR}and ${grouped(more)} more`;
}
