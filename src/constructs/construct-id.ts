import { sha256 } from "../app/sha256";

const LONGEST = 60;

/**
 * A construct id from any text: the same text always gives the same id, and two texts never give one, so
 * that Terraform's addresses depend on nothing else.
 */
export function constructIdOf(text: string): string {
  const plain = text.replaceAll(/[^A-Za-z0-9_.-]+/g, "-");
  // The framework looks for ids in an object, where JavaScript's own names seem to be taken.
  if (plain === text && text.length <= LONGEST && !(text in Object.prototype)) {
    return text;
  }
  const hash = sha256(text, "hex").slice(0, 8);
  return `${plain.slice(0, LONGEST)}-${hash}`;
}
