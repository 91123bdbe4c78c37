import { grouped } from "../../src/text/grouped";

/**
 * The status that a command ends with, and a part of what it prints, white space as one space: an input that ends
 * otherwise measures something else than it is meant to.
 */
export type Ending = readonly [status: 0 | 1 | 2, says: string | ((size: number) => string)];

const printed =
  (before: string, after: string, times = 1) =>
  (size: number): string =>
    `${before}${grouped(size * times)}${after}`;

const ONE_POLICY = "1 distinct effective policy";
const ofEach: Ending = [0, printed("", ` accounts, ${ONE_POLICY}`)];
const ofOne: Ending = [0, `1 account, ${ONE_POLICY} `];

const ORGANIZATION: Readonly<Record<string, Ending>> = {
  accounts: ofEach,
  OUs: ofEach,
  "OUs, each with policies of its own": [
    0,
    (size) => `${grouped(size)} accounts, ${grouped(Math.min(size, 1000))} distinct effective policies`,
  ],
  "a cycle of OUs": [1, 'org.json:1:282: OU "unit-0" is'],
  "a chain of OUs": [1, "6 levels below the root; AWS allows 5"],
  "parents that do not exist": [1, 'There is no root or OU "ou-big0-10000000". Did you mean'],
  "targets that do not exist": [1, 'There is no root, OU or account "200000000000" to attach to.'],
  "policies that do not exist": [1, (size) => `There is no policy "p-${String(size).padStart(8, "0")}".`],
  "ids that appear twice": [1, 'The id "100000000001" of account "account-1" is also'],
  "unknown keys": [1, '"acount0"'],
  "published policies": ofEach,
  "policies on one target, known order": ofOne,
  "policies on one target, unknown order": ofOne,
  "policies that differ on one target, unknown order": ofOne,
  "policies that differ in unknown order at five levels": [0, "1 account, 1 distinct effective policy"],
  "accounts whose names differ in a letter": [1, 'Did you mean "account-1"?'],
  "a long name": ofOne,
  "a name in other scripts": ofOne,
  tags: ofOne,
  "coverage of accounts in OUs": [0, printed("", " accounts, all ")],
  "schedule of many plans": [0, "1 account: Root/account-0"],
  "accounts in YAML": ofEach,
  "OUs in YAML": ofEach,
  "policies in YAML": ofOne,
  "texts of policies": ofOne,
  "one policy on many targets": ofEach,
  "policies that nothing uses": ofOne,
  "delegated administrators": ofEach,
  "trusted services": ofOne,
};

const POLICY: Readonly<Record<string, Ending>> = {
  plans: [2, "error document-size"],
  rules: [2, "error document-size"],
  copies: [2, "error document-size"],
  "tag values": [2, "warning quota-exceeded"],
  "unknown keys": [2, '"regionz0" is not a key of a plan.'],
  "unknown operators": [2, '"@@asign0" is not an inheritance operator.'],
  "a key that stands often": [2, "error duplicate-key"],
  nesting: [2, "policy.json"],
  "nested lists": [2, "policy.json"],
  "a long key": [2, "is not allowed as the name of a plan"],
  "a long value": [2, "is not a schedule"],
  "a long schedule": [2, "error document-size"],
  "a long role ARN": [2, "is not allowed for iam_role_arn"],
  "white space": [2, "error document-size"],
  "one long line": [2, '"b" is not a key of a plan.'],
  mistakes: [2, "error operator-missing"],
  "an unclosed string": [2, "a string is not closed on its line."],
  backslashes: [2, "is not allowed as the name of a plan"],
};

const YAML: Readonly<Record<string, Ending>> = {
  "aliases that multiply": [2, "aliases expand to more values than this document may hold"],
  "aliases of one anchor": [2, '"a" is not a key of a backup policy.'],
  anchors: [2, '"k0" is not a key of a backup policy.'],
  "aliases without an anchor": [2, "the alias *a0 has no anchor before it."],
  keys: [2, '"key0" is not a key of a backup policy.'],
  items: [2, "The backup policy must be an object."],
  "flow items": [2, "The backup policy must be an object."],
  "flow maps": [2, "policy.yaml"],
  "nested flows": [2, "policy.yaml"],
  "nested maps": [2, "policy.yaml"],
  "nested blocks": [2, "policy.yaml"],
  "nested items": [2, "policy.yaml"],
  comments: [0, "policy.yaml: AWS accepts it"],
  "a block text": [2, "The plans of a policy must be an object."],
  "a folded text": [2, "The plans of a policy must be an object."],
  "a quoted text": [2, "The plans of a policy must be an object."],
  "an unclosed text": [2, 'Missing closing "quote.'],
  "unclosed flows": [2, "This is not YAML: "],
  "white space": [2, 'The plan "a" must be an object.'],
  documents: [2, "the file holds several YAML documents (---), one is expected."],
  "unknown tags": [2, "Unresolved tag: !x."],
  directives: [2, "error yaml-syntax"],
  mistakes: [2, "Nested mappings are not allowed in compact mappings."],
  colons: [2, "policy.yaml:1:1 error"],
  "question marks": [2, "error yaml-syntax"],
  tabs: [2, "the text is empty."],
  "merge keys": [2, '"a" is not a key of a backup policy.'],
};

