import { blocksOf, expectPage, PAGES } from "./support/pages";
import type { Block, Page } from "./support/pages";
import { GENERATORS } from "./support/generators";

const MARKED = /(<!-- generated: (\w+) ?(.*?) -->\n\n)([^]*?)(\n\n<!-- end -->)/g;
const pages = PAGES.filter(({ text }) => text.includes("<!-- generated: "));

/** The page with its generated parts made anew. What a part is made of stands before it, below the same heading or the first. */
async function regenerated({ text }: Page): Promise<string> {
  let [result, end] = ["", 0];
  for (const match of text.matchAll(MARKED)) {
    const [, begin = "", name = "", argument = "", , close = ""] = match;
    const generator = GENERATORS[name];
    if (generator === undefined) {
      throw new Error(`Nothing generates ${name}.`);
    }
    const before = blocksOf(text.slice(0, match.index));
    const section = [...text.slice(0, match.index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? "";
    const first = before.find(({ meta }) => meta.has("policy"))?.section;
    const isMeant = (block: Block): boolean => [first, section].includes(block.section);
    result += text.slice(end, match.index) + begin;
    result += (await generator(argument, before.filter(isMeant))) + close;
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}

it.each(pages.map((page) => [page.file, page] as const))(
  "%s holds what the tool says: GENERATE=write updates it",
  async (_file, page) => {
    expectPage(page, await regenerated(page));
  },
);

it("every mark is closed and has a generator", () => {
  for (const { text } of pages) {
    expect(text.match(/<!-- generated: /g)?.length).toBe([...text.matchAll(MARKED)].length);
  }
  const used = pages.flatMap(({ text }) => [...text.matchAll(MARKED)].map(([, , name]) => name!));
  expect([...new Set(used)].sort()).toEqual(Object.keys(GENERATORS).sort());
});
