/**
 * Texts that differ in a few words as one: `kept for 7 days in Central` and `kept for 5 days in Central` are
 * `kept for 7 or 5 days in Central`.
 */
export function oneOf(texts: readonly string[]): string {
  const [only] = texts;
  if (only !== undefined && texts.length === 1) {
    return only;
  }
  const distinct = [...new Set(texts)];
  const [first = "", ...others] = distinct;
  if (others.length === 0) {
    return first;
  }
  const words = distinct.map((text) => text.split(" "));
  const shortest = Math.min(...words.map(({ length }) => length));
  const [model = []] = words;
  let start = 0;
  while (start < shortest - 1 && words.every((each) => each[start] === model[start])) {
    start += 1;
  }
  let end = 0;
  while (end < shortest - 1 - start && words.every((each) => each.at(-1 - end) === model.at(-1 - end))) {
    end += 1;
  }
  const middles = words.map((each) => each.slice(start, each.length - end).join(" "));
  // A part that begins another one would read as if the words before it were meant for one of them only.
  if (middles.some((one) => middles.some((other) => other !== one && other.startsWith(one)))) {
    return distinct.join(" or ");
  }
  return [...model.slice(0, start), middles.join(" or "), ...model.slice(model.length - end)].join(" ");
}