const unchanged: Ending = [0, "No account's effective policy changes"];
// AWS refuses the thousandth policy.
const added = (rest = ""): Ending => [0, (size) => `+ ${grouped(Math.min(size, 999))} policies added${rest}`];
const addedToEach: Ending = [
  0,
  (size) => {
    const policies = grouped(Math.min(size, 999));
    return `+ ${policies} policies added, attached to ${policies} targets`;
  },
];
const CODE: Readonly<Record<string, Ending>> = {
  policies: added(),
  "attachments to accounts": addedToEach,
  "a chain of attachments on one target": added(", attached to 1 target"),
  "attachments on one target, open order": [0, "attached to"],
  "a chain of depends_on": [0, "new-0: added, attached to Root"],
  "a dense graph of depends_on": [0, "new-0: added, attached to Root"],
  "a cycle of depends_on": [0, "new-0: added, attached to Root"],
  "a chain of locals": [0, "new: added"],
  "locals that multiply": [0, "2 warnings, 1 notice"],
  "instances of for_each": added(),
  "instances of count": added(),
  "attachments of for_each": [0, "attached to"],
  "a long expression": [0, "2 warnings, 1 notice"],
  "an expression of many parts": [1, "The content of the policy is not a JSON object"],
  "an unclosed expression": [0, "2 warnings"],
  "nested values": unchanged,
  "outputs and variables": [0, "new-0: added, attached to Root"],
  "moved blocks": [0, "new-0: added, attached to Root"],
  "policies that the state holds": [0, "Deletions are known from the Terraform state (state.json)."],
  "policies that only the base declares": [0, (size) => `- ${grouped(size - 1)} policies deleted`],
  "vaults and roles": unchanged,
  "OUs in a chain": [0, "+ 5 OUs added"],
  accounts: [0, (size) => `${grouped(size)} of ${grouped(size + 1)} accounts change`],
  "stacks that depend on each other": added(),
  "data sources": [0, "new-0: added, attached to Root"],
  "calls of modules": [0, "new-0: added, attached to Root"],
  "variables in a policy": [0, "new: added"],
  "a list of for": [0, 'policy-refused: "new"'],
};

const PLAN: Readonly<Record<string, Ending>> = {
  "new policies": added(),
  "updated policies": [0, printed("~ ", " policies changed")],
  "deleted policies": [0, (size) => `- ${grouped(size - 1)} policies deleted`],
  "attachments to accounts": addedToEach,
  "a chain of attachments on one target": added(", attached to 1 target"),
  "attachments on one target, open order": [0, "attached to "],
  "a chain of other resources": [0, "new-0: added, attached to Root"],
  "accounts that move": [0, printed("~ ", " accounts moved")],
  "OUs that move": [0, printed("~ ", " OUs renamed")],
  vaults: [0, printed("", " notices")],
  "resources of other kinds": [0, "new-0: added"],
  "attachments of one policy that are replaced": [0, printed("", " accounts: ")],
  "references of one attachment": [0, "policies added"],
};

const oneNew = (rest: string): Ending => [0, `accounts: 1 changed, ${rest}`];
const GUARDRAILS: Readonly<Record<string, Ending>> = {
  requirements: oneNew("1 unchanged"),
  "requirements and as many accounts": [0, printed("1 changed, ", " unchanged")],
  "places that do not exist": [0, printed("1 changed, 1 unchanged; ", " warnings")],
  "names of accounts": [0, printed("1 changed, ", " unchanged")],
  "a pattern of many stars": oneNew("1 unchanged; 1 warning"),
  "patterns, and as many accounts": [0, (size) => `${grouped(size)} unchanged; ${grouped(size)} warnings`],
  patterns: [0, printed("1 changed, 1 unchanged; ", " warnings")],
  "more patterns than are compared": [1, "At most 1000 patterns with * or ? are compared"],
  "more requirements than are checked": [1, "At most 1000 requirements are checked"],
  "acknowledgements of as many accounts": [0, printed("", " acknowledged")],
  "acknowledgements that nothing needs": [0, printed("1 changed, 1 unchanged; ", " warnings")],
  "more acknowledgements than are checked": [1, "At most 1000 acknowledgements are checked"],
  "accounts of many requirements": [0, printed("1 changed, ", " unchanged")],
  "acknowledgements of rules that are not there": [1, 'There is no rule "retention-shortend-0".'],
  "Regions, types, vaults and plans of a requirement": oneNew("1 unchanged; 1 error"),
  "Regions that are not there": [1, '"eu-centrl-0" is not a known Region.'],
  "unknown keys": [1, '"requirment0"'],
};

