import { createProgram } from "../../src/cli/program";
import { PageFolder } from "./support/page-folder";
import { expectPage, PAGES, withBlocks } from "./support/pages";
import type { Block, Page } from "./support/pages";
import { commandsOf, isShown } from "./support/shell";

/** Blocks without a language are taken for a shell's where a command stands in them. */
const SHELLS: ReadonlySet<string> = new Set(["sh", "console", ""]);
const hasCommands = ({ language, text }: Block): boolean =>
  SHELLS.has(language) && commandsOf(language, text).length > 0;
const withCommands = PAGES.filter(({ blocks }) => blocks.some(hasCommands));

/** Runs the blocks of a page in their order; the page as it stands, with what the commands really print. */
async function run(page: Page): Promise<{ readonly text: string; readonly complaints: readonly string[] }> {
  const folder = new PageFolder();
  const printed = new Map<Block, string>();
  const complaints: string[] = [];
  try {
    for (const block of page.blocks) {
      const file = block.meta.get("file");
      if (file !== undefined) {
        folder.write(file, block.text);
      }
      if (!hasCommands(block) || block.excuse !== undefined) {
        continue;
      }
      let [text, at] = [block.text, 0];
      for (const command of commandsOf(block.language, block.text)) {
        const { status, stdout, stderr } = await folder.run(command);
        const { shown } = command;
        const mayFail = shown?.startsWith("error: ") === true;
        if (mayFail !== (status === 1)) {
          complaints.push(`${page.file}:${block.line} ${command.args.join(" ")}: ${status} ${stderr}`);
        }
        const output = mayFail ? stderr : stdout;
        if (shown !== undefined && !isShown(shown, output)) {
          at = text.indexOf(shown, at);
          text = text.slice(0, at) + output.replace(/\s*$/, "\n") + text.slice(at + shown.length);
        }
      }
      printed.set(block, text);
    }
    complaints.push(...folder.writes().map((call) => `${page.file} changes AWS: ${call}`));
  } finally {
    await folder.close();
  }
  return { text: withBlocks(page, (block) => printed.get(block) ?? block.text), complaints };
}

// Commands that talk to AWS take their time on a busy machine.
jest.setTimeout(300_000);

describe.each(withCommands.map((page) => [page.file, page] as const))("%s", (_file, page) => {
  it("has commands that run, and print what it shows", async () => {
    const { text, complaints } = await run(page);
    expect(complaints).toEqual([]);
    expectPage(page, text);
  });
});

describe("the commands of the guide", () => {
  it("are run, but for a few that say why not", () => {
    const excused = PAGES.flatMap(({ file, blocks }) =>
      blocks.flatMap(({ excuse, language, line }) =>
        excuse !== undefined && SHELLS.has(language) ? [`${file}:${line} ${excuse}`] : [],
      ),
    );
    expect(excused.length).toBeLessThanOrEqual(6);
    expect(withCommands.length).toBeGreaterThan(15);
  });

  it("stand in blocks that are run: no block of a command has another language", () => {
    const others = PAGES.flatMap(({ file, blocks }) =>
      blocks
        .filter(({ language, text }) => !SHELLS.has(language) && /^(\$ )?(npx )?org-backup /m.test(text))
        .map(({ line }) => `${file}:${line}`),
    );
    expect(others).toEqual([]);
  });
});

/** The commands in the running text, whole ones that begin with the tool's name. */
const inline = PAGES.flatMap(({ file, text }) =>
  [...text.replaceAll(/^```[^]*?^```$/gm, "").matchAll(/`(?:npx )?org-backup ([^`]+)`/g)].map(
    ([, command]) => [file, command!.replaceAll("\\|", "|")] as const,
  ),
);

it.each([...new Map(inline.map(([file, command]) => [command, file]))])(
  "org-backup %s has a command and options that exist (%s)",
  (written) => {
    const [name = "", ...args] = written.split(/[\s=|[\],]+/).filter((word) => word !== "");
    const program = createProgram(() => undefined);
    if (/^(--|COMMAND)/.test(name)) {
      expect(["COMMAND", "--help", "--version"]).toContain(name);
      return;
    }
    const command = program.commands.find((other) => other.name() === name);
    expect([name, command?.name()]).toEqual([name, name]);
    const options = [...command!.options, ...program.options].flatMap(({ long }) => long ?? []);
    expect(args.filter((arg) => arg.startsWith("--") && ![...options, "--help"].includes(arg))).toEqual([]);
  },
);

it("the options in the running text are options of some command", () => {
  const program = createProgram(() => undefined);
  const known = [program, ...program.commands].flatMap(({ options }) =>
    options.flatMap(({ long, short }) => [long, short]),
  );
  const named = PAGES.flatMap(({ file, text }) =>
    [...text.replaceAll(/^```[^]*?^```$/gm, "").matchAll(/`(--[a-z-]*[a-z])(?=[`\s=|,])/g)].map(
      ([, option]) => ({
        file,
        option: option!,
      }),
    ),
  );
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter(({ option }) => ![...known, "--help"].includes(option))).toEqual([]);
});
