const LONGEST = 60;

/** Foreign text for a message: quoted, its control characters escaped, and cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}
