import { createProgram } from "../../../src/cli/program";
import { FORMATS } from "../../../src/cli/formats/format-table";
import { takesList } from "../../../src/cli/definitions/parsers";
import { runCli } from "../../support/run-cli";

const program = createProgram(() => undefined);
const commands = program.commands.map((command) => [command.name(), command] as const);

describe("the command line", () => {
  it("groups its commands in --help", async () => {
    const { stdout } = await runCli("--help");
    const groups = [...stdout.matchAll(/^(\S.*):\n((?: {2}\S.*\n(?: {4,}.*\n)*)+)/gm)].map(
      ([, heading, lines = ""]) => [heading, [...lines.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name)],
    );
    expect(groups.filter(([heading]) => heading !== "Options")).toEqual([
      ["Review", ["plan", "comment", "run-task"]],
      ["Inspect", ["effective", "explain", "coverage", "schedule"]],
      ["Author", ["validate", "init", "adopt"]],
      ["Live organization", ["snapshot", "verify", "preflight", "jobs", "trusted-access"]],
      ["Help", ["help", "completion"]],
    ]);
  });

  it.each(commands)("%s shows no list as a default", async (name) => {
    const { stdout } = await runCli(name, "--help");
    expect(stdout).not.toMatch(/\(default: [^)]*[[\]]/);
  });

  it.each(commands)("%s has no variadic flag, which would swallow its arguments", (_name, command) => {
    expect(command.options.filter(({ variadic }) => variadic).map(({ long }) => long)).toEqual([]);
  });

  it.each(commands)("%s says of each flag that takes a list that it is repeatable", (_name, command) => {
    const silent = command.options.filter(
      ({ parseArg, description }) => takesList(parseArg) && !description.includes("repeatable"),
    );
    expect(silent.map(({ long }) => long)).toEqual([]);
  });

  it.each(commands.filter(([name]) => Object.hasOwn(FORMATS, name)))(
    "%s prints its result with --format, --out and --output",
    (_name, command) => {
      const flags = command.options.map(({ long }) => long);
      expect(flags).toEqual(expect.arrayContaining(["--format", "--out", "--output"]));
    },
  );
});

describe("lists", () => {
  const ORG = ["--org", "stacks/organization.yaml", "--format", "json"] as const;

  it("do not swallow what stands after them", async () => {
    const { status, stdout } = await runCli("effective", "--account", "sandbox-anna", ...ORG);
    expect(status).toBe(0);
    expect(stdout).toContain('"400000000001"');
  });

  it("take an account's name with a comma as one name", async () => {
    const { status, stderr } = await runCli("effective", "--account", "sandbox-anna,no one", ...ORG);
    expect(status).toBe(1);
    expect(stderr).toContain('There is no account "no one" in the organization.');
  });

  it("of severities and rules are checked word by word", async () => {
    const { status, stderr } = await runCli("validate", "--fail-on", "warning,eror", "policy.json");
    expect(status).toBe(1);
    expect(stderr).toContain(
      '--fail-on expects none, notice, warning, error or the id of a rule, found "eror". Did you mean "error"?',
    );
  });

  it("of what-ifs keep the commas in names", async () => {
    const { stderr } = await runCli("plan", "--org", "stacks/organization.yaml", "--move", "a,b=Root");
    expect(stderr).toContain("a,b");
  });
});

describe("flags and arguments", () => {
  const all = [["plan", program] as const, ...commands].flatMap(([name, command]) =>
    command.options
      .filter(({ required, optional }) => required || optional)
      .map((option) => [name, option.long ?? "", option] as const),
  );

  it.each(all)("%s %s refuses a value that is empty, as a variable may be", async (name, flag) => {
    for (const empty of ["", " "]) {
      const { status, stdout, stderr } = await runCli(name, `${flag}=${empty}`);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(new RegExp(`["']${empty}["']`));
    }
  });

  it.each(all.filter(([, , { description }]) => description.includes("comma-separated")))(
    "%s %s refuses commas alone",
    async (name, flag) => {
      const { status, stdout, stderr } = await runCli(name, flag, " , ");
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(`${flag} has no value: found " , ".`);
    },
  );

  it.each(all.filter(([, , { parseArg, argChoices }]) => !takesList(parseArg) && argChoices === undefined))(
    "%s %s refuses a second value, of which the last would win unseen",
    async (name, flag, { parseArg }) => {
      const value = VALUES.find((each) => isReadable(parseArg, each));
      const { status, stdout, stderr } = await runCli(name, `${flag}=${value}`, `${flag}=${value}`);
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toContain(`${flag} is given twice, but takes one value.`);
    },
  );

  it("of which one rules out the other contradict each other", async () => {
    const { status, stderr } = await runCli("plan", "--guardrails", "a.yaml", "--no-guardrails");
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("--guardrails and --no-guardrails contradict"),
    ]);
  });

  it("may say twice what has no value", async () => {
    const { status } = await runCli(
      "plan",
      ...["--no-config", "--no-config", "--explain", "--explain", "--help"],
    );
    expect(status).toBe(0);
  });

  it.each([
    ["validate", ""],
    ["plan", " "],
    ["init", ""],
    ["help", ""],
  ])("%s refuses the argument %j", async (...words) => {
    const { status, stdout, stderr } = await runCli(...words);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^error: The argument \w+ is empty/);
  });
});

/** One of them is a value of any flag. */
const VALUES = ["text", "7", "all", "3d", "2026-01-01T00:00:00Z", "eu-central-1", "update", "aws-config"];

function isReadable(parse: ((text: string, previous: never) => unknown) | undefined, text: string): boolean {
  try {
    parse?.(text, undefined as never);
    return true;
  } catch {
    return false;
  }
}
