import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");

/** What reads as translated, and what stands in its place. */
const EXPRESSIONS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:no|some|any)body\b/i, "no one, someone, anyone"],
  [/\bwhoever\b/i, "anyone who, no matter who"],
  [/\bmends?\b/i, "fix"],
  [/\bstands? here\b/i, "duplicate, is here"],
  [/\bso that it has no effect\b/i, "and has no effect"],
  [/\bwithout a word\b/i, "silently"],
  [/\b(?:takes? (?:it |them )?away|taken away)\b/i, "remove"],
  [/\bmakes? (?:it|them) again\b/i, "recreate"],
  [/\btells? in which\b/i, "shows, returns"],
  [/\bhangs? on\b/i, "depends on"],
  [/\bat hand\b/i, "this, available"],
  [/\bfurther down\b/i, "lower-level, below"],
  [/\b(?:leaves?|left) (?:\w+ ){0,3}aside\b/i, "ignore"],
  [/\breads only\b/i, "is read-only"],
  [/\ban idea\b/i, "a what-if"],
  [/\b(?:undefined|absent) where\b/i, "undefined if"],
  [/\bdemands nothing of\b/i, "matches no"],
  [/\bis no (?:valid |Terraform |JSON|UTF|YAML|name|path|known|inheritance|review|output)/i, "is not a"],
  [/\b(?:not|nothing|no one|no \w+)(?: [\w`]+){0,4} any ?more\b/i, "no longer"],
  [/\bagain and again\b/i, "repeatedly"],
  [/\bhardly meant\b/i, "probably a mistake"],
  [/\bno (?:call|API|page) of AWS\b/i, "AWS has no API that, AWS does not document"],
  [/\b(?:is|are) told as\b/i, "is shown as"],
  [/\b\d\d:\d\d [AP]M\b/, "24 hours"],
  [/\(default: (?:\[|undefined)/, "no default that only code understands"],
  [/\b\d+ (?:days|hours|recovery points) (?:less|fewer)\b/i, "drops from 35 to 7 days"],
  [/\bno effect here with\b/i, "cannot set"],
  [/\bplan "[^"]+" ends\b/i, "is removed"],
  [/\bmay not (?:look at|be looked at)\b/i, "cannot read"],
  [/\bare they wise\b/i, "lint warnings"],
  [/\bmeans no (?:account|one)\b/i, "matches no account"],
  [/\bnothing about backup policies\b/i, "no backup-policy changes"],
  [/\breach(?:es)? (?:them|these accounts|this account)\b/i, "applies"],
  [/\banew\b/i, "again, new"],
  [/\bfor ever\b/i, "forever"],
  [/\borders? of attachments?\b/i, "attachment order"],
  [/\bso (?:many|much) (?:days|hours|time)\b/i, "this many"],
  [/\botherwise than\b/i, "differently from"],
  [/\btaken (?:to (?:be|hold|accept|stay)|for those)\b/i, "assumed"],
  [/\bstands? twice\b|\bmust stand\b/i, "appears twice, must be"],
  [/\bgrace time\b|\bdays of grace\b/i, "grace period"],
  [/\bcase sensitive\b|\bwithout regard to case\b/i, "case-sensitive, ignoring case"],
  [/\bin vain\b/i, "without effect"],
  [/\brecommends? to\b/i, "recommends doing"],
  [/\bspread over\b/i, "spread across"],
  [/\blies? between\b/i, "pass between"],
  [/\bmust be a text\b|\b(?:list|object|array) of texts\b/i, "string"],
  [/digits, [^,]* has not\b/i, "has 12 digits, found"],
  [/\btells? (?:several|about|apart)\b/i, "shows, distinguishes"],
  [/\bconsole of AWS Backup\b/i, "AWS Backup console"],
  [/(?<!--)\baccount IDs?\b/, "account id"],
];

const FOLDERS = ["src", "help"];
const PAGES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "action.yml"];

function textFiles(): readonly string[] {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
  );
  return [...PAGES, ...inFolders.filter((file) => /\.(?:ts|md|ya?ml)$/.test(file))];
}

it("every message, comment and page is in plain English", () => {
  const found = textFiles().flatMap((file) =>
    readFileSync(join(ROOT, file), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        EXPRESSIONS.filter(([expression]) => expression.test(line)).map(
          ([expression, better]) =>
            `${file}:${index + 1}: ${expression.exec(line)?.[0] ?? ""} -> ${better}: ${line.trim()}`,
        ),
      ),
  );
  expect(found).toEqual([]);
});
