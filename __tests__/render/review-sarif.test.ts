import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { Log, Result } from "sarif";
import { reviewSarif } from "../../src/render/review-sarif";
import { sarif } from "../../src/render/sarif";
import { parseOrigin } from "../../src/render/source-location";
import { validationSarif } from "../../src/render/validation-sarif";
import type { Review } from "../../src/review/review";
import { annotatedReview } from "../support/annotated-review";
import { locateOddly } from "../support/locate";
import { harmlessTwin, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

const schema = JSON.parse(
  readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as Record<string, unknown>;
// Written for draft 4, of which it uses nothing but `id` that later drafts do not know.
const rules = Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "id" && key !== "$schema"));
const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rules);

function expectSarif(text: string): Log {
  const log = JSON.parse(text) as Log;
  isSarif(log);
  expect(isSarif.errors ?? []).toEqual([]);
  return log;
}

function resultsOf(text: string): readonly Result[] {
  return expectSarif(text).runs.flatMap(({ results }) => results ?? []);
}

function locateFor(review: Review): ReturnType<typeof locateOddly> {
  return locateOddly(review.policyNames.keys());
}

describe.each(TEN_REVIEW_NAMES)("the review %s as SARIF", (name) => {
  const { review } = tenReview(name);
  const text = reviewSarif(review, locateFor(review), {
    fallbackFile: "stacks/organization.yaml",
  });

  it("is valid by the schema of SARIF 2.1.0", () => {
    expect(resultsOf(text)).toHaveLength(review.findings.length);
  });
});

describe("a review as SARIF", () => {
  it("gives every result a file where a fallback is named", () => {
    const { review } = tenReview("first-baseline");
    const results = resultsOf(reviewSarif(review, () => undefined, { fallbackFile: "org.yaml" }));
    expect(results.map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.uri)).toEqual(
      review.findings.map(() => "org.yaml"),
    );
  });

  it("names file, line and column of the policy, and the construct beside it", () => {
    const { review } = tenReview("one-number");
    const locate = (): ReturnType<typeof parseOrigin> => ({
      ...parseOrigin("stacks/my policies/a.ts:12:3"),
      construct: "stack/a/policy",
    });
    const [result] = resultsOf(reviewSarif(review, locate));
    expect(result?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "stacks/my%20policies/a.ts" },
          region: { startLine: 12, startColumn: 3 },
        },
        logicalLocations: [{ fullyQualifiedName: "stack/a/policy", kind: "resource" }],
      },
    ]);
  });

  it("keeps a finding's fingerprint while only its numbers change", () => {
    const { review } = tenReview("one-number");
    const changed = {
      ...review,
      findings: review.findings.map((finding) => ({ ...finding, message: "Other numbers.", accounts: [] })),
    };
    const print = (of: Review): unknown =>
      resultsOf(reviewSarif(of, () => undefined))[0]?.partialFingerprints;
    expect(print(changed)).toEqual(print(review));
    expect(print(review)).toBeDefined();
  });

  it("describes each rule it names", () => {
    const { review } = tenReview("withheld");
    const [run] = expectSarif(reviewSarif(review, () => undefined)).runs;
    const descriptors = run?.tool.driver.rules ?? [];
    expect(run?.results?.map(({ ruleId, ruleIndex = -1 }) => descriptors[ruleIndex]?.id === ruleId)).toEqual(
      review.findings.map(() => true),
    );
    expect(descriptors.find(({ id }) => id === "account-withheld")?.shortDescription?.text).toMatch(/AWS/);
  });

  it("names the line of a requirement that is not met", () => {
    const [result] = resultsOf(reviewSarif(annotatedReview(), () => undefined));
    expect(result?.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "backup-guardrails.yaml" },
      region: { startLine: 3, startColumn: 5 },
    });
    expect(result?.message.text).toContain("required by keep-35-days");
  });

  it("suppresses what someone has accepted, with the reason, and reports remarks beside", () => {
    const text = reviewSarif(annotatedReview(), () => undefined);
    expect(resultsOf(text).map(({ suppressions }) => suppressions)).toEqual([
      undefined,
      [{ kind: "external", status: "accepted", justification: "Agreed with the auditors." }],
    ]);
    const [run] = expectSarif(text).runs;
    expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain(
      "There is more to know",
    );
  });

  it("has the same structure whatever things are called", () => {
    const structure = (text: string): unknown =>
      JSON.parse(text, (key, value: unknown) =>
        typeof value === "string" && !["ruleId", "level", "kind", "version"].includes(key) ? "" : value,
      );
    const [hostile, harmless] = [tenReview("hostile").review, harmlessTwin().review];
    const render = (review: Review): string => reviewSarif(review, locateFor(review));
    expect(structure(render(hostile))).toEqual(structure(render(harmless)));
  });

  it("holds no link and no control character that a name brought along", () => {
    const text = reviewSarif(tenReview("hostile").review, () => undefined);
    const messages = resultsOf(text).map(({ message }) => message.text ?? "");
    expect(messages.filter((message) => message.includes("]("))).toEqual([]);
    expect(text).not.toMatch(/[\u0080-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(messages.join("")).not.toMatch(/\p{Cc}/u);
  });
});

describe("a SARIF report", () => {
  it("writes absolute files as file: references, and Windows paths with slashes", () => {
    const at = (file: string): unknown =>
      resultsOf(sarif([{ rule: "r", severity: "notice", message: "m", locations: [{ file }] }], []))[0]
        ?.locations?.[0]?.physicalLocation?.artifactLocation?.uri;
    expect(at("/home/a b/c.yaml")).toBe("file:///home/a%20b/c.yaml");
    expect(at("C:\\work\\c.yaml")).toBe("file:///C:/work/c.yaml");
    expect(at("a#b?.yaml")).toBe("a%23b%3F.yaml");
    expect(at("\ud800.yaml")).toBe("%EF%BF%BD.yaml");
  });

  it("of validated documents is valid by the schema too", () => {
    const results = resultsOf(
      validationSarif([
        {
          file: "policy.json",
          accepted: false,
          text: "{}",
          issues: [
            {
              rule: "empty-document",
              severity: "error",
              message: "m",
              path: "",
              position: { line: 1, column: 1 },
              accounts: [],
              policies: [],
              hint: "h",
            },
          ],
        },
      ]),
    );
    expect(results.map(({ level, message }) => [level, message.text])).toEqual([["error", "m h"]]);
  });
});
