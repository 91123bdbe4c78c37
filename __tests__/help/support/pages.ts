import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const ROOT = join(__dirname, "..", "..", "..");

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  /** What follows the language: `file=backup-guardrails.yaml`, or `policy=baseline on=root`. */
  readonly meta: ReadonlyMap<string, string>;
  readonly text: string;
  /** Where the block begins, counted from 1. */
  readonly line: number;
  /** The heading of the second level that it stands below. */
  readonly section: string;
  /** Why a command is not run, or a document not read: `<!-- not run: REASON -->` before the block. */
  readonly excuse?: string;
}

export interface Page {
  /** From the repository's root: `help/coverage.md`. */
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** Every page of Markdown that users read: the README and the guide, without the files that `init` copies. */
export const PAGES: readonly Page[] = [
  "README.md",
  ...readdirSync(join(ROOT, "help"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.startsWith("starter"))
    .sort()
    .map((file) => `help/${file}`),
].map(readPage);

export function readPage(file: string): Page {
  const text = readFileSync(join(ROOT, file), "utf8");
  return { file, text, blocks: blocksOf(text) };
}

export function blocksOf(text: string): readonly Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let [section, before] = ["", ""];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    const [, language, rest] = /^```(\w*)(.*)$/.exec(line) ?? [];
    if (language === undefined) {
      section = /^## (.+)$/.exec(line)?.[1] ?? section;
      before = line.trim() === "" ? before : line;
      continue;
    }
    const end = lines.indexOf("```", at + 1);
    const [, excuse] = /^<!-- not (?:run|read): (.+) -->$/.exec(before) ?? [];
    blocks.push({
      language,
      meta: new Map([...rest!.matchAll(/(\w+)=(\S+)/g)].map(([, key, value]) => [key!, value!])),
      text: `${lines.slice(at + 1, end).join("\n")}\n`,
      line: at + 1,
      section,
      ...(excuse === undefined ? {} : { excuse }),
    });
    [at, before] = [end, ""];
  }
  return blocks;
}

/** Whether pages are to be written anew from what the tool prints: look at the difference before it is committed. */
export const WRITES = process.env.GENERATE === "write";

/** Expects a page to hold what the tool gives; writes it with `GENERATE=write`. */
export function expectPage(page: Page, text: string): void {
  if (WRITES && text !== page.text) {
    writeFileSync(join(ROOT, page.file), text);
    return;
  }
  expect(text).toBe(page.text);
}

/** Replaces the text of blocks; the page stays as it is between them. */
export function withBlocks(page: Page, textOf: (block: Block) => string): string {
  const lines = page.text.split("\n");
  for (const block of [...page.blocks].reverse()) {
    const height = block.text.split("\n").length - 1;
    lines.splice(block.line, height, ...textOf(block).replace(/\n$/, "").split("\n"));
  }
  return lines.join("\n");
}
