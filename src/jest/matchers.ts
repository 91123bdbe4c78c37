import { relative } from "node:path";
import type { ExpectationResult, MatcherContext } from "expect";
import { checkMatcherArguments } from "../arguments/checked-arguments";
import { OrgBackupError } from "../org-backup-error";
import type { BackupWindow } from "../policy/author/values/backup-window";
import type { RetentionDays } from "../policy/author/values/retention-days";
import { findingsText } from "../render/review-text/findings-text";
import { styleFor } from "../render/style";
import type { Demands, Guardrails } from "../review/guardrails/guardrails";
import type { Review } from "../review/review";
import type { Finding } from "../text/finding";
import { reaches } from "../text/severity";
import { judge, requirementOf, requirementsIn } from "./judge";
import type { FindingOptions, RequirementOptions, SubjectOptions } from "./matcher-options";
import { reviewOf } from "./subject";

/** Each matcher is a requirement of the guardrails, in words. */
const unchecked = {
  toRetain(
    this: MatcherContext,
    received: unknown,
    minimum: RetentionDays,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toRetain", received, { minimumRetentionDays: minimum.scalar }, options);
  },

  toRetainCopies(
    this: MatcherContext,
    received: unknown,
    minimum: RetentionDays,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toRetainCopies", received, { minimumCopyRetentionDays: minimum.scalar }, options);
  },

  toBackUp(
    this: MatcherContext,
    received: unknown,
    types: string | readonly string[],
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(
      this,
      "toBackUp",
      received,
      { resourceTypes: typeof types === "string" ? [types] : types },
      options,
    );
  },

  toBackUpEvery(
    this: MatcherContext,
    received: unknown,
    gap: BackupWindow,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toBackUpEvery", received, { maximumGapHours: gap.scalar / 60 }, options);
  },

  toCopyToAnotherRegion(
    this: MatcherContext,
    received: unknown,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toCopyToAnotherRegion", received, { copyToAnotherRegion: true }, options);
  },

  toCopyToAnotherAccount(
    this: MatcherContext,
    received: unknown,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toCopyToAnotherAccount", received, { copyToAnotherAccount: true }, options);
  },

  toBePublished(
    this: MatcherContext,
    received: unknown,
    options: RequirementOptions = {},
  ): ExpectationResult {
    return meets(this, "toBePublished", received, { published: true }, options);
  },

  toMeetGuardrails(
    this: MatcherContext,
    received: unknown,
    required: string | Demands,
    options: RequirementOptions = {},
  ): ExpectationResult {
    const guardrails =
      typeof required === "string"
        ? requirementsIn(required, options)
        : requirementOf("toMeetGuardrails", required, options, placeOf(this));
    return judged(this, "toMeetGuardrails", received, guardrails, options);
  },

  toHaveNoFindings(this: MatcherContext, received: unknown, options: FindingOptions = {}): ExpectationResult {
    const { atLeast = "notice" } = options;
    const review = reviewOf(received, options);
    const found = review.findings.filter(
      ({ severity, acknowledged }) => acknowledged === undefined && reaches(severity, atLeast),
    );
    return {
      pass: found.length === 0,
      message: () =>
        [
          hintOf(this, "toHaveNoFindings", options),
          found.length === 0
            ? `There are no findings of the severity ${atLeast} or above.`
            : textOf(found, review),
        ].join("\n\n"),
    };
  },
};

type Matcher = (this: MatcherContext, received: unknown, ...given: never[]) => ExpectationResult;

/** What `expect.extend` takes: types check arguments only where tests are type-checked. */
export const matchers = Object.fromEntries(
  Object.entries<Matcher>(unchecked).map(([name, matcher]) => [
    name,
    function (this: MatcherContext, received: unknown, ...given: unknown[]): ExpectationResult {
      return explained(() => {
        checkMatcherArguments(name, given);
        return matcher.call(this, received, ...(given as never[]));
      });
    },
  ]),
);

/** A single demand, as a requirement of the name of the matcher. */
function meets(
  context: MatcherContext,
  name: string,
  received: unknown,
  demand: Demands,
  options: RequirementOptions,
): ExpectationResult {
  return judged(context, name, received, requirementOf(name, demand, options, placeOf(context)), options);
}

/** What is not known is neither met nor not met, and a mistake is no answer: the test fails with `not` as well. */
function judged(
  context: MatcherContext,
  name: string,
  received: unknown,
  guardrails: Guardrails,
  options: RequirementOptions,
): ExpectationResult {
  const { review, violations, doubts, mistakes } = judge(received, guardrails, options);
  const found = [...mistakes, ...violations, ...doubts];
  const isOpen = mistakes.length > 0 || (violations.length === 0 && doubts.length > 0);
  return {
    pass: isOpen ? context.isNot === true : violations.length === 0,
    message: () =>
      [
        hintOf(context, name, options),
        found.length === 0 ? "Every account that is meant meets it." : textOf(found, review),
      ].join("\n\n"),
  };
}

function hintOf({ utils, isNot = false }: MatcherContext, name: string, options: SubjectOptions): string {
  const shown = Object.fromEntries(Object.entries(options).filter(([option]) => option !== "organization"));
  const expected = Object.keys(shown).length === 0 ? "" : utils.stringify(shown);
  return utils.matcherHint(name, undefined, expected, { isNot });
}

/** Findings as the review shows them. */
function textOf(findings: readonly Finding[], review: Partial<Review>): string {
  const { changes = [], policyNames = new Map<string, string>() } = review;
  const options = { style: styleFor(false), width: 100 };
  return findingsText({ findings, changes, policyNames }, options).join("\n");
}

/** Where the requirement is written: the file of the test. */
function placeOf({ testPath }: MatcherContext): string {
  return testPath === undefined ? "the test" : relative(process.cwd(), testPath);
}

/** Test runners show the message of an error and nothing else of it. */
function explained<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof OrgBackupError)) {
      throw error;
    }
    const { message, where, problems, hint } = error;
    const lines = [
      where === undefined ? message : `${where}: ${message}`,
      ...problems.map((problem) => `  ${problem.where}: ${problem.message}`),
      ...(hint === undefined ? [] : [hint]),
    ];
    throw new Error(lines.join("\n"), { cause: error });
  }
}
