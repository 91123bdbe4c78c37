/**
 * The JSON of an object whose last member is a long list, an item of the list at a time, indented as
 * `JSON.stringify` does it. It can be gone through again.
 */
export function jsonPieces<Item>(
  head: object,
  name: string,
  items: readonly Item[],
  toJson: (item: Item) => object,
): Iterable<string> {
  return { [Symbol.iterator]: () => pieces(head, name, items, toJson) };
}

function* pieces<Item>(
  head: object,
  name: string,
  items: readonly Item[],
  toJson: (item: Item) => object,
): Generator<string> {
  const empty = JSON.stringify({ ...head, [name]: [] }, undefined, INDENT);
  if (items.length === 0) {
    yield `${empty}\n`;
    return;
  }
  let before = empty.slice(0, -"]\n}".length);
  for (const item of items) {
    // As deep as it will stand: to indent it afterwards takes as long as to write it.
    yield before + JSON.stringify([[toJson(item)]], undefined, INDENT).slice(HEAD.length, -TAIL.length);
    before = ",";
  }
  yield `\n${" ".repeat(INDENT)}]\n}\n`;
}

const INDENT = 2;
/** What stands around the line break and the item in a list of a list. */
const HEAD = "[\n  [";
const TAIL = "\n  ]\n]";
