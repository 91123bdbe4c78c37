import { compileSnippets } from "../policy/author/support/compile-snippets";

const prelude = `import { BackupPolicy } from "./src/constructs";
import type { BackupPolicyDocument } from "./src/policy/backup-policy-document";
import { backupPolicy } from "./src/policy/author";
import { Fn, TerraformVariable } from "cdktf";
import type { TerraformStack } from "cdktf";
declare const stack: TerraformStack;
declare const imported: { plans: { daily: { regions: { "@@assign": string[] } } } };
declare const document: BackupPolicyDocument;
declare const variable: TerraformVariable;
`;

const policy = (props: string): string => `${prelude}new BackupPolicy(stack, "daily", { ${props} });`;
const authored = (rule: string): string =>
  policy(`content: backupPolicy({ plans: { daily: { rules: { nightly: ${rule} } } } })`);

const RIGHT: Readonly<Record<string, string>> = {
  "typed authoring": policy('content: backupPolicy({ plans: { daily: { regions: ["eu-west-1"] } } })'),
  "its document": policy('content: backupPolicy({ plans: { daily: { regions: ["eu-west-1"] } } }).document'),
  "an object with AWS's keys": policy('content: { plans: { daily: { regions: { "@@assign": ["x"] } } } }'),
  "an imported JSON file": policy("content: imported"),
  "a typed document": policy("content: document"),
  "JSON text": policy("content: '{}'"),
  "a token for the whole": policy("content: Fn.conditional(variable.value, Fn.file('a'), Fn.file('b'))"),
  "tokens inside": policy(
    "content: { plans: { daily: { regions: { '@@assign': variable.listValue }, rules: variable.value } } }",
  ),
};

const WRONG: Readonly<Record<string, readonly [code: string, message: string, at: string]>> = {
  "a misspelt first key": [
    policy("content: { plan: {} }"),
    "Object literal may only specify known properties, and 'plan' does not exist in type 'AuthoredPolicy | PolicyObject | IResolvable'.",
    "plan",
  ],
  "a misspelt key in a rule": [
    authored('{ scheduleExpresion: "cron(0 3 ? * SUN *)" }'),
    "Object literal may only specify known properties, and 'scheduleExpresion' does not exist in type 'AuthoredContainer<BackupRule>'.",
    "scheduleExpresion",
  ],
  "a misspelt key in an object of a rule": [
    authored("{ lifecycle: { deleteAfterDay: 35 } }"),
    "Object literal may only specify known properties, and 'deleteAfterDay' does not exist in type 'AuthoredContainer<Lifecycle>'.",
    "deleteAfterDay",
  ],
  "a text for an object of a rule": [
    authored('{ lifecycle: "35 days" }'),
    "Type 'string' is not assignable to type 'AuthoredContainer<Lifecycle> | undefined'.",
    "lifecycle",
  ],
  "a truth value for a number": [
    authored("{ lifecycle: { deleteAfterDays: true } }"),
    "Type 'true' is not assignable to type 'AuthoredSingle<number | `${number}` | RetentionDays<number>> | undefined'.",
    "deleteAfterDays",
  ],
};

const diagnostics = compileSnippets({
  ...RIGHT,
  ...Object.fromEntries(Object.entries(WRONG).map(([name, [code]]) => [name, code] as const)),
});

describe("the type of a policy's content", () => {
  it.each(Object.keys(RIGHT))("takes %s", (name) => {
    expect(diagnostics[name]).toEqual([]);
  });

  it.each(Object.entries(WRONG))("refuses %s in words that a person can read", (name, [, message, at]) => {
    expect(diagnostics[name]?.map((each) => [each.message, each.at])).toEqual([[message, at]]);
  });
});
