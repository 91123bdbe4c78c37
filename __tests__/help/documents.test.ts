import Ajv from "ajv";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { readGuardrails } from "../../src/sources/guardrails/guardrails-file";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { validatePolicyText } from "../../src/policy/validate";
import { NOW } from "../support/run-cli";
import { PAGES, readPage, ROOT } from "./support/pages";
import type { Block } from "./support/pages";

interface Document {
  readonly at: string;
  readonly block: Block;
  readonly content: Readonly<Record<string, unknown>>;
}

const documents: readonly Document[] = PAGES.flatMap(({ file, blocks }) =>
  blocks
    .filter(({ language, excuse }) => ["yaml", "json"].includes(language) && excuse === undefined)
    .map((block) => ({
      at: `${file}:${block.line}`,
      block,
      content: parse(block.text) as Record<string, unknown>,
    })),
);

type Kind = "organization" | "guardrails" | "policy" | "iam policy" | "configuration" | "action" | "unknown";

/** For which reader a document is written. */
function kindOf({ content }: Document): Kind {
  if ("organization" in content && "root" in content) {
    return "organization";
  }
  if ("requirements" in content || "presets" in content || "acknowledgements" in content) {
    return "guardrails";
  }
  if ("plans" in content) {
    return "policy";
  }
  if ("defaults" in content) {
    return "configuration";
  }
  if ("steps" in content) {
    return "action";
  }
  return "Statement" in content ? "iam policy" : "unknown";
}

const of = (kind: Kind): readonly (readonly [string, Document])[] =>
  documents.filter((document) => kindOf(document) === kind).map((document) => [document.at, document]);

function fileOf({ block }: Document): string {
  const file = join(mkdtempSync(join(tmpdir(), "document-")), `document.${block.language}`);
  writeFileSync(file, block.text);
  return file;
}

it("every document of the guide has a reader", () => {
  expect(of("unknown").map(([at]) => at)).toEqual([]);
});

it.each(of("organization"))("%s is an organization file", (_at, document) => {
  expect(readOrganizationFile(fileOf(document)).data.root.id).toMatch(/^r-/);
});

it.each(of("guardrails"))("%s is a guardrails file", (_at, document) => {
  const { requirements, acknowledgements } = readGuardrails(fileOf(document));
  expect(requirements.length + acknowledgements.length).toBeGreaterThan(0);
});

it.each(of("policy"))("%s is a policy that AWS accepts", (_at, { block, content }) => {
  const text = block.language === "json" ? block.text : JSON.stringify(content);
  const { accepted, issues } = validatePolicyText(text, { at: NOW });
  expect([accepted, issues.filter(({ severity }) => severity === "error")]).toEqual([true, []]);
});

it.each(of("iam policy"))("%s is an IAM policy of actions that have a service", (_at, { content }) => {
  expect(content.Version).toBe("2012-10-17");
  const statements = content.Statement as readonly { readonly Action: string | readonly string[] }[];
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.length).toBeGreaterThan(0);
  expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Z]\w+$/.test(action))).toEqual([]);
});

it.each(of("configuration"))("%s is a configuration by its schema", (_at, { content }) => {
  const schema = readFileSync(join(ROOT, "help", "schema", "org-backup.schema.json"), "utf8");
  const isValid = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(schema) as object);
  expect([isValid(content), isValid.errors]).toEqual([true, null]);
});

it.each(of("action"))("%s gives the action inputs that it has", (_at, { content }) => {
  const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { readonly inputs: object };
  const steps = content.steps as readonly { readonly uses: string; readonly with: object }[];
  for (const { uses, with: given } of steps) {
    expect(uses).toBe("OWNER/cdktf-org-backup@COMMIT");
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
  }
});

it("the page for other policy engines names every part of the review", () => {
  const { properties } = JSON.parse(
    readFileSync(join(ROOT, "help", "schema", "plan.schema.json"), "utf8"),
  ) as { readonly properties: object };
  const rows = readPage("help/policy-engines.md").text.match(/^\| `.*$/gm) ?? [];
  const named = rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`(\w+)`/g)].map(([, part]) => part!));
  expect(named.sort()).toEqual(Object.keys(properties).sort());
});
