import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MAX_DEPTH } from "../../src/text/source-document";
import { OrgBackupError } from "../../src/org-backup-error";
import { readOrganizationFile } from "../../src/sources/organization-file";

const folder = mkdtempSync(join(tmpdir(), "organization-file-"));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** The mistakes of a file as `line:column message`, or its one message. */
function mistakes(text: string, name = "organization.yaml"): readonly string[] {
  const file = write(name, text);
  try {
    readOrganizationFile(file);
    return [];
  } catch (error) {
    if (!(error instanceof OrgBackupError)) {
      throw error;
    }
    const problems = error.problems.map(
      ({ where, message }) => `${where.replace(`${file}:`, "")} ${message}`,
    );
    return problems.length === 0 ? [error.message] : problems;
  }
}

const head =
  'version: 1\norganization: { id: o-1, managementAccountId: "111111111111" }\nroot: { id: r-1, name: Root }\n';

describe("the opt-in settings of an organization file", () => {
  const withOptIn = (optIn: object): string =>
    JSON.stringify({ version: 1, organization: { id: "o-1", optIn }, root: { id: "r-1" } });

  test.each([
    ["ebs", "EBS"],
    ["dynamodb", "DynamoDB"],
    ["DynmoDB", "DynamoDB"],
    ["StorageGateway", "Storage Gateway"],
    ["Neptun", "Neptune"],
  ])("may not be misspelt: %s, where %s is meant", (name, meant) => {
    expect(mistakes(withOptIn({ "eu-west-1": { [name]: false } }), "a.json")).toEqual([
      `1:63 AWS Backup has no opt-in setting "${name}". Did you mean "${meant}"?`,
    ]);
  });

  test("may name types that AWS has added, and every Region", () => {
    expect(mistakes(withOptIn({ "*": { EBS: true }, "eu-west-1": { ECS: true, Quantum: false } }))).toEqual(
      [],
    );
  });

  test("are of Regions", () => {
    expect(mistakes(withOptIn({ "EU-WEST-1": { EBS: true } }))).toEqual([
      expect.stringContaining('"EU-WEST-1" is not the code of a Region'),
    ]);
  });
});

