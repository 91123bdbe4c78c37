import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { globSync } from "tinyglobby";
import { parseAllDocuments } from "yaml";
import type { OrganizationData } from "../../src/organization/model";
import { organizationFileValue } from "../../src/organization/organization-file-value";
import { organizationFileText } from "../../src/sources/write-organization-file";
import { PAGES, ROOT } from "../help/support/pages";
import "../support/property-seed";
import { itWithPyYaml, readByPyYaml } from "../support/py-yaml";

const FILES = globSync(["stacks/**/*.{yaml,yml}", "help/**/*.{yaml,yml}"], { cwd: ROOT });

itWithPyYaml("every YAML file of the repository is read alike by PyYAML", () => {
  expect(FILES.length).toBeGreaterThan(10);
  const texts = FILES.map((file) => readFileSync(join(ROOT, file), "utf8"));
  expect(readByPyYaml(texts)).toEqual(texts.map(ours));
});

itWithPyYaml("every YAML snippet of the guide is read alike by PyYAML", () => {
  // The page about trouble shows broken files.
  const texts = PAGES.filter(({ file }) => file !== "help/troubleshooting.md").flatMap(({ blocks }) =>
    blocks.filter(({ language }) => language === "yaml").map(({ text }) => text),
  );
  expect(texts.length).toBeGreaterThan(5);
  expect(readByPyYaml(texts)).toEqual(texts.map(ours));
});

itWithPyYaml("an organization file holds for PyYAML what it holds for us, whatever the names", () => {
  fc.assert(
    fc.property(fc.array(trickyText, { minLength: 60, maxLength: 60 }), (texts) => {
      const data = organizationOf(texts);
      const [answer] = readByPyYaml([organizationFileText(data, "yaml")]);
      expect(answer).toEqual({ values: [asJson(organizationFileValue(data))] });
    }),
    { numRuns: 2 },
  );
});

const trickyText = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 10 }),
    fc.constantFrom(
      ...[
        "yes",
        "no",
        "on",
        "y",
        "N",
        "~",
        "null",
        "=",
        "<<",
        "012",
        "1:30",
        "1_000",
        "0x1f",
        "0o17",
        "0b11",
      ],
      ...["2001-01-01", "2001-01-01T00:00:00Z", ".5", "1e3", "+1", ".inf", ".nan", "-", "?", "? a", "a?b"],
      ...[
        "a: b",
        "a #b",
        "#a",
        "%a",
        "@a",
        "`a",
        "!a",
        "&a",
        "*a",
        "|",
        "> ",
        "[",
        "{a",
        "'",
        '"',
        "\\",
        " a ",
      ],
      ...["a\n b\n", "\ta", "a\u0085b", "a\r\nb", "a\rb", "\ufeffx", "cron(0 5 ? * * *)", "__proto__x"],
    ),
  )
  .filter((text) => text !== "" && text !== "__proto__" && text.isWellFormed());

function organizationOf(texts: readonly string[]): OrganizationData {
  return {
    settings: { id: "o-example", managementAccountId: "111111111111", enabledPolicyTypes: ["BACKUP_POLICY"] },
    root: { id: "r-abcd", name: "Root" },
    organizationalUnits: [],
    accounts: texts.map((name, index) => ({
      id: String(200_000_000_000 + index),
      name,
      parentId: "r-abcd",
      state: "ACTIVE",
    })),
    policies: texts.map((name, index) => ({
      id: `p-${index}`,
      name,
      description: name,
      tags: new Map([[name, name]]),
      content: { kind: "known", value: { plans: { [name]: { regions: { "@@assign": [name] } } } } },
    })),
    attachments: [],
    publishedPolicies: new Map(),
  };
}

function ours(text: string): object {
  return { values: [...parseAllDocuments(text)].map((document) => asJson(withYaml11Keys(document.toJS()))) };
}

/** YAML 1.1 takes the key `on` of a workflow for true, and GitHub, whose parser reads it as a text, wants it so. */
function withYaml11Keys(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("on" in value)) {
    return value;
  }
  const { on, ...others } = value;
  return { true: on, ...others };
}

function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
