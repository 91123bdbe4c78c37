import { existsSync, rmSync } from "node:fs";
import { SynthesizedCode } from "../../../src/sources/synthesized/synthesized-code";
import { synthesizedEnvironment } from "../../../src/sources/synthesized/synthesized-environment";
import { readSynthesized } from "../../../src/sources/synthesized/synthesized";
import type { Review } from "../../../src/review/review";
import { changedByCode } from "../../support/changed";
import { synthesizedFixture } from "../../support/synthesized-fixture";
import { codeOf, organizationOfCases, placeOf } from "../support/case-code";
import type { Side } from "../support/case-code";
import { ALL_RISKS } from "../../../src/review/risks/all-risks";
import { EXPECTED_FINDINGS } from "../support/expected-findings";
import { findingsOf, reviewOf } from "../support/review-of";
import { RISK_CASES } from "../support/risk-cases";
import type { RiskCase } from "../support/risk-cases";

/** One case by itself, from synthesized code over the organization before. */
function synthesizedReview(riskCase: RiskCase, side: Side): Review {
  const directory = synthesizedFixture({ policies: { json: codeOf(side, [riskCase]) } });
  try {
    const before = organizationOfCases("before", [riskCase]);
    const { organization, facts } = changedByCode(before, readSynthesized(directory));
    const environment = { after: synthesizedEnvironment(SynthesizedCode.read(directory)) };
    return reviewOf(before, organization, { ...facts, environment });
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe.each(RISK_CASES)("the rule $rule", (riskCase) => {
  const { rule } = riskCase;
  const { account } = placeOf(rule);

  it("fires where the change is of its kind, and says what, where and by which policies", () => {
    const { findings, policyNames } = synthesizedReview(riskCase, "fires");
    const found = findings.filter((finding) => finding.rule === rule);
    const named = (id: string): string => (policyNames.get(id) ?? id).replace(`${rule}-`, "");
    expect(
      found.map(({ severity, message, path, policies }) => [severity, message, path, policies.map(named)]),
    ).toEqual(EXPECTED_FINDINGS[rule]);
    for (const { accounts, hint, documentation } of found) {
      expect(accounts).toEqual(rule === "policy-unattached" ? [] : [account]);
      expect(hint).not.toBe("");
      expect(documentation).toBe(`help/findings.md#${rule}`);
    }
  });

  it("keeps quiet where it nearly is", () => {
    const review = synthesizedReview(riskCase, "nearMiss");
    expect(findingsOf(review, rule)).toEqual([]);
    // What nearly is one is a change all the same; moved from the OU to its only account, a policy does the same
    // in the end, and is detached for a moment.
    expect(review.changes.length + review.findings.length).toBeGreaterThan(0);
    if (rule === "account-unprotected") {
      expect(review.changes).toEqual([]);
      expect(review.findings.map((finding) => finding.rule)).toEqual(["attachment-replaced"]);
    }
  });

  it("says nothing where nothing changes", () => {
    const before = organizationOfCases("before", [riskCase]);
    expect(reviewOf(before, before).findings).toEqual([]);
  });
});

it("has its own file for each rule", () => {
  for (const { id } of ALL_RISKS) {
    const files = [`src/review/risks/${id}.ts`, `src/capabilities/advice/${id}.ts`];
    expect([id, files.filter((file) => existsSync(file)).length]).toEqual([id, 1]);
  }
});
