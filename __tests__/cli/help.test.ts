import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { help } from "../../src/cli/commands/help";
import { ALL_RULES } from "../../src/catalogue/catalogue";
import { createProgram } from "../../src/cli/program";
import { terminalMarkdown } from "../../src/cli/help/terminal-markdown";
import { TOPIC_GROUPS } from "../../src/cli/help/topics";
import { terminalOf } from "../../src/cli/help/pager";
import type { Terminal } from "../../src/cli/help/pager";
import type { CliContext } from "../../src/cli/cli-context";
import { styleFor } from "../../src/render/style";
import { NOW, runCli } from "../support/run-cli";

const program = createProgram(() => undefined);
const commands = program.commands.map((command) => command.name());

const FOLDER = join(__dirname, "..", "..", "help");
const listed = TOPIC_GROUPS.flatMap(({ topics }) => topics);

function pagesIn(folder: string): readonly string[] {
  return readdirSync(join(FOLDER, folder)).flatMap((file) =>
    file.endsWith(".md") ? [`${folder === "" ? "" : `${folder}/`}${file.slice(0, -3)}`] : [],
  );
}

/** Markdown as a terminal of so many columns shows it. */
function shown(markdown: string, width = 40, color = false): string {
  return terminalMarkdown(markdown, { style: styleFor(color), width });
}

