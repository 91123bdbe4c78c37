import { escapeControl } from "../../src/text/escape-control";

test.each([
  ["a control character", "\u001b[31m", "\\u{1b}[31m"],
  ["a direction override", "a\u202eb", "a\\u{202e}b"],
  ["a filler, which looks like nothing", "a\u3164\u2800", "a\\u{3164}\\u{2800}"],
  ["a variation of no letter", "a\ufe01\u{e0100}", "a\\u{fe01}\\u{e0100}"],
])("%s is shown as an escape", (_what, text, shown) => {
  expect(escapeControl(text)).toBe(shown);
});

test("an emoji stays one", () => {
  expect(escapeControl("\u26a0\ufe0f Zürich 東京")).toBe("\u26a0\ufe0f Zürich 東京");
});
