/** Whether a text matches a pattern that was read before. */
export type WildcardMatcher = (text: string) => boolean;

/**
 * Reads a pattern in which `*` stands for any text without white space, as AWS Backup reads it.
 *
 * Each part between two `*` is searched from where the last one ended, so the time is bounded whatever the
 * pattern; a regular expression would try every split. The first place of a part is as good as any later one:
 * the text that a later place leaves out would have to match a `*` all the same.
 */
export function compileWildcard(pattern: string): WildcardMatcher {
  const [first = "", ...others] = pattern.split("*");
  const last = others.pop();
  if (last === undefined) {
    return (text) => text === pattern;
  }
  const middle = others.filter((part) => part !== "");
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) {
      return false;
    }
    let position = first.length;
    for (const part of middle) {
      const found = text.indexOf(part, position);
      if (found === -1 || found + part.length > end || hasSpace(text, position, found)) {
        return false;
      }
      position = found + part.length;
    }
    return !hasSpace(text, position, end);
  };
}

function hasSpace(text: string, from: number, to: number): boolean {
  return /\s/.test(text.slice(from, to));
}
