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
    const text = JSON.stringify(toJson(item), undefined, INDENT);
    yield `${before}\n${MARGIN}${text.replaceAll("\n", `\n${MARGIN}`)}`;
    before = ",";
  }
  yield `\n${" ".repeat(INDENT)}]\n}\n`;
}

const INDENT = 2;
const MARGIN = " ".repeat(2 * INDENT);