describe("the list of topics", () => {
  it("has one line for each page of the guide, in the order in which it is read", async () => {
    const { status, stdout } = await runCli("help");
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: org-backup");
    const guide = stdout.slice(stdout.indexOf("The guide: "));
    const names = [...guide.matchAll(/^ {2}(\S+) {2,}(\S.*)$/gm)].map(([, name]) => name);
    const pages = [...pagesIn(""), ...pagesIn("constructs").map((name) => name.slice("constructs/".length))];
    expect([...names].sort()).toEqual([...pages].sort());
    expect(names[0]).toBe("getting-started");
  });

  it("knows every page, and says in one line what is in it", () => {
    const names = listed.map(({ name }) => name);
    expect([...pagesIn(""), ...pagesIn("constructs")].filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(listed.filter(({ summary }) => summary.length < 10 || summary.length > 50)).toEqual([]);
  });

  it("fits the width of a terminal of 80 columns", async () => {
    const { stdout } = await runCli("help");
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("a topic", () => {
  it.each([...pagesIn(""), ...pagesIn("constructs")])("%s is shown in full", async (topic) => {
    const { status, stdout, stderr } = await runCli("help", topic);
    expect([status, stderr]).toEqual([0, ""]);
    const page = readFileSync(join(FOLDER, `${topic}.md`), "utf8");
    const [, title = ""] = /^# (.+)$/m.exec(page) ?? [];
    const start = commands.includes(topic) ? stdout.indexOf(`${title}\n=`) - 1 : 0;
    expect(stdout.slice(start).trimStart().startsWith(`${title}\n=`)).toBe(true);
    // Every word of the page but comments, links and marks is there.
    const words = (text: string): Set<string> => new Set(text.match(/[A-Za-z]{4,}/g));
    const there = words(stdout);
    const expected = words(
      page
        .replaceAll(/<!--[^]*?-->/g, "")
        .replaceAll(/\]\([^)]*\)/g, "")
        .replaceAll(/^```.*$/gm, "")
        // The head over the key of a table, which is not needed where rows are paragraphs.
        .replaceAll(/^\|[^|]*\|(?=.*\n\| -)/gm, ""),
    );
    expect([...expected].filter((word) => !there.has(word))).toEqual([]);
    expect(stdout).not.toMatch(/^```|\]\(|<!--/m);
  });

  it("breaks no line of prose behind the width", async () => {
    const { stdout } = await runCli("help", "trusted-access");
    const long = stdout.split("\n").filter((line) => line.length > 80);
    expect(long.filter((line) => !/^\(https:\S+$/.test(line))).toEqual([]);
  });

  it("may be named as its file is, in any case, and constructs without their folder", async () => {
    const page = await runCli("help", "backup-policy");
    expect(page.stdout).toMatch(/^BackupPolicy\n=+\n/);
    expect(await runCli("help", "constructs/backup-policy")).toEqual(page);
    expect(await runCli("help", "Backup-Policy.md")).toEqual(page);
    expect(await runCli("help", "BackupPolicy")).toEqual(page);
  });

  it("may be a group of topics", async () => {
    const { stdout } = await runCli("help", "constructs");
    expect(stdout).toMatch(/^Constructs\n=+\n\n- backup-organization: \w/);
    expect(stdout.split("\n").filter((line) => line.startsWith("- "))).toHaveLength(
      pagesIn("constructs").length,
    );
  });

  it.each([
    ["polcy-syntax", "policy-syntax"],
    ["trusted", "trusted-access"],
    ["backup-polic", "backup-policy"],
    ["gaurdrails", "guardrails"],
  ])("that is written %s was meant to be %s", async (written, meant) => {
    const { status, stdout, stderr } = await runCli("help", written);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`There is no topic, command or rule "${written}". Did you mean "${meant}"?`);
  });

  it("that is nothing like any is answered by the list", async () => {
    const { status, stderr } = await runCli("help", "../../package");
    expect(status).toBe(1);
    expect(stderr).toContain(
      'error: There is no topic, command or rule "../../package".\nhint: `org-backup help` lists topics and commands, `org-backup help findings` the rules.',
    );
  });
});

describe("a command", () => {
  it.each(commands)("%s is answered by its help", async (command) => {
    const { status, stdout, stderr } = await runCli("help", command);
    const ownHelp = await runCli(command, "--help");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.startsWith(ownHelp.stdout)).toBe(true);
    expect(stdout).toMatch(new RegExp(`^Usage: org-backup ${command}\\b`));
  });

  it("that has a page in the guide is followed by it", async () => {
    const { stdout } = await runCli("help", "preflight");
    expect(stdout).toContain("\nPreflight: what must be true before apply\n=====");
  });

  it.each(commands)("%s shows no default as the code holds it", async (command) => {
    const { stdout } = await runCli(command, "--help");
    expect(stdout).not.toMatch(/\(default: *[["{]/);
  });

  it("shows the default of a repeatable flag as one types it", async () => {
    const { stdout } = await runCli("plan", "--help");
    expect(stdout.replaceAll(/\s+/g, " ")).toContain("(default: error)");
  });

  it("that is misspelt is recognized", async () => {
    expect((await runCli("help", "comand-line")).status).toBe(1);
    expect((await runCli("help", "schedul")).stderr).toContain('Did you mean "schedule"?');
  });
});

describe("a rule", () => {
  it.each(ALL_RULES.map(({ id, sentence }) => [id, sentence]))(
    "%s is answered by its section",
    async (id, sentence) => {
      const { status, stdout, stderr } = await runCli("help", id);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout.startsWith(`${id}\n=`)).toBe(true);
      const plain = (text: string): string => text.replaceAll(/[\s`]+/g, "");
      expect(plain(stdout)).toContain(plain(sentence));
    },
  );

  it("is all that its answer holds", async () => {
    const { stdout } = await runCli("help", "retention-shortened");
    expect(stdout.match(/^=+$/gm)).toHaveLength(1);
    expect(stdout).not.toContain("continuous-backup-off");
  });

  it("that is misspelt is recognized", async () => {
    const { stderr } = await runCli("help", "retention-shortend");
    expect(stderr).toContain('Did you mean "retention-shortened"?');
  });
});

describe("Markdown in a terminal", () => {
  it("underlines headings and breaks paragraphs at the width", () => {
    expect(
      shown("# A title\n\nOne two three four five six\nseven eight nine ten.\n\n## Part\n\n### Below\n"),
    ).toBe("A title\n=======\n\nOne two three four five six seven eight\nnine ten.\n\nPart\n----\n\nBelow\n");
  });

  it("leaves code as it is, indented", () => {
    expect(
      shown("```sh\norg-backup plan --org organization.yaml --format json # not broken\n\n  x\n```\n"),
    ).toBe("    org-backup plan --org organization.yaml --format json # not broken\n\n      x\n");
  });

  it("says where a link leads: a topic, a file or an address", () => {
    const text = "[a](adopt.md#x), [b](recipes/), [c](https://aws.amazon.com/), [d](#x), [adopt](adopt.md).";
    expect(shown(text, 200)).toBe("a (help adopt), b (recipes/), c (https://aws.amazon.com/), d, adopt.\n");
    expect(shown("[own](../organization-file.md), [BackupVault](constructs/backup-vault.md)", 200)).toBe(
      "own (help organization-file), BackupVault\n",
    );
  });

  it("indents the lines of an item", () => {
    expect(shown("- one two three four five\n- six\n  - seven\n    eight\n", 16)).toBe(
      "- one two three\n  four five\n- six\n  - seven eight\n",
    );
    expect(shown("1. one two three four\n2. five\n", 15)).toBe("1. one two\n   three four\n2. five\n");
  });

  it("puts a table in columns, and breaks the widest ones where it has to", () => {
    const table = "| a | what it is |\n| --- | --- |\n| `x` | one two three four five |\n| y \\| z | six |\n";
    expect(shown(table, 40)).toBe(
      "a      what it is\n-----  -----------------------\n`x`    one two three four five\ny | z  six\n",
    );
    expect(shown(table, 28)).toBe(
      "a      what it is\n-----  ---------------------\n`x`    one two three four\n       five\ny | z  six\n",
    );
  });

  it("makes paragraphs of the rows of a table that is too wide for columns", () => {
    const table =
      "| name | one | two |\n| --- | --- | --- |\n| `x` | some words of it | and others |\n| `y` |  | z |\n";
    expect(shown(table, 26)).toBe("`x`\n  one: some words of it\n  two: and others\n\n`y`\n  two: z\n");
  });

  it("drops comments, and keeps them in code", () => {
    expect(shown("<!-- generated -->\nText.\n\n```html\n<!-- code -->\n```\n")).toBe(
      "Text.\n\n    <!-- code -->\n",
    );
  });

  it("keeps underscores and stars that are no marks", () => {
    expect(shown("snake_case_name, _important_, 2 * 3 * 4, **bold `code`** and `a_b_c`", 200)).toBe(
      "snake_case_name, important, 2 * 3 * 4, bold `code` and `a_b_c`\n",
    );
  });

  it("has colours only where they are wanted, and breaks lines as without them", () => {
    const text = "# Title\n\nSome `code` and **bold words** to break somewhere [here](adopt.md).\n";
    const colored = shown(text, 30, true);
    expect(colored).toContain("\u001b[36mcode\u001b[39m");
    expect(colored).toContain("\u001b[1mbold\u001b[22m");
    // eslint-disable-next-line no-control-regex -- colours
    const bare = colored.replaceAll(/\u001b\[\d+m/g, "");
    expect(bare.split("\n").filter((line) => line.length > 30)).toEqual([]);
    expect(shown(text, 30)).not.toContain("\u001b");
  });
});

describe("the pager", () => {
  let folder: string;
  let printed: string;
  const host: CliContext = {
    stdout: (text) => {
      printed += text;
    },
    stderr: () => undefined,
    color: false,
    width: 80,
    now: () => NOW,
    progress: "terminal",
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "pager-"));
    printed = "";
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function shownBy(
    pager: string | undefined,
    rows = 24,
  ): { readonly status: number; readonly paged: string } {
    const environment = { ...process.env };
    delete environment.PAGER;
    delete environment.LESS;
    const file = join(folder, "paged.txt");
    const terminal: Terminal = {
      rows,
      environment: { ...environment, PAGED: file, ...(pager === undefined ? {} : { PAGER: pager }) },
    };
    const status = help("findings", program, host, terminal);
    return { status, paged: readdirSync(folder).includes("paged.txt") ? readFileSync(file, "utf8") : "" };
  }

  it("gets what is longer than the screen", () => {
    const { status, paged } = shownBy('cat > "$PAGED"');
    expect([status, printed]).toEqual([0, ""]);
    expect(paged).toMatch(/^Findings\n=+\n/);
  });

  it("gets nothing that the screen holds", () => {
    const { paged } = shownBy('cat > "$PAGED"', 10_000);
    expect(paged).toBe("");
    expect(printed).toMatch(/^Findings\n=+\n/);
  });

  it("is told to keep colours", () => {
    expect(shownBy('cat > /dev/null; printf %s "$LESS" > "$PAGED"').paged).toBe("FRX");
  });

  it.each([
    ["is switched off by an empty PAGER", ""],
    ["is done without where it is not there", "no-such-pager-here 2> /dev/null"],
  ])("%s", (_what, pager) => {
    expect(shownBy(pager).status).toBe(0);
    expect(printed).toMatch(/^Findings\n=+\n/);
  });

  it("may be left before the end", () => {
    expect(shownBy("true").status).toBe(0);
    expect(printed).toBe("");
  });

  it("is not used in CI, with --quiet, in a pipe, or by another program", () => {
    expect(terminalOf({ ...host, progress: "lines" })).toBeUndefined();
    expect(terminalOf({ ...host, progress: "none" })).toBeUndefined();
    expect(
      terminalOf({ stdout: host.stdout, stderr: host.stderr, color: true, width: 80, now: host.now }),
    ).toBe(undefined);
    const before = process.stdout.isTTY;
    try {
      process.stdout.isTTY = false;
      expect(terminalOf(host)).toBeUndefined();
      process.stdout.isTTY = true;
      expect(terminalOf(host)).toMatchObject({ environment: process.env });
    } finally {
      process.stdout.isTTY = before;
    }
  });
});