const counted = (selected: string): Ending => [0, printed("", ` resources in 1 account: ${selected}`)];
const INVENTORY: Readonly<Record<string, Ending>> = {
  resources: [0, (size) => `${grouped(size)} resources in 1 account: ${grouped(size / 2)} selected`],
  "resources, each with its own tags": counted("0 selected"),
  "tags of one resource": [0, "1 resource in 1 account: 0 selected, 1 not"],
  "the same resource": counted("all selected"),
  "resources of as many accounts": [0, (size) => `${grouped(size)} resources in ${grouped(size)} accounts`],
  "resources of accounts that are not there": [0, printed("", " account not in the organization")],
  mistakes: [1, '"arn" is not an ARN: 0.'],
  "kinds of resources": [0, printed("", " more resources that no backup policy could select")],
  "Regions that were not seen": [0, "1 resource in 1 account: all selected"],
  "JSON lines": counted(""),
  "a long line": [0, "1 resource in 1 account: 0 selected, 1 not"],
  "lines that are no JSON": [1, "r.jsonl:2: The line is not valid JSON"],
  "records of CSV": counted("all selected"),
  "columns of CSV": [0, "1 resource in 1 account: 0 selected, 1 not known"],
  "columns of one name in CSV": [1, "Duplicate column"],
  "tags in a cell of CSV": [0, "1 resource in 1 account: 0 selected, 1 not"],
  "an unclosed quote in CSV": [1, "Quote Not Closed"],
  "quotes in CSV": [0, "1 resource in 1 account: 0 selected, 1 not"],
  "short records of CSV": [1, "r.csv:2: The record has 1 columns, the header has 2."],
  "resources under a what-if": [0, "detached from Root"],
};

const noConfiguration = (key: string): Ending => [1, `"${key}"`];
const CONFIGURATION: Readonly<Record<string, Ending>> = {
  "unknown keys": noConfiguration("defalts0"),
  "unknown flags": noConfiguration("orgg0"),
  "unknown commands": noConfiguration("plann0"),
  accounts: ofOne,
  "accounts that are not there": [1, 'There is no account "acount-0" in the organization.'],
  "managed policies": [0, "policy policy-0: detached from Root"],
  "resource types": [0, "policy policy-0: detached from Root"],
  "resource types that are not there": [1, '"type-0" is not a resource type that AWS Backup knows.'],
  "attachments of a what-if": [0, printed("", " accounts: ")],
  "attachments that are there": [1, 'The policy "policy-0" is attached to Root/account-0 already.'],
  "what-ifs that name nothing": [1, 'There is no root, OU or account "acount-0".'],
  moves: [0, printed("~ ", " accounts moved")],
  "new accounts": [0, printed("+ ", " accounts added")],
  "rules to fail on": [0, "policy policy-0: detached from Root"],
  "rules to fail on that are not there": [1, 'found "rul-0"'],
};

const created: Ending = [0, "A comment would be created"];
const updated: Ending = [0, "The comment would be updated: https://example.com/0"];
const COMMENT: Readonly<Record<string, Ending>> = {
  "comments of others": created,
  "comments with the marker": updated,
  "a comment of markers": updated,
  "a comment of white space": created,
  "a comment of halves of markers": created,
  "a body of markers": created,
  "a body of white space": created,
  "a body that is too long": [1, "at most 65,536 are allowed"],
  "a body of line breaks": created,
  "findings of a review": [0, "Nothing changes and no comment is there: nothing to do."],
};

const FINDINGS: Readonly<Record<string, Ending>> = Object.fromEntries(
  ["text", "json", "markdown", "html", "sarif", "junit", "github"].map((format): [string, Ending] => [
    `as ${format}`,
    [0, "account-0"],
  ]),
);

const GROUPS: Readonly<Record<string, Readonly<Record<string, Ending>>>> = {
  organization: ORGANIZATION,
  policy: POLICY,
  YAML,
  code: CODE,
  "plan JSON": PLAN,
  guardrails: GUARDRAILS,
  inventory: INVENTORY,
  "org-backup.yaml": CONFIGURATION,
  comment: COMMENT,
  findings: FINDINGS,
};

/** @param name of an input: its group, a colon, and what it is */
export function endingOf(name: string): Ending {
  const [group = "", ...rest] = name.split(": ");
  const ending = GROUPS[group]?.[rest.join(": ")];
  if (ending === undefined) {
    throw new Error(`endings.ts does not say how ${JSON.stringify(name)} ends`);
  }
  return ending;
}
