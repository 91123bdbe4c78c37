import { ByContent } from "../../src/text/by-content";

describe("What is remembered by content", () => {
  test("is made once for each list of keys, in their order", () => {
    const known = new ByContent<string | undefined, string>(10);
    const lists = [["a", "b"], ["a"], [], ["b", "a"], ["a", undefined, "b"], ["ab"]];
    for (const keys of [...lists, ...lists]) {
      expect(known.getOrAdd([...keys], () => JSON.stringify(keys))).toBe(JSON.stringify(keys));
    }
    expect(known.getOrAdd(["a", "b"], () => "new")).toBe('["a","b"]');
  });

  test("is forgotten at the limit", () => {
    const known = new ByContent<number, object>(2);
    const first = known.getOrAdd([1], () => ({}));
    expect(known.getOrAdd([1], () => ({}))).toBe(first);
    known.getOrAdd([2], () => ({}));
    expect(known.getOrAdd([1], () => ({}))).not.toBe(first);
  });
});
