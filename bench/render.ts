import { reviewHtml } from "../src/app/review-html";
import { reviewJson } from "../src/render/review-json";
import { reviewMarkdown } from "../src/render/review-markdown";
import { reviewText } from "../src/render/review-text";
import { styleFor } from "../src/render/style";
import { review } from "../src/review/review";
import { AT, computedPair } from "./review";
import { medianOf, report } from "./measure";

/** The renderers on a change of all of 10,000 accounts, against the review itself. */
export function benchRender(): void {
  const [before, after] = computedPair();
  const comparing = medianOf(5, () => review(before, { after }, { at: AT }));
  const result = review(before, { after }, { at: AT });
  const renderers: Readonly<Record<string, () => string>> = {
    text: () => reviewText(result, { style: styleFor(false), width: 80 }),
    markdown: () => reviewMarkdown(result),
    json: () => reviewJson(result),
    html: () => reviewHtml(result, before, after, { at: AT }),
  };
  for (const [name, render] of Object.entries(renderers)) {
    const ms = medianOf(5, render);
    report(`render ${name}, 10000 accounts`, {
      "review ms": comparing,
      "render ms": ms,
      ratio: ms / comparing,
      kB: render().length / 1000,
    });
  }
}
