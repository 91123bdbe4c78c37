import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ASSUMPTIONS } from "../../../src/effective/assumptions";
import { QUOTAS, THROTTLES } from "../../../src/policy/quotas";
import type { Quota } from "../../../src/policy/quotas";
import { PRESETS } from "../../../src/review/guardrails/presets";
import { guardrailsJsonSchema } from "../../../src/sources/guardrails/guardrails-json-schema";
import { runCli } from "../../support/run-cli";
import type { Block } from "./pages";
import { ROOT } from "./pages";

/** What stands between `<!-- generated: NAME ARGUMENT -->` and `<!-- end -->`. */
export type Generator = (argument: string, blocks: readonly Block[]) => string | Promise<string>;

export const GENERATORS: Readonly<Record<string, Generator>> = {
  quotas: () =>
    table(
      ["At most", "of", "kept by", "raised on request"],
      Object.values<Quota>(QUOTAS).map(({ limit, item, service, adjustable }) => [
        limit.toLocaleString("en-US"),
        item,
        service,
        adjustable ? "yes" : "no",
      ]),
    ),

  throttles: () =>
    table(
      ["Calls", "a second", "in a burst"],
      THROTTLES.map(({ operations, perSecond, burst }) => [
        operations.map((operation) => `\`${operation}\``).join(", "),
        String(perSecond),
        String(burst),
      ]),
    ),

  conformance: () =>
    table(
      ["Cases", "of", "file"],
      Object.entries(CONFORMANCE).map(([file, what]) => {
        const text = readFileSync(join(ROOT, "__tests__", "conformance", file), "utf8");
        const { vectors } = JSON.parse(text) as { readonly vectors: readonly unknown[] };
        return [String(vectors.length), what, `\`${file}\``];
      }),
    ),

  assumptions: () =>
    table(
      ["Assumption", "evidence", "what is assumed"],
      ASSUMPTIONS.map(({ id, evidence, sentence }) => [`\`${id}\``, evidence, sentence]),
    ),

  demands: () => {
    const { properties } = schemaAt("requirements", "items", "require");
    return table(
      ["Under `require`", "what it demands"],
      Object.entries(properties ?? {}).map(([key, { description = "" }]) => [`\`${key}\``, description]),
    );
  },

  presets: () =>
    table(
      ["Preset", "the control says", "source"],
      PRESETS.map(({ id, says, source }) => [`\`${id}\``, says, source]),
    ),

  explain: async (path, blocks) => {
    const { status, stdout, stderr } = await runCli(
      "explain",
      "--org",
      exampleOrganization(blocks),
      "--account",
      "ledger",
      ...(path === "" ? [] : [path]),
    );
    if (status !== 0) {
      throw new Error(stderr);
    }
    return `\`\`\`text\n${stdout.replace(/\s*$/, "\n")}\`\`\``;
  },
};

const CONFORMANCE: Readonly<Record<string, string>> = {
  "inheritance.json": "policies on several levels, and the effective policy that AWS gave",
  "validation.json": "policies on several levels, and the errors that AWS found in what they merge to",
  "admission.json": "single documents, accepted or refused",
  "schedules.json": "schedules at a known time, accepted or refused",
};

interface SchemaNode {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

function schemaAt(...path: readonly string[]): SchemaNode {
  return path.reduce<SchemaNode>(
    (node, key) => (key === "items" ? node.items! : node.properties![key]!),
    guardrailsJsonSchema(),
  );
}

/** Where the policies of examples are attached: `json policy=NAME on=LEVEL`. */
const LEVELS: Readonly<Record<string, string>> = {
  root: "r-abcd",
  production: "ou-abcd-11111111",
  payments: "ou-abcd-22222222",
  ledger: "111122223333",
};

/** An organization of one account, with the policies of blocks attached in the order in which they stand. */
function exampleOrganization(blocks: readonly Block[]): string {
  const policies = blocks.flatMap(({ meta, text }, index) => {
    const [name, level] = [meta.get("policy"), meta.get("on")];
    return name === undefined || level === undefined
      ? []
      : [
          {
            id: `p-${String(index).padStart(10, "0")}`,
            name,
            target: LEVELS[level]!,
            content: JSON.parse(text) as unknown,
          },
        ];
  });
  const file = join(mkdtempSync(join(tmpdir(), "inheritance-")), "organization.json");
  const organization = {
    version: 1,
    organization: { id: "o-exampleorgid" },
    root: { id: LEVELS.root },
    organizationalUnits: [
      { id: LEVELS.production, name: "Production", parentId: LEVELS.root },
      { id: LEVELS.payments, name: "Payments", parentId: LEVELS.production },
    ],
    accounts: [{ id: LEVELS.ledger, name: "ledger", parentId: LEVELS.payments }],
    policies: policies.map(({ id, name, content }) => ({ id, name, content })),
    attachments: Object.values(LEVELS)
      .map((targetId) => ({
        targetId,
        policyIds: policies.filter(({ target }) => target === targetId).map(({ id }) => id),
        order: "known",
      }))
      .filter(({ policyIds }) => policyIds.length > 0),
  };
  writeFileSync(file, JSON.stringify(organization));
  return file;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const widths = head.map((_, at) => Math.max(3, ...cells.map((row) => row[at]!.length)));
  const lines = cells.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(" | ")} |`);
  lines.splice(1, 0, `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`);
  return lines.join("\n");
}
