import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reviewText } from "../../src/render/review-text";
import { styleFor } from "../../src/render/style";
import { describeWithBrowser } from "../support/browser";
import { exampleReview } from "../support/example-review";
import { expectGolden } from "../support/golden-file";
import { pageOf } from "../support/review-page";
import { terminalPicture } from "../support/terminal-picture";

const IMAGES = join(__dirname, "..", "..", "help", "images");
const VIEWPORT = { width: 1360, height: 1120 };

/** The pictures of the guide; `GOLDEN=write` takes them anew. */
const PICTURES = [
  ["review.png", "", "light"],
  ["review-dark.png", "", "dark"],
  ["review-account.png", "#200000000004", "light"],
] as const;

describe("the pictures of the guide", () => {
  it("show what the tool prints for the example of this repository", () => {
    const { review } = exampleReview();
    const text = reviewText(review, { style: styleFor(true), width: 100 });
    const picture = terminalPicture("The review of the example, in a terminal", `$ npm run plan\n\n${text}`);
    expectGolden(join(IMAGES, "plan.svg"), picture);
  });
});

describeWithBrowser("the pictures of the guide, of the page", (browser) => {
  const html = pageOf(exampleReview());

  it.each(PICTURES)(
    "%s is of its size and of a page that complains of nothing",
    async (name, hash, colorScheme) => {
      const { page, messages } = await browser.open(html, { hash, colorScheme, viewport: VIEWPORT });
      const picture = await page.screenshot();
      expect(messages).toEqual([]);
      const file = join(IMAGES, name);
      if (process.env.GOLDEN === "write") {
        mkdirSync(IMAGES, { recursive: true });
        writeFileSync(file, picture);
      }
      // Width and height stand at the beginning of a PNG; what is between depends on the fonts of the machine.
      expect(readFileSync(file).subarray(0, 24)).toEqual(picture.subarray(0, 24));
    },
  );
});
