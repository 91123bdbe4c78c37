const LONGEST = 80;

/** A text from a document as a message shows it: in quotes, escaped, and not longer than a line. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text);
}

/** A name as a path shows it: lower case, as AWS writes paths, and cut where no legal name is that long. */
export function pathSegment(name: string): string {
  return (name.length > 3 * LONGEST ? `${name.slice(0, 3 * LONGEST)}...` : name).toLowerCase();
}
