import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OrgBackupError } from "../../../src/org-backup-error";
import type { Inventory, Resource } from "../../../src/organization/inventory";
import { readInventory } from "../../../src/sources/inventory/read-inventory";
import { inventoryText } from "../../../src/sources/inventory/write-inventory";

const folder = mkdtempSync(join(tmpdir(), "inventory-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function inventoryOf(name: string, content: unknown): Inventory {
  const file = join(folder, name);
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, undefined, 4));
  return readInventory(file);
}

function resourcesOf(name: string, content: unknown): readonly Resource[] {
  return [...inventoryOf(name, content).resources];
}

function problemsOf(name: string, content: unknown): readonly string[] {
  try {
    resourcesOf(name, content);
    return [];
  } catch (error) {
    const { message, problems } = error as OrgBackupError;
    return problems.length === 0
      ? [message]
      : problems.map(({ where, message: text }) => `${where.replace(`${folder}/`, "")} ${text}`);
  }
}

const VOLUME = "arn:aws:ec2:eu-central-1:333333333333:volume/vol-1";
const BUCKET = "arn:aws:s3:::invoices";
const tagged = { backup: "daily" };
const volume = { arn: VOLUME, accountId: "333333333333", region: "eu-central-1", tags: tagged };
const bucket = { arn: BUCKET, accountId: "333333333333", region: "eu-west-1", tags: {} };

