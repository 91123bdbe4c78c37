import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readChange } from "../../src/app/read-change";
import type { Finding } from "../../src/text/finding";
import { reviewOf } from "./support/review-of";

const FOLDER = join(__dirname, "..", "fixtures", "terraform-changes");
const AT = new Date("2026-11-26T10:00:00Z");
const RANKS = ["none", "notice", "warning", "error"];

interface ChangeCase {
  readonly name: string;
  readonly plan: string;
  readonly org: string;
  readonly what: string;
  readonly severityAtLeast: string;
  readonly rulesAnyOf: readonly string[];
  readonly rulesNot: readonly string[];
}

const { cases } = JSON.parse(readFileSync(join(FOLDER, "cases.json"), "utf8")) as {
  readonly cases: readonly ChangeCase[];
};

function findingsAbout({ plan, org }: ChangeCase): readonly Finding[] {
  const change = readChange({
    plans: [join(FOLDER, plan)],
    organization: join(FOLDER, org),
    at: AT,
  });
  return reviewOf(change.before, change.after, { ...change.facts, at: AT }).findings;
}

it.each(cases)("$name: $what", (changeCase) => {
  const { severityAtLeast, rulesAnyOf, rulesNot } = changeCase;
  const findings = findingsAbout(changeCase);
  const relevant = findings.filter(({ rule }) => rulesAnyOf.length === 0 || rulesAnyOf.includes(rule));
  const worst = Math.max(0, ...relevant.map(({ severity }) => RANKS.indexOf(severity)));
  expect(worst).toBeGreaterThanOrEqual(RANKS.indexOf(severityAtLeast));
  expect(findings.map(({ rule }) => rule).filter((rule) => rulesNot.includes(rule))).toEqual([]);
});
