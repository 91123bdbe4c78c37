import { canonicalJson } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { toValue } from "../../text/source-node";
import {
  isTooLarge,
  isUnknownValue,
  listOf,
  literalValue,
  plainValue,
  setOf,
  textOfValue,
  UNKNOWN,
  objectOf,
} from "./expression-value";
import type { ExpressionValue } from "./expression-value";

type Args = readonly ExpressionValue[];
/** As they are given: some may be left out. */
type Given = readonly (ExpressionValue | undefined)[];
type Apply = (...args: Given) => ExpressionValue | undefined;

/** More instances than any plan has. */
const MAX_RANGE = 10_000;

/** A call of one of Terraform's functions; unknown for those that are not listed, and for arguments that do not fit. */
export function callFunction(name: string, args: Args): ExpressionValue {
  const apply = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (apply === undefined || isTooLarge(args)) {
    return UNKNOWN;
  }
  try {
    const value = apply(...args) ?? UNKNOWN;
    return isTooLarge([value]) ? UNKNOWN : value;
  } catch (error) {
    // A text longer than any can be, or more arguments than a call can have.
    if (error instanceof RangeError) {
      return UNKNOWN;
    }
    throw error;
  }
}

/** The members of a list, or the values of an object. */
export function membersOf(value: ExpressionValue | undefined): Args | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  return value.kind === "list"
    ? value.items
    : value.kind === "object"
      ? sortedEntries(value.entries).map(([, each]) => each)
      : undefined;
}

/** Terraform goes through a map in the order of its keys. */
export function sortedEntries(
  entries: ReadonlyMap<string, ExpressionValue>,
): readonly (readonly [string, ExpressionValue])[] {
  return [...entries].sort(([first], [second]) => (first < second ? -1 : 1));
}

function entriesOf(value: ExpressionValue | undefined): ReadonlyMap<string, ExpressionValue> | undefined {
  return typeof value === "object" && value?.kind === "object" ? value.entries : undefined;
}

function itemsIn(value: ExpressionValue | undefined): Args | undefined {
  return typeof value === "object" && value?.kind === "list" ? value.items : undefined;
}

/** Undefined if one is. */
function all<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.includes(undefined) ? undefined : (values as readonly T[]);
}

function overSets(
  args: Given,
  choose: (members: readonly ReadonlySet<string>[]) => (member: string) => boolean,
): ExpressionValue | undefined {
  const lists = all(args.map((each) => itemsIn(each)));
  const sets = lists?.map((items) => {
    const plain = all(items.map(plainValue));
    return plain === undefined ? undefined : new Set(plain.map(canonicalJson));
  });
  const known = sets === undefined ? undefined : all(sets);
  if (lists === undefined || known === undefined) {
    return undefined;
  }
  const isChosen = choose(known);
  return setOf(lists.flat().filter((item) => isChosen(canonicalJson(plainValue(item) ?? null))));
}

function texts(value: ExpressionValue | undefined): readonly string[] | undefined {
  const items = itemsIn(value);
  return items === undefined ? undefined : all(items.map(textOfValue));
}

function onText(apply: (text: string, ...more: readonly string[]) => string): Apply {
  return (...args) => {
    const [text, ...more] = all(args.map(textOfValue)) ?? [];
    return text === undefined ? undefined : apply(text, ...more);
  };
}

function numbers(args: Given): readonly number[] | undefined {
  const plain = args.map(numberOf);
  return all(plain);
}

export function numberOf(value: ExpressionValue | undefined): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

function flattened(items: Args): Args | undefined {
  const parts = items.map((item) => {
    const inner = itemsIn(item);
    return isUnknownValue(item) ? undefined : inner === undefined ? [item] : flattened(inner);
  });
  return all(parts)?.flat();
}

const identity: Apply = (value) => value;

