import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ALL_RULES } from "../../src/catalogue/catalogue";
import { generatedCatalogueFiles } from "../../src/catalogue/generated-files";
import { createProgram } from "../../src/cli/program";
import { controlWordOf, operatorOf } from "../../src/policy/operators";
import { parseSchedule } from "../../src/policy/schedule";
import { generatedGuardrailsFiles } from "../../src/sources/guardrails/guardrails-json-schema";

it.each([...generatedCatalogueFiles(), ...generatedGuardrailsFiles()])(
  "%s is what `npm run generate` writes",
  (file, text) => {
    expect(readFileSync(file, "utf8")).toBe(text);
  },
);

describe("the catalogue of rules", () => {
  it("gives each rule an id of its own, in kebab-case", () => {
    const ids = ALL_RULES.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it("says in one sentence what each rule reports, and what to do about it", () => {
    const isText = (text: string): boolean => /^[A-Z0-9@`].*\.$/s.test(text);
    expect(ALL_RULES.filter(({ sentence }) => !isText(sentence)).map(({ id }) => id)).toEqual([]);
    expect(ALL_RULES.filter(({ hint }) => !isText(hint)).map(({ id }) => id)).toEqual([]);
  });

  it("has a heading on the page of findings for every rule, which findings link to", () => {
    const page = generatedCatalogueFiles().get("help/findings.md") ?? "";
    const headings = page.match(/^### .+$/gm)?.map((heading) => heading.slice("### ".length));
    expect(headings).toEqual(ALL_RULES.map(({ id }) => id));
  });

  it("holds every rule that any code declares", () => {
    const known = new Set(ALL_RULES.map(({ id }) => id));
    const declared = sourcesIn(join(__dirname, "..", "..", "src")).flatMap((text) => [
      ...(text.includes("declareRules(") ? text.matchAll(/^ +"([a-z-]+)": \[/gm) : []),
      ...text.matchAll(/: (?:Risk|AdviceRule) = \{\n +id: "([a-z-]+)"/g),
    ]);
    expect(declared.length).toBeGreaterThan(130);
    expect(declared.map(([, id]) => id!).filter((id) => !known.has(id))).toEqual([]);
  });

  it("proposes no command that does not exist", () => {
    const commands = createProgram(() => undefined).commands.map((command) => command.name());
    const named = ALL_RULES.flatMap(({ hint }) => [...hint.matchAll(/org-backup ([a-z-]+)/g)]).map(
      ([, command]) => command!,
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });

  it("proposes no schedule and no value that AWS refuses", () => {
    const schedules = ALL_RULES.flatMap(({ hint }) => hint.match(/cron\([^a-z)]+\)/g) ?? []);
    expect(schedules.length).toBeGreaterThan(1);
    expect(schedules.filter((text) => !parseSchedule(text).ok)).toEqual([]);
    const values = ALL_RULES.flatMap(({ hint }) => hint.match(/"@@[a-z_]+"/g) ?? []);
    expect(values.filter((word) => !isOperator(JSON.parse(word) as string))).toEqual([]);
  });
});

function isOperator(word: string): boolean {
  return operatorOf(word) !== undefined || controlWordOf(word) !== undefined;
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(folder, file), "utf8"));
}
