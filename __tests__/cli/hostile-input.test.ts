import fc from "fast-check";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { runCli } from "../support/run-cli";
import { planJson } from "../run-task/support/plan-json";

const ORGANIZATION = readFileSync("stacks/organization.yaml", "utf8");
/** Inputs that were mishandled once, by reader: `READER-what.json`. */
const CORPUS = join(__dirname, "..", "fixtures", "hostile");
const NAMES = ["constructor", "prototype", "__proto__", "toString", "hasOwnProperty", "valueOf"];

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const folder = mkdtempSync(join(tmpdir(), "hostile-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const POLICY: Json = {
  plans: {
    daily: {
      regions: { "@@assign": ["us-east-1"] },
      rules: {
        nightly: {
          schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
          target_backup_vault_name: { "@@assign": "Default" },
          lifecycle: { delete_after_days: { "@@assign": "35" } },
          copy_actions: {
            "arn:aws:backup:eu-west-1:$account:backup-vault:Copies": {
              target_backup_vault_arn: {
                "@@assign": "arn:aws:backup:eu-west-1:$account:backup-vault:Copies",
              },
            },
          },
          recovery_point_tags: {
            owner: { tag_key: { "@@assign": "owner" }, tag_value: { "@@assign": "x" } },
          },
        },
      },
      selections: {
        tags: {
          all: {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupRole" },
            tag_key: { "@@assign": "backup" },
            tag_value: { "@@assign": ["yes"] },
          },
        },
      },
    },
  },
};

interface Reader {
  readonly valid: Json;
  /** The command that reads the text. */
  readonly run: (text: string, extension?: string) => readonly string[];
}

const block = (values: Readonly<Record<string, Json>>): Json => ({
  terraform: { backend: { local: { path: "x.tfstate" } } },
  resource: { aws_organizations_policy: { baseline: values } },
});

const READERS: Readonly<Record<string, Reader>> = {
  organization: {
    valid: parse(ORGANIZATION) as Json,
    run: (text, extension = "json") => ["effective", "--org", file(`organization.${extension}`, text)],
  },
  policy: {
    valid: POLICY,
    run: (text, extension = "json") => ["validate", file(`policy.${extension}`, text)],
  },
  plan: {
    valid: JSON.parse(planJson("14")) as Json,
    run: (text) => ["plan", "--plan", file("plan.json", text), "--org", "stacks/organization.yaml"],
  },
  synthesized: {
    valid: {
      manifest: {
        version: "0.21.0",
        stacks: { s: { name: "s", synthesizedStackPath: "stacks/s/cdk.tf.json", dependencies: [] } },
      },
      stack: block({
        name: "baseline",
        type: "BACKUP_POLICY",
        content: JSON.stringify(POLICY),
        tags: { a: "b" },
      }),
    },
    run: (text) => {
      const directory = join(folder, "out");
      mkdirSync(join(directory, "stacks", "s"), { recursive: true });
      const { manifest = {}, stack = {} } = (JSON.parse(text) ?? {}) as { manifest?: Json; stack?: Json };
      writeFileSync(join(directory, "manifest.json"), JSON.stringify(manifest));
      writeFileSync(join(directory, "stacks", "s", "cdk.tf.json"), JSON.stringify(stack));
      return ["plan", directory, "--org", "stacks/organization.yaml"];
    },
  },
  state: {
    valid: {
      version: 4,
      terraform_version: "1.11.4",
      resources: [
        {
          mode: "managed",
          type: "aws_organizations_policy_attachment",
          name: "a",
          instances: [
            {
              attributes: { id: "r-nw01:p-nw01baseline", policy_id: "p-nw01baseline", target_id: "r-nw01" },
              dependencies: ["aws_organizations_policy.x"],
            },
          ],
        },
      ],
    },
    run: (text) => [
      "trusted-access",
      "status",
      "--state",
      file("state.json", text),
      "--endpoint-url",
      "http://127.0.0.1:9",
      "--deadline",
      "0.001",
    ],
  },
  guardrails: {
    valid: parse(readFileSync("help/starter/backup-guardrails.yaml", "utf8")) as Json,
    run: (text, extension = "json") => [
      "plan",
      "--org",
      "stacks/organization.yaml",
      "--move",
      "payments-api-prod=Root",
      "--guardrails",
      file(`guardrails.${extension}`, text),
    ],
  },
  inventory: {
    valid: {
      version: 1,
      resources: (
        JSON.parse(readFileSync("stacks/resources.json", "utf8")) as { readonly resources: readonly Json[] }
      ).resources.slice(0, 3),
    },
    run: (text) => [
      "coverage",
      "--org",
      "stacks/organization.yaml",
      "--resources",
      file("resources.json", text),
    ],
  },
  configuration: {
    valid: {
      version: 1,
      defaults: { org: "stacks/organization.yaml" },
      commands: { effective: { format: "json" } },
    },
    run: (text, extension = "json") => ["--config", file(`config.${extension}`, text), "effective"],
  },
};

async function handled(name: string, text: string, extension?: string): Promise<void> {
  const { stdout, stderr } = await runCli(...READERS[name]!.run(text, extension));
  const said = `${stdout}${stderr}`;
  if (/error: unexpected|This is a bug|^\s+at .+:\d+:\d+/m.test(said)) {
    throw new Error(`${name}: ${said.slice(0, 400)}\n${text.slice(0, 20_000)}`);
  }
}

/** Places in a document, as paths. */
function places(
  value: Json,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  const below: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((item, index) => [index, item] as const)
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  return [path, ...below.flatMap(([key, item]) => places(item, [...path, key]))];
}

/** The text of a document with another value, or another key, at a place. */
function changed(
  value: Json,
  path: readonly (string | number)[],
  put: string,
  asKey: string | undefined,
): string {
  const [first, ...rest] = path;
  if (first === undefined) {
    return put;
  }
  if (Array.isArray(value)) {
    return `[${(value as readonly Json[]).map((item, index) => (index === first ? changed(item, rest, put, asKey) : JSON.stringify(item))).join(",")}]`;
  }
  const entries = Object.entries(value as object) as [string, Json][];
  return `{${entries
    .map(([key, item]) => {
      const isHere = key === first;
      const isKey = isHere && rest.length === 0 && asKey !== undefined;
      const text = isHere && !isKey ? changed(item, rest, put, asKey) : JSON.stringify(item);
      return `${JSON.stringify(isKey ? asKey : key)}:${text}`;
    })
    .join(",")}}`;
}

const hostile = fc.oneof(
  fc.constantFrom(
    "null",
    "true",
    "0",
    "-1",
    "1e999",
    '""',
    "[]",
    "{}",
    "[null]",
    "[[]]",
    '{"toString":1}',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":1}}',
    '{"length":-1}',
    '"\\u0000"',
    '"\\ud800"',
    '"__proto__"',
    '"${aws_x.y.id}"',
    '"@@assign"',
    '{"@@assign":{}}',
    '{"@@assign":[{"toString":null}]}',
    "12345678901234567890",
    '[{"valueOf":1}]',
  ),
  fc.json({ maxDepth: 2 }),
);
const key = fc.option(fc.oneof(fc.constantFrom(...NAMES, "", "@@all", "\u0000", "0"), fc.string()), {
  nil: undefined,
});

/** Values and keys that YAML reads in a way of its own. */
const yamlPart = fc.oneof(
  fc.constantFrom(
    ...[
      "&a {b: *a}",
      "*a",
      "*missing",
      "&a &b x",
      "!!binary aGk=",
      "!!set {a, b}",
      "!!omap [a: 1]",
      "!!python/object:x y",
    ],
    ...[
      "!<tag:yaml.org,2002:str> 1",
      "!local x",
      "!!timestamp 2026-01-01",
      "!!float .nan",
      "!!int 0x1g",
      "!!null x",
    ],
    ...["|", ">-\n  folded", "|9\n x", "|+\n\n\n", "|-1\n x", ">2\n  x"],
    ...["? complex", "? {a: b}\n: c", "[a, b]: c", "{a: b}: c", "? - x\n: y", ": x", "- - - - x", "-", "?"],
    ...[
      "<<: {a: 1}",
      "<<: [*a, *b]",
      "<<: 1",
      "<<: &m {<<: *m}",
      "<<:",
      "__proto__: {a: 1}",
      "constructor: 1",
    ],
    ...[
      "---",
      "...",
      "--- x\n--- y",
      "%YAML 1.1",
      "%YAML 9.9",
      "%TAG ! tag:x,2026:",
      "# comment",
      "@x",
      "`x`",
    ],
    ...[
      "yes",
      "no",
      "0o17",
      "017",
      "0x1F",
      "1_000",
      "1:30",
      ".inf",
      "-.nan",
      "~",
      "2026-01-01",
      "1e400",
      "=",
      "0b11",
    ],
    ...[
      "'",
      '"',
      '"\\x"',
      '"\\uD800"',
      '"\\U00110000"',
      "'it''s",
      "\u0000",
      "\uFEFF",
      "\t- x",
      "\u0085x",
      "\u2028x",
    ],
    ...[
      "[".repeat(300),
      "{a: ".repeat(300),
      `${"- ".repeat(300)}x`,
      "[[[[",
      "}}",
      "{,}",
      "[,]",
      "{a, b}",
      "{a: b",
    ],
  ),
  fc.string({ maxLength: 20 }),
);
/** What becomes of a line. */
const EDITS: readonly ((line: string, part: string) => string)[] = [
  (_line, part) => part,
  (line, part) => `${/^\s*(?:- )?/.exec(line)?.[0] ?? ""}${part}`,
  (line, part) => line.replace(/:.*/s, `: ${part}`),
  (line, part) => line.replace(/[^\s-][^:]*:/, `${part}:`),
  (line, part) => `${line}\n${/^\s*/.exec(line)?.[0] ?? ""}${part}`,
  (line, part) => `${line}\n   ${part}`,
  (line) => ` ${line}`,
  (line) => `\t${line}`,
  (line) => line.trimStart(),
  (line) => `${line} ${line.trim()}`,
  (line) => `${line}\n${line}`,
  (line) => line.replace(/: /, ": &anchor ").concat("\nother: *anchor"),
];
/** What becomes of the text. */
const WHOLE: readonly ((lines: readonly string[]) => string)[] = [
  (lines) => lines.join("\n"),
  (lines) => lines.join("\r\n"),
  (lines) => lines.join("\r"),
  (lines) => `\uFEFF${lines.join("\n")}`,
  (lines) => `---\n${lines.join("\n")}\n...\n`,
  (lines) => `${lines.join("\n")}\n---\n${lines.join("\n")}`,
  (lines) => `%YAML 1.1\n---\n${lines.join("\n")}`,
  (lines) => `"${lines.join("\n")}`,
  (lines) => lines.map((line) => `  ${line}`).join("\n"),
  (lines) => lines.join("\n").slice(0, -lines.length),
  (lines) => `a: &a\n${lines.map((line) => `  ${line}`).join("\n")}\nb: *a\n<<: *a\n`,
];

const SECONDS = Number(process.env.FUZZ_SECONDS ?? "3");
/** The same inputs each time; FUZZ_SEED=random looks for new ones. */
const SEED = seedOf(process.env.FUZZ_SEED ?? "1");

describe("readers of what others wrote", () => {
  test.each(Object.keys(READERS))(
    `never take a mistake in it for a bug of ours: %s, FUZZ_SEED=${SEED}`,
    async (name) => {
      const { valid } = READERS[name]!;
      const all = places(valid);
      await handled(name, JSON.stringify(valid));
      const mutation = fc.record({ at: fc.nat({ max: all.length - 1 }), put: hostile, asKey: key });
      try {
        await fc.assert(
          fc.asyncProperty(mutation, ({ at, put, asKey }) =>
            handled(name, changed(valid, all[at]!, put, asKey)),
          ),
          { seed: SEED, numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, endOnFailure: true },
        );
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED} FUZZ_SECONDS=${SECONDS}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    (SECONDS + 60) * 1000,
  );

  test.each(["organization", "policy", "guardrails", "configuration"])(
    `never take YAML for a bug of ours: %s, FUZZ_SEED=${SEED}`,
    async (name) => {
      const lines = stringify(READERS[name]!.valid).split("\n");
      await handled(name, lines.join("\n"), "yaml");
      const edit = fc.record({
        at: fc.nat({ max: lines.length - 1 }),
        how: fc.constantFrom(...EDITS),
        part: yamlPart,
      });
      const edits = fc.record({
        all: fc.array(edit, { minLength: 1, maxLength: 3 }),
        whole: fc.constantFrom(...WHOLE),
      });
      try {
        await fc.assert(
          fc.asyncProperty(edits, ({ all, whole }) => {
            const edited = [...lines];
            all.forEach(({ at, how, part }) => (edited[at] = how(edited[at] ?? "", part)));
            return handled(name, whole(edited), "yaml");
          }),
          { seed: SEED, numRuns: 1_000_000, interruptAfterTimeLimit: SECONDS * 1000, endOnFailure: true },
        );
      } catch (error) {
        throw new Error(`FUZZ_SEED=${SEED} FUZZ_SECONDS=${SECONDS}: ${(error as Error).message}`, {
          cause: error,
        });
      }
    },
    (SECONDS + 60) * 1000,
  );

  test.each(readdirSync(CORPUS))("handle what was mishandled once: %s", async (name) => {
    await handled(name.split("-")[0]!, readFileSync(join(CORPUS, name), "utf8"), name.split(".").at(-1));
  });
});

describe.each(NAMES)("the name %s", (name) => {
  const quoted = JSON.stringify(name);
  const content = JSON.stringify(POLICY)
    .replace('"daily"', quoted)
    .replace('"nightly"', quoted)
    .replace('"all"', quoted);
  const organization = `{"version":1,"organization":{"id":"o-exampleorgid","managementAccountId":"111111111111","enabledPolicyTypes":["BACKUP_POLICY"]},"root":{"id":"r-abcd","name":${quoted}},"organizationalUnits":[{"id":"ou-abcd-11111111","name":${quoted},"parentId":"r-abcd"}],"accounts":[{"id":"111111111111","name":"mgmt","parentId":"r-abcd"},{"id":"333333333333","name":${quoted},"parentId":"ou-abcd-11111111"}],"policies":[{"id":"p-0000000001","name":${quoted},"tags":{${quoted}:"kept","ok":"1"},"content":${content}}],"attachments":[{"targetId":"r-abcd","policyIds":["p-0000000001"]}]}`;

  test("is kept as a tag, plan, rule, selection, policy, OU and account", async () => {
    const org = file("names.json", organization);
    const effective = await runCli("effective", "--org", org, "--format", "json");
    expect(effective).toMatchObject({ status: 0, stderr: "" });
    expect(effective.stdout.toLowerCase().split(quoted.toLowerCase()).length - 1).toBeGreaterThanOrEqual(4);
    const explained = await runCli("explain", "--org", org, "--account", name, `plans/${name}/rules/${name}`);
    expect([explained.status, explained.stdout]).toEqual([0, expect.stringContaining(name)]);
    const review = await runCli("plan", "--org", org, "--detach", `${name}=r-abcd`, "--format", "json");
    expect(JSON.parse(review.stdout)).toMatchObject({ summary: { changed: 2 } });
    const adopted = join(folder, `adopted-${name}`);
    expect(await runCli("adopt", "--org", org, "--out", adopted)).toMatchObject({ status: 0 });
    const code = (readdirSync(adopted, { recursive: true }) as string[])
      .filter((path) => path.endsWith(".ts"))
      .map((path) => readFileSync(join(adopted, path), "utf8"))
      .join("\n");
    expect(code).toMatch(new RegExp(`${name}["'\\]]*: "kept"`));
  });
});

function seedOf(text: string): number {
  return text === "random" ? Date.now() % 1_000_000_000 : Number(text);
}