const FUNCTIONS: Readonly<Record<string, Apply>> = {
  toset: (value) => {
    const items = itemsIn(value);
    return items === undefined ? undefined : setOf(items.map((item) => textOfValue(item) ?? item));
  },
  tolist: (value) => {
    const items = itemsIn(value);
    return items === undefined ? undefined : listOf(items);
  },
  tomap: (value) => (entriesOf(value) === undefined ? undefined : value),
  tostring: (value) => textOfValue(value),
  tonumber: (value) => numberOf(value),
  tobool: (value) =>
    value === true || value === "true" ? true : value === false || value === "false" ? false : undefined,
  sensitive: identity,
  nonsensitive: identity,
  keys: (value) => {
    const entries = entriesOf(value);
    return entries === undefined ? undefined : listOf([...entries.keys()].sort());
  },
  values: (value) => {
    const members = entriesOf(value) === undefined ? undefined : membersOf(value);
    return members === undefined ? undefined : listOf(members);
  },
  length: (value) => (typeof value === "string" ? Array.from(value).length : membersOf(value)?.length),
  concat: (...args) => {
    const lists = all(args.map((each) => itemsIn(each)));
    return lists === undefined ? undefined : listOf(lists.flat());
  },
  merge: (...args) => {
    const maps = all(args.map((each) => entriesOf(each)));
    return maps === undefined ? undefined : objectOf(maps.flatMap((entries) => [...entries]));
  },
  setunion: (...args) => overSets(args, () => () => true),
  setintersection: (...args) =>
    overSets(args, (sets) => (member) => sets.every((members) => members.has(member))),
  setsubtract: (...args) =>
    overSets(
      args,
      ([first, second]) =>
        (member) =>
          first?.has(member) === true && second?.has(member) !== true,
    ),
  flatten: (value) => {
    const items = flattened(itemsIn(value) ?? []);
    return itemsIn(value) === undefined || items === undefined ? undefined : listOf(items);
  },
  distinct: (value) => {
    const plain = all((itemsIn(value) ?? []).map(plainValue))?.map(canonicalJson);
    const seen = new Set<string>();
    return plain === undefined
      ? undefined
      : listOf(
          (itemsIn(value) ?? []).filter((_, index) => {
            const { size } = seen;
            return seen.add(plain[index] ?? "").size > size;
          }),
        );
  },
  compact: (value) => {
    const items = itemsIn(value);
    return items === undefined || items.some(isUnknownValue)
      ? undefined
      : listOf(items.filter((item) => item !== null && item !== ""));
  },
  sort: (value) => {
    const items = texts(value);
    return items === undefined ? undefined : listOf(items.toSorted());
  },
  reverse: (value) => {
    const items = itemsIn(value);
    return items === undefined ? undefined : listOf(items.toReversed());
  },
  range: (...args) => {
    const [first = 0, second, given] = numbers(args) ?? [];
    const [start, limit] = second === undefined ? [0, first] : [first, second];
    const step = given ?? (start <= limit ? 1 : -1);
    const count = Math.max(0, Math.ceil((limit - start) / step));
    return args.length === 0 || numbers(args) === undefined || !(count <= MAX_RANGE)
      ? undefined
      : listOf(Array.from({ length: count }, (_, index) => start + index * step));
  },
  zipmap: (names, members) => {
    const [keys, values] = [texts(names), itemsIn(members)];
    return keys === undefined || values?.length !== keys.length
      ? undefined
      : objectOf(keys.map((key, index) => [key, values[index] ?? null] as const));
  },
  lookup: (map, name, fallback) => {
    const [entries, key] = [entriesOf(map), textOfValue(name)];
    return entries === undefined || key === undefined ? undefined : (entries.get(key) ?? fallback);
  },
  element: (list, position) => {
    const [items, index] = [itemsIn(list), numberOf(position)];
    return items === undefined || index === undefined ? undefined : items[index % items.length];
  },
  slice: (list, from, to) => {
    const [items, [start, end] = []] = [itemsIn(list), numbers([from ?? null, to ?? null])];
    return items === undefined || start === undefined ? undefined : listOf(items.slice(start, end));
  },
  contains: (list, value) => {
    const plain = plainValue(value);
    const items = (itemsIn(list) ?? []).map(plainValue);
    if (plain === undefined || itemsIn(list) === undefined) {
      return undefined;
    }
    const wanted = canonicalJson(plain);
    const isFound = items.some((item) => item !== undefined && canonicalJson(item) === wanted);
    return isFound ? true : items.includes(undefined) ? undefined : false;
  },
  one: (list) => {
    const items = itemsIn(list);
    return items === undefined || items.length > 1 ? undefined : (items[0] ?? null);
  },
  coalesce: (...args) =>
    args.some(isUnknownValue) ? undefined : args.find((each) => each !== null && each !== ""),
  try: (first) => (first === undefined || plainValue(first) === undefined ? undefined : first),
  alltrue: (list) => {
    const items = all((itemsIn(list) ?? []).map(plainValue));
    return items?.every((item) => item === true || item === "true");
  },
  anytrue: (list) => {
    const items = all((itemsIn(list) ?? []).map(plainValue));
    return items?.some((item) => item === true || item === "true");
  },
  max: (...args) => (numbers(args) === undefined ? undefined : Math.max(...(numbers(args) ?? []))),
  min: (...args) => (numbers(args) === undefined ? undefined : Math.min(...(numbers(args) ?? []))),
  join: (separator, list) => {
    const [by, items] = [textOfValue(separator), texts(list)];
    return by === undefined ? undefined : items?.join(by);
  },
  split: (separator, value) => {
    const [by, text] = all([separator ?? null, value ?? null].map(textOfValue)) ?? [];
    return by === undefined || text === undefined ? undefined : listOf(text.split(by));
  },
  format: (template, ...args) => {
    const [text, values] = [textOfValue(template), all(args.map(textOfValue))];
    if (text === undefined || values === undefined || /%(?![sdv%])/.test(text.replaceAll("%%", ""))) {
      return undefined;
    }
    const rest = [...values];
    return text.replaceAll(/%[sdv%]/g, (verb) => (verb === "%%" ? "%" : (rest.shift() ?? verb)));
  },
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  trimspace: onText((text) => text.trim()),
  trimprefix: onText((text, prefix = "") => (text.startsWith(prefix) ? text.slice(prefix.length) : text)),
  trimsuffix: onText((text, suffix = "") =>
    suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text,
  ),
  replace: (...args) => {
    const [text, from, to] = all(args.map(textOfValue)) ?? [];
    // Between slashes it is a regular expression of another dialect.
    return text === undefined || from === undefined || to === undefined || /^\/.*\/$/s.test(from)
      ? undefined
      : text.split(from).join(to);
  },
  jsonencode: (value) => {
    const plain = plainValue(value);
    return plain === undefined ? undefined : canonicalJson(plain);
  },
  jsondecode: (value) => {
    const text = textOfValue(value);
    const parsed = text === undefined ? undefined : parseJson(text);
    return parsed?.ok === true ? literalValue(toValue(parsed.document.root)) : undefined;
  },
};
