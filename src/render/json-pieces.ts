import { getOrAdd } from "../text/get-or-add";

/** What of an item is written already: for a member that is an empty list in its JSON, the texts of the members. */
type Written = Readonly<Record<string, readonly string[]>>;

/**
 * The JSON of an object whose last member is a long list, an item of the list at a time, indented as
 * `JSON.stringify` does it. It can be gone through again.
 *
 * @param written what items share is written once, by {@link listMemberTexts}
 */
export function jsonPieces<Item>(
  head: object,
  name: string,
  items: readonly Item[],
  toJson: (item: Item) => object,
  written?: (item: Item) => Written,
): Iterable<string> {
  return { [Symbol.iterator]: () => pieces(head, name, items, toJson, written) };
}

/** The texts of members of such a list, each written once, however many items share it. */
export function listMemberTexts<Member extends object>(
  toJson: (member: Member) => object,
): (member: Member) => string {
  const known = new Map<Member, string>();
  return (member) => getOrAdd(known, member, () => indented(toJson(member), LIST_DEPTH + 1));
}

function* pieces<Item>(
  head: object,
  name: string,
  items: readonly Item[],
  toJson: (item: Item) => object,
  written?: (item: Item) => Written,
): Generator<string> {
  const empty = JSON.stringify({ ...head, [name]: [] }, undefined, INDENT);
  if (items.length === 0) {
    yield `${empty}\n`;
    return;
  }
  let before = empty.slice(0, -"]\n}".length);
  for (const item of items) {
    let text = indented(toJson(item), ITEM_DEPTH);
    for (const [list, members] of Object.entries(written?.(item) ?? {})) {
      text = members.length === 0 ? text : withMembers(text, list, members);
    }
    yield `${before}${lineAt(ITEM_DEPTH)}${text}`;
    before = ",";
  }
  yield `${lineAt(1)}]\n}\n`;
}

/** No string in JSON contains a line break as such: what follows one with this indentation is the member. */
function withMembers(text: string, list: string, members: readonly string[]): string {
  const [line, last] = [lineAt(LIST_DEPTH + 1), lineAt(LIST_DEPTH)];
  const start = `${last}${JSON.stringify(list)}: [`;
  return text.replace(`${start}]`, () => `${start}${line}${members.join(`,${line}`)}${last}]`);
}

const INDENT = 2;
const ITEM_DEPTH = 2;
const LIST_DEPTH = ITEM_DEPTH + 1;

function lineAt(depth: number): string {
  return `\n${" ".repeat(INDENT * depth)}`;
}

/** A value as deep as it will stand: to indent a text afterwards takes as long as to write it. */
function indented(value: object, depth: number): string {
  let wrapped = value;
  let [before, after] = [0, 0];
  for (let level = 0; level < depth; level += 1) {
    wrapped = [wrapped];
    before += "[".length + lineAt(level + 1).length;
    after += "]".length + lineAt(level).length;
  }
  return JSON.stringify(wrapped, undefined, INDENT).slice(before, -after);
}
