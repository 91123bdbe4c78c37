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