describe("An inventory", () => {
  it("of its own format takes account and Region from the ARN where it has them", () => {
    const resources = [
      { arn: VOLUME, tags: tagged },
      { arn: BUCKET, accountId: "333333333333", region: "eu-west-1", tags: {} },
    ];
    expect(resourcesOf("own.json", { version: 1, resources })).toEqual([volume, bucket]);
    expect(
      resourcesOf("own.yaml", `version: 1\nresources:\n  - { arn: "${VOLUME}", tags: { backup: daily } }\n`),
    ).toEqual([volume]);
  });

  it("without tags says that they are not known, which is not the same as none", () => {
    const [resource] = resourcesOf("own.json", { version: 1, resources: [{ arn: VOLUME }] });
    expect(resource).toEqual({ ...volume, tags: undefined });
  });

  it("as JSON lines is read line by line, with records of any known form", () => {
    const lines = [{ arn: VOLUME, tags: tagged }, { ...bucket }];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    expect(resourcesOf("own.jsonl", `${text}\n`)).toEqual([volume, bucket]);
    const tagging = { ResourceARN: VOLUME, Tags: [{ Key: "backup", Value: "daily" }] };
    expect(resourcesOf("tagging.jsonl", JSON.stringify(tagging))).toEqual([volume]);
  });

  describe("of its own says where it comes from and what could not be read", () => {
    const notSeen = [
      { accounts: ["333333333333"], regions: ["eu-west-1"], why: "denied" },
      { why: "not known" },
    ];
    const head = { version: 1, source: "AWS Config", blindSpots: ["Some."], notSeen };
    const expected = { format: "AWS Config", blindSpots: ["Some."], notSeen };

    it("as one document, as lines, and as it is written", () => {
      const document = inventoryOf("own.json", { ...head, resources: [{ arn: VOLUME, tags: volume.tags }] });
      expect(document.source).toMatchObject(expected);
      expect([...document.resources]).toEqual([volume]);
      const lines = inventoryOf(
        "own.jsonl",
        [...inventoryText({ source: document.source, resources: [volume, bucket] }, "json-lines")].join(""),
      );
      expect(lines.source).toMatchObject(expected);
      expect([...lines.resources]).toEqual([volume, bucket]);
      const again = inventoryOf(
        "again.json",
        [...inventoryText({ source: lines.source, resources: [bucket] }, "json")].join(""),
      );
      expect(again.source).toMatchObject(expected);
      expect([...again.resources]).toEqual([bucket]);
      expect([...inventoryOf("none.jsonl", `${JSON.stringify(head)}\n`).resources]).toEqual([]);
    });

    it.each([
      [{ notSeen: [{ accounts: ["1"] }] }, /notSeen/],
      [{ blindSpots: "none" }, /"blindSpots" is not as expected/],
      [{ notseen: [] }, /Did you mean "notSeen"/],
      [{ version: 2 }, /"version" must be 1/],
    ])("and names a mistake in it: %j", (mistake, message) => {
      const wrong = { ...head, ...mistake };
      expect(problemsOf("wrong.json", { ...wrong, resources: [] })[0]).toMatch(message);
      expect(
        problemsOf("wrong.jsonl", `${JSON.stringify(wrong)}\n${JSON.stringify({ arn: VOLUME })}\n`)[0],
      ).toMatch(message);
    });
  });

  it("of the Tagging API says what that API does not list", () => {
    const document = {
      PaginationToken: "",
      ResourceTagMappingList: [
        { ResourceARN: VOLUME, Tags: [{ Key: "backup", Value: "daily" }] },
        { ResourceARN: BUCKET, Tags: [] },
      ],
    };
    const { source, resources } = inventoryOf("tagging.json", document);
    expect([...resources]).toEqual([volume, { ...bucket, accountId: undefined, region: undefined }]);
    expect(source.format).toBe("Resource Groups Tagging API");
    expect(source.blindSpots[0]).toBe(
      "The Tagging API lists resources that have or once had a tag: what was never tagged is missing.",
    );
  });

  it("of an AWS Config aggregator is JSON in texts", () => {
    const results = [
      {
        arn: VOLUME,
        accountId: "333333333333",
        awsRegion: "eu-central-1",
        tags: [{ tag: "backup=daily", key: "backup", value: "daily" }],
      },
      { arn: BUCKET, accountId: "333333333333", awsRegion: "eu-west-1", tags: [] },
    ];
    const document = { Results: results.map((result) => JSON.stringify(result)), QueryInfo: {} };
    expect(resourcesOf("config.json", document)).toEqual([volume, bucket]);
  });

  it("of an AWS Config query that does not select tags has no known tags", () => {
    const result = { arn: VOLUME, accountId: "333333333333", awsRegion: "eu-central-1" };
    expect(resourcesOf("config.json", { Results: [JSON.stringify(result)] })).toEqual([
      { ...volume, tags: undefined },
    ]);
  });

  it("of Resource Explorer reads tags from properties, and knows a view without tags", () => {
    const [first, second] = [
      { Arn: VOLUME, OwningAccountId: "333333333333", Region: "eu-central-1" },
      { Arn: BUCKET, OwningAccountId: "333333333333", Region: "eu-west-1", Properties: [] },
    ];
    const tags = [{ Name: "tags", Data: [{ Key: "backup", Value: "daily" }] }];
    const withTags = { Resources: [{ ...first, Properties: tags }, second], Count: { Complete: true } };
    expect(resourcesOf("explorer.json", withTags)).toEqual([volume, bucket]);
    expect(resourcesOf("explorer.json", { Resources: [second] })).toEqual([{ ...bucket, tags: undefined }]);
  });

  it("of Resource Explorer that was cut off says so", () => {
    const document = { Resources: [], Count: { Complete: false, TotalResources: 1000 } };
    expect(inventoryOf("explorer.json", document).source.cutOff).toBe(
      "Resource Explorer cut the result off after 0 resources: one search returns 1,000 at most. Search by Region or type, or use list-resources.",
    );
  });

  it("as CSV takes tags as JSON, as pairs, and from columns of single tags", () => {
    const json = `arn,account_id,region,tags\n${VOLUME},,,"{""backup"":""daily""}"\n${BUCKET},333333333333,eu-west-1,\n`;
    expect(resourcesOf("json.csv", json)).toEqual([volume, bucket]);
    expect(resourcesOf("pairs.csv", `ARN,Tags\r\n${VOLUME},backup=daily; \r\n`)).toEqual([volume]);
    const editor = `Identifier;Tag: backup;Region;ARN\nvol-1;daily;eu-central-1;${VOLUME}\nx;(not tagged);eu-west-1;${BUCKET}\n`;
    const { source, resources } = inventoryOf("editor.csv", editor);
    expect([...resources]).toEqual([
      { ...volume, tagKeys: new Set(["backup"]) },
      { ...bucket, accountId: undefined, tagKeys: new Set(["backup"]) },
    ]);
    expect(source.blindSpots).toEqual(["The CSV shows these tags only: backup."]);
  });

  it.each(["null", "<null>", "NULL"])("as CSV does not take %s for no tags", (text) => {
    const [resource] = resourcesOf("null.csv", `arn,tags\n${VOLUME},${text}\n`);
    expect(resource?.tags).toBeUndefined();
  });

  it("as CSV may hold line breaks in quotes, and mistakes still name their line", () => {
    const text = `arn,tags\n${VOLUME},"{""note"":\n""two lines""}"\nnot-an-arn,\n`;
    expect(problemsOf("lines.csv", text)).toEqual(['lines.csv:4 "arn" is not an ARN: "not-an-arn".']);
  });

  it("larger than one piece of the file is read whole, whatever the format", () => {
    const count = 40_000;
    const arns = Array.from({ length: count }, (_, index) => `${VOLUME}${index}`);
    const csv = arns.map((arn) => `${arn},"{""a"":\n""x""}"`).join("\n");
    expect(resourcesOf("large.csv", `arn,tags\n${csv}`).map(({ arn }) => arn)).toEqual(arns);
    const lines = arns.map((arn) => JSON.stringify({ arn, tags: { a: "ü" } })).join("\n");
    expect(resourcesOf("large.jsonl", lines).map(({ arn }) => arn)).toEqual(arns);
  });

  it("of one resource may also stand on standard input: the name is -", () => {
    expect(() => readInventory(join(folder, "missing.json"))).toThrow("There is no file");
  });
});