describe("an organization file", () => {
  test("is read from YAML and from JSON alike", () => {
    const content = { plans: { daily: { regions: { "@@assign": ["eu-central-1"] } } } };
    const file = {
      version: 1,
      organization: {
        id: "o-1",
        managementAccountId: "111111111111",
        enabledPolicyTypes: ["BACKUP_POLICY"],
        trustedServices: ["backup.amazonaws.com"],
        delegatedAdministrators: [{ accountId: "222222222222", servicePrincipals: ["backup.amazonaws.com"] }],
        optIn: { "eu-central-1": { EBS: true, "Storage Gateway": false } },
      },
      root: { id: "r-1", name: "Root" },
      organizationalUnits: [{ id: "ou-1", name: "Production", parentId: "r-1" }],
      accounts: [{ id: "033333333333", name: "orders", parentId: "ou-1", state: "SUSPENDED" }],
      policies: [
        { id: "p-1", name: "object", content },
        { id: "p-2", name: "text", content: JSON.stringify(content, undefined, 1) },
      ],
      attachments: [{ targetId: "ou-1", policyIds: ["p-2", "p-1"], order: "known" }],
      publishedPolicies: { "033333333333": { plans: {} } },
    };
    const json = readOrganizationFile(write("a.json", JSON.stringify(file)));
    // JSON is YAML too, so that the same text goes through both parsers.
    const yaml = readOrganizationFile(write("a.yaml", JSON.stringify(file, undefined, 2)));
    for (const organization of [json, yaml]) {
      expect(organization.settings).toEqual(file.organization);
      expect(organization.account("033333333333")).toEqual(file.accounts[0]);
      expect(organization.policy("p-1")?.content).toEqual({ kind: "known", value: content });
      expect(organization.policy("p-2")?.content).toEqual({
        kind: "known",
        value: content,
        text: file.policies[1]?.content,
      });
      expect(organization.attached("ou-1")).toMatchObject({
        order: "known",
        policies: [{ id: "p-2" }, { id: "p-1" }],
      });
      expect(organization.published("033333333333")).toEqual({ plans: {} });
    }
    expect(yaml.policy("p-1")?.origin).toBe(`${join(folder, "a.yaml")}:47:5`);
  });

  test("needs no more than an organization and a root; order is unknown where several policies do not tell it", () => {
    const text = `${head}policies: [{ id: p-1, name: a, content: {} }, { id: p-2, name: b, content: {} }]\nattachments: [{ targetId: r-1, policyIds: [p-1, p-2] }]\n`;
    const organization = readOrganizationFile(write("small.yaml", text));
    expect(organization.accounts).toEqual([]);
    expect(organization.attached("r-1").order).toBe("unknown");
  });

  test("has every mistake reported at once, with its place and the key that was meant", () => {
    expect(
      mistakes(
        `${head}organisationalUnits: []\naccounts:\n  - { id: "1", nme: x, parentId: r-1, state: active }\n`,
      ),
    ).toEqual([
      '4:1 Unknown key "organisationalUnits". Did you mean "organizationalUnits"? Known keys: version, takenAt, organization, root, organizationalUnits, accounts, policies, attachments, publishedPolicies.',
      '6:5 The key "name" is missing.',
      '6:16 Unknown key "nme". Did you mean "name"? Known keys: id, name, parentId, state, email.',
      '6:46 "state" must be "PENDING_ACTIVATION" or "ACTIVE" or "SUSPENDED" or "PENDING_CLOSURE" or "CLOSED", found "active".',
    ]);
  });

  test("has account ids in quotes: a number loses leading zeros", () => {
    expect(mistakes(`${head}accounts: [{ id: 012345678901, name: x, parentId: r-1 }]\n`)).toEqual([
      '4:18 "id" is written as a number and lost its leading zero (read as 12345678901): ids are strings; put it in quotes: "012345678901".',
    ]);
    expect(mistakes(`${head}accounts: [{ id: 12345678901, name: x, parentId: r-1 }]\n`)).toEqual([
      '4:18 "id" is written as a number and may have lost a leading zero: ids are strings; put it in quotes: "012345678901".',
    ]);
    expect(mistakes(`${head}accounts: [{ id: 123456789012, name: x, parentId: r-1 }]\n`)).toEqual([
      '4:18 "id" is written as a number: ids are strings; put it in quotes: "123456789012".',
    ]);
  });

  test("has problems of the model reported where they are written", () => {
    const accounts = 'accounts:\n  - { id: "111111111111", name: x, parentId: r-2 }\n';
    expect(mistakes(`${head}${accounts}attachments:\n  - { targetId: ou-x, policyIds: [] }\n`)).toEqual([
      '5:46 There is no root or OU "r-2". Did you mean "r-1"?',
      '7:17 There is no root, OU or account "ou-x" to attach to.',
    ]);
  });

  test.each([
    [
      "a policy that is not JSON",
      'policies: [{ id: p-1, name: x, content: "{plans" }]\n',
      '4:41 The content of policy "x" is not JSON: line 1, column 2 of it: a key in double quotes is expected, found "plans".',
    ],
    [
      "a policy that is the name of a file",
      "policies: [{ id: p-1, name: x, content: daily.json }]\n",
      '4:41 The content of policy "x" must be the policy itself, not the name of a file.',
    ],
    [
      "a policy that is no object",
      'policies: [{ id: p-1, name: x, content: "[]" }]\n',
      '4:41 The content of policy "x" must be a JSON object such as {"plans": {...}}.',
    ],
    [
      "a policy that is a number",
      "policies: [{ id: p-1, name: x, content: 1 }]\n",
      '4:41 "content" must be an object or the exact text of the policy, found 1.',
    ],
    ["a key twice", "accounts: []\naccounts: []\n", '5:1 Duplicate key "accounts".'],
    [
      "a key that a carriage return on its own puts on a line",
      "# all of them\raccount: []\n",
      '5:1 Unknown key "account". Did you mean "accounts"? Known keys: version, takenAt, organization, root, organizationalUnits, accounts, policies, attachments, publishedPolicies.',
    ],
    ["another version", "", '1:10 "version" must be 1, found 2.'],
  ])("is refused for %s", (what, text, mistake) => {
    expect(mistakes(what === "another version" ? head.replace("1", "2") : head + text)).toEqual([mistake]);
  });

  test("has the numbers of its policies kept as they are written", () => {
    const organization = readOrganizationFile(
      write(
        "numbers.yaml",
        `${head}policies:\n  - { id: p-1, name: a, content: { plans: { p: { regions: { "@@assign": [0123, 35.0, 12345678901234567890, 60] } } } } }\n  - { id: p-2, name: b, content: '{"plans":{"p":{"regions":{"@@assign":[1.10]}}}}' }\n`,
      ),
    );
    const value = (id: string): unknown => {
      const content = organization.policy(id)?.content;
      return content?.kind === "known" ? content.value : undefined;
    };
    expect(value("p-1")).toEqual({
      plans: { p: { regions: { "@@assign": ["0123", "35.0", "12345678901234567890", 60] } } },
    });
    expect(value("p-2")).toEqual({ plans: { p: { regions: { "@@assign": ["1.10"] } } } });
  });

  test("has names that stand in a policy twice reported, also where only their case differs", () => {
    expect(mistakes(`${head}policies: [{ id: p-1, name: a, content: { plans: {}, Plans: {} } }]\n`)).toEqual([
      '4:54 Duplicate name "Plans", after "plans": AWS compares names ignoring case.',
    ]);
    expect(mistakes(`${head}policies: [{ id: p-1, name: a, content: '{"plans":{},"plans":{}}' }]\n`)).toEqual(
      [
        '4:41 The content of policy "a", line 1, column 13 of it: Duplicate name "plans", after "plans": AWS compares names ignoring case.',
      ],
    );
  });

  test("has one operator in two spellings read, and reported where the spelling is the same", () => {
    const content = (operators: string): string =>
      `${head}policies: [{ id: p-1, name: a, content: '{"plans":{"p":{"regions":{${operators}}}}}' }]\n`;
    expect(mistakes(content('"@@assign":["eu-west-1"],"@@ASSIGN":["eu-west-2"]'))).toEqual([]);
    expect(mistakes(content('"@@ASSIGN":["eu-west-1"],"@@ASSIGN":["eu-west-2"]'))).toEqual([
      expect.stringContaining('Duplicate name "@@ASSIGN", after "@@ASSIGN"') as string,
    ]);
  });

  describe("in JSON as it is usually written", () => {
    const text = (content: string, indent?: number): string =>
      JSON.stringify(
        {
          version: 1,
          organization: { id: "o-1", managementAccountId: "111111111111" },
          root: { id: "r-1", name: "Root" },
          policies: [{ id: "p-1", name: "a", content: JSON.parse(content) as unknown }],
        },
        undefined,
        indent,
      );
    const contentOf = (file: string): unknown => {
      const content = readOrganizationFile(file).policies[0]?.content;
      return content?.kind === "known" ? content.value : undefined;
    };
    const strange = '{"__proto__":{"constructor":{"@@assign":35,"x":["\\u00e9",1e21]}}}';

    test.each([
      ["minified", undefined],
      ["with two spaces", 2],
      ["with three spaces, which is read with positions at once", 3],
    ])("is the same %s", (name, indent) => {
      const file = write(`${name}.json`, text(strange, indent));
      expect(JSON.stringify(contentOf(file))).toBe(JSON.stringify(JSON.parse(strange)));
      expect(readOrganizationFile(file).policies[0]?.origin).toMatch(/\.json:\d+:\d+$/);
    });

    test("has its mistakes where they stand", () => {
      expect(mistakes(text('{"plans":{},"Plans":{}}', 2), "twice.json")).toEqual([
        '17:9 Duplicate name "Plans", after "plans": AWS compares names ignoring case.',
      ]);
      expect(mistakes(text("{}", 2).replace('"version": 1', '"version": 2'), "version.json")).toEqual([
        expect.stringMatching(/^2:14 "version" must be 1/) as string,
      ]);
    });

    test("nests as deep as a text may, contents of policies included", () => {
      const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
      // The content stands three levels deep: in the file, the list and the policy.
      expect(mistakes(text(nested(MAX_DEPTH - 3)), "deep.json")).toEqual([]);
      expect(mistakes(text(nested(MAX_DEPTH - 2)), "deep.json")).toEqual([
        expect.stringContaining("the document nests deeper than 200 levels"),
      ]);
    });
  });

  test("is refused when it is not UTF-8, holds several documents, or tags that YAML does not know", () => {
    const latin = join(folder, "latin.yaml");
    writeFileSync(latin, Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
    expect(() => readOrganizationFile(latin)).toThrow("The file is not UTF-8 text.");
    expect(mistakes("a: 1\n---\nb: 2\n")[0]).toContain("several YAML documents");
    expect(mistakes("version: !!python/object 1\n")[0]).toContain("Unresolved tag");
  });

  test("is refused when it is no YAML, no JSON, empty, a list or missing", () => {
    expect(mistakes("a: [1, 2\nb: 3")[0]).toMatch(/^2:1 /);
    expect(mistakes('{"version": 1,}', "broken.json")).toEqual([
      '1:15 a comma stands before "}": JSON allows no trailing comma',
    ]);
    expect(mistakes("")).toEqual(["1:1 the text is empty"]);
    expect(mistakes("[]")).toEqual([
      "1:1 The file must be an object with the keys version, organization, root and so on.",
    ]);
    expect(() => readOrganizationFile(join(folder, "none.yaml"))).toThrow(/There is no file/);
    expect(() => readOrganizationFile(folder)).toThrow(/is a directory/);
  });
});
