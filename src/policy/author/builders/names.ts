const LONGEST = 50;

/** A name that AWS accepts, made of any text: other characters become hyphens. */
export function nameOf(text: string): string {
  const name = text.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, LONGEST);
  return name === "" ? "-" : name;
}

/** Such a name that no key of an object has yet, in any case: AWS compares names without regard to it. */
export function uniqueName(text: string, taken: object): string {
  const known = new Set(Object.keys(taken).map((key) => key.toLowerCase()));
  const name = nameOf(text);
  let unique = name;
  for (let number = 2; known.has(unique.toLowerCase()); number += 1) {
    const suffix = `-${number}`;
    unique = `${name.slice(0, LONGEST - suffix.length)}${suffix}`;
  }
  return unique;
}