describe("A mistake in an inventory", () => {
  it.each([
    ["no version", "a.json", '{"resources":[]}', 'a.json:1:1 The key "version" is missing: it must be 1.'],
    [
      "a misspelt key",
      "a.json",
      `{"version":1,"resources":[\n{"arn":"${VOLUME}","tag":{}}]}`,
      'a.json:2:1 Unknown key "tag". Did you mean "tags"? Known keys: arn, accountId, region, tags.',
    ],
    [
      "a tag that is no text",
      "a.jsonl",
      `{"arn":"${VOLUME}"}\n{"arn":"${VOLUME}","tags":{"a":1}}`,
      'a.jsonl:2 The value of tag "a" must be a string, found 1.',
    ],
    [
      "a column that stands twice",
      "a.csv",
      `arn,tag:a,tag:a\n${BUCKET},1,2\n`,
      'a.csv:1 Duplicate column "tag:a".',
    ],
    [
      "a key that stands twice in a line",
      "a.jsonl",
      `{"arn":"${VOLUME}"}\n{"arn":"${VOLUME}","tags":{"a":"1","a":"2"}}`,
      'a.jsonl:2 The line is not valid JSON, column 77: Duplicate key "a".',
    ],
    [
      "a line that nests without end",
      "a.jsonl",
      `{"arn":"${VOLUME}"}\n{"arn":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
      "a.jsonl:2 The line is not valid JSON, column 207: the document nests deeper than 200 levels",
    ],
    ["a broken line", "a.jsonl", `{"arn":"${VOLUME}"}\n{"arn":`, "a.jsonl:2 The line is not valid JSON"],
    [
      "an account id that lost its zero",
      "a.csv",
      `arn,account\n${BUCKET},33333333333\n`,
      'a.csv:2 The account "33333333333" is not valid: an account id has 12 digits.',
    ],
    [
      "a Region that contradicts the ARN",
      "a.csv",
      `arn,region\n${VOLUME},eu-west-1\n`,
      'a.csv:2 The Region "eu-west-1" contradicts the ARN, which names eu-central-1.',
    ],
    [
      "a missing cell",
      "a.csv",
      `arn,region\n${VOLUME}\n`,
      "a.csv:2 The record has 1 columns, the header has 2.",
    ],
    [
      "one page of several",
      "a.json",
      { ResourceTagMappingList: [], PaginationToken: "more" },
      'a.json:3:5 The file holds one page of several: "PaginationToken" says that more resources follow. Read all pages into one file; the AWS CLI does so without --no-paginate and --max-items.',
    ],
  ])("such as %s is named with its place", (_, name, content, expected) => {
    const [first = ""] = problemsOf(name, content);
    expect(first.slice(0, expected.length)).toBe(expected);
  });

  it.each([
    ["end.csv", `arn,tags\n"`],
    ["end.jsonl", `{"arn":"${VOLUME}"}\n`],
  ])("such as a record without an end is named: %s", (name, start) => {
    expect(problemsOf(name, `${start}${"x".repeat((1 << 26) + 1)}`)).toEqual([
      "A record of more than 64 MB does not end.",
    ]);
  });

  it("of every record is listed, up to twenty", () => {
    const lines = Array.from({ length: 100 }, () => '{"arn":"x"}').join("\n");
    expect(problemsOf("many.jsonl", lines)).toHaveLength(20);
  });

  it("in an empty file and in a file of another kind is told in plain words", () => {
    expect(problemsOf("empty.json", "")).toEqual(["The file is empty, a resource inventory is expected."]);
    expect(problemsOf("other.json", { accounts: [] })[0]).toContain(
      "other.json is not a resource inventory.",
    );
  });
});
