const cyclic: Record<string, unknown> = { name: "cyclic" };
cyclic.self = cyclic;
cyclic.plans = cyclic;
const cyclicList: unknown[] = [];
cyclicList.push(cyclicList);

/** What a caller without types passes by mistake, and what someone passes on purpose. */
export const HOSTILE: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  "0": 0,
  NaN: Number.NaN,
  "-1": -1,
  true: true,
  '""': "",
  "a text": "constructor",
  "{}": {},
  "[]": [],
  "[null]": [null],
  "an object that holds itself": cyclic,
  "a list that holds itself": cyclicList,
  "an object whose getters throw": Object.defineProperty({}, "plans", {
    enumerable: true,
    get: () => {
      throw new TypeError("getter");
    },
  }),
  "an object that throws whatever is asked": new Proxy(
    {},
    {
      get: () => {
        throw new TypeError("trap");
      },
      has: () => {
        throw new TypeError("trap");
      },
      ownKeys: () => {
        throw new TypeError("trap");
      },
    },
  ),
  "a __proto__ key": JSON.parse('{"__proto__":{"plans":1},"constructor":{"prototype":{}}}') as unknown,
  "no prototype": Object.create(null) as unknown,
  "deep JSON": JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as unknown,
  "a symbol": Symbol("x"),
  "a bigint": 1n,
  "a function": () => undefined,
  "an invalid Date": new Date(Number.NaN),
};
