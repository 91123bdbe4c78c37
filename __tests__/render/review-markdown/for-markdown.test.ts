import fc from "fast-check";
import {
  cellCode,
  codeSpan,
  fenced,
  safeLine,
  forMarkdown,
} from "../../../src/render/review-markdown/for-markdown";
import { HOSTILE_NAMES } from "../../support/ten-reviews/hostile";

const anything = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      "`",
      " ",
      "a",
      "|",
      "\\",
      "<",
      "!",
      "-",
      "@",
      "#",
      ":",
      "\n",
      "*",
      "_",
      "[",
      "]",
      "\u202e",
    ),
    maxLength: 40,
  }),
  fc.constantFrom(...HOSTILE_NAMES),
);

/** A code span as CommonMark reads it: closed by the first run of as many backticks. */
function readCodeSpan(text: string): { readonly content: string; readonly rest: string } | undefined {
  const [fence = ""] = /^`+/.exec(text) ?? [];
  const runs = [...text.slice(fence.length).matchAll(/`+/g)];
  const end = runs.find(([run]) => run.length === fence.length);
  return end === undefined
    ? undefined
    : {
        content: text.slice(fence.length, fence.length + end.index),
        rest: text.slice(fence.length + end.index + fence.length),
      };
}

describe("a code span", () => {
  it("holds any text whole, on one line, and ends where it should", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const span = readCodeSpan(codeSpan(text));
        expect(span?.rest).toBe("");
        const content = span?.content ?? "";
        // CommonMark takes one space off each side where both have one and there is more than space.
        const shown = /^ .*[^ ].* $/su.test(content) ? content.slice(1, -1) : content;
        expect(shown === "" ? "" : shown).toBe(safeLine(text, 200) === "" ? content : safeLine(text, 200));
        expect(content).not.toMatch(/[\n\r\u202e]/);
      }),
    );
  });

  it("in a table's cell has no bar that could split the row", () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(cellCode(text)).not.toContain("|");
      }),
    );
  });

  it("lets no text pass for the marker of a comment", () => {
    expect(codeSpan("<!-- org-backup:default -->")).toBe("`<\\u{21}-- org-backup:default -->`");
  });
});

describe("a sentence", () => {
  it("leaves plain words as they are", () => {
    const text =
      "Fix every error listed: one of them is enough for AWS to withhold the account's whole policy.";
    expect(forMarkdown(text)).toBe(text);
  });

  it("sets off whatever Markdown, GitHub or GitLab could take for something else", () => {
    expect(forMarkdown("ask @octocat about #12 and GH-3, or www.evil.example now")).toBe(
      "ask `@octocat` about `#12` and `GH-3`, or `www.evil.example` now",
    );
    expect(forMarkdown("a *b* _c_ <i>d</i> [e](f) :tada: !4 $5 ~6 deadbeef00 1. x")).toBe(
      "a `*b* _c_ <i>d</i> [e](f) :tada: !4 $5 ~6 deadbeef00` 1. x",
    );
  });

  it("keeps commands together, and punctuation out of code", () => {
    expect(forMarkdown("Run `npx cdktf synth` again (see `org-backup help`).")).toBe(
      "Run `npx cdktf synth` again (see `org-backup help`).",
    );
    expect(forMarkdown("It locks it (@@none), in us-east-1) and f(x.y), 2 EC2 and S3.")).toBe(
      "It locks it (`@@none`), in `us-east-1`) and `f(x.y)`, 2 EC2 and S3.",
    );
    expect(forMarkdown("a `b")).toBe("a `` `b ``");
  });

  it("begins no list", () => {
    expect(forMarkdown("1. item")).toBe("`1`. item");
    expect(forMarkdown("2) item 3.")).toBe("`2`) item 3.");
  });

  it("has nothing outside of its code spans that is markup", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 6 }), (parts) => {
        let rest = forMarkdown(parts.join(" "));
        let outside = "";
        while (rest !== "") {
          const at = rest.indexOf("`");
          outside += at === -1 ? rest : rest.slice(0, at);
          const span = at === -1 ? undefined : readCodeSpan(rest.slice(at));
          expect(at === -1 || span !== undefined).toBe(true);
          rest = span?.rest ?? "";
        }
        expect(outside).toMatch(/^[\p{L}\p{N} "'’(),.;:!?-]*$/u);
        expect(outside).not.toMatch(/:[a-z+-]+:|[!]\d|\w\.\w|https?:/i);
        expect(forMarkdown(parts.join(" "))).not.toMatch(/^\d+[.)]( |$)/);
      }),
    );
  });
});

describe("a fenced block", () => {
  it("is closed by none of its lines", () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 5 }), (texts) => {
        const lines = fenced(
          "diff",
          texts.map((text) => safeLine(text, 200)),
        ).split("\n");
        const [first = "", last = ""] = [lines[0], lines.at(-1)];
        expect(first).toBe(`${last}diff`);
        expect(lines.slice(1, -1).some((line) => line.trim().startsWith(last))).toBe(false);
      }),
    );
  });
});
