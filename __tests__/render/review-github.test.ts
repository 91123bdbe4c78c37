import fc from "fast-check";
import {
  githubOutputs,
  githubOutputText,
  reviewGithub,
  workflowCommand,
} from "../../src/render/review-github";
import { annotatedReview } from "../support/annotated-review";
import { locateOddly } from "../support/locate";
import { harmlessTwin, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";
import { workflowCommands } from "../support/workflow-commands";

describe.each(TEN_REVIEW_NAMES)("the review %s as workflow commands", (name) => {
  const { review } = tenReview(name);
  const text = reviewGithub(review, locateOddly(review.policyNames.keys()));

  it("is nothing but commands, at most ten of each level", () => {
    const commands = workflowCommands(text);
    expect(commands).toHaveLength(text.split("\n").length - 1);
    for (const level of ["error", "warning", "notice"] as const) {
      expect(commands.filter((command) => command.name === level)).toHaveLength(
        Math.min(10, review.summary.findings[level]),
      );
    }
  });
});

describe("a review as workflow commands", () => {
  it("stands on the line that the policy is written on", () => {
    const { review } = tenReview("one-number");
    const [command] = workflowCommands(
      reviewGithub(review, () => ({ file: "a,b.yaml", line: 7, column: 3 })),
    );
    expect(command?.name).toBe("warning");
    expect(Object.fromEntries(command?.properties ?? [])).toEqual({
      file: "a,b.yaml",
      line: "7",
      col: "3",
      title: "retention-shortened",
    });
  });

  it("counts what GitHub would not show", () => {
    const { review } = tenReview("hostile");
    const errors = workflowCommands(reviewGithub(review, () => undefined)).filter(
      ({ name }) => name === "error",
    );
    expect(errors).toHaveLength(Math.min(10, review.summary.findings.error));
    const many = {
      ...review,
      findings: review.findings.map((finding) => ({ ...finding, severity: "error" as const })),
    };
    expect(workflowCommands(reviewGithub(many, () => undefined)).at(-1)?.message).toBe(
      `${review.findings.length - 9} more errors: see the summary of this run.`,
    );
  });

  it("shows remarks and what someone has accepted as notices", () => {
    const commands = workflowCommands(reviewGithub(annotatedReview(), () => undefined));
    expect(commands.map(({ name, properties }) => [name, properties.get("title")])).toEqual([
      ["error", "guardrail-retention"],
      ["notice", "org-backup"],
      ["notice", "retention-shortened"],
    ]);
    expect(commands.at(-1)?.message).toContain("Acknowledged: Agreed with the auditors.");
  });

  it("has the same commands with the same properties whatever things are called", () => {
    const shape = (of: ReturnType<typeof harmlessTwin>): unknown =>
      workflowCommands(reviewGithub(of.review, locateOddly(of.review.policyNames.keys()))).map(
        ({ name, properties }) => [name, ...properties.keys()],
      );
    expect(shape(tenReview("hostile"))).toEqual(shape(harmlessTwin()));
  });

  it("lets no property or message end a command or begin another", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (title, message) => {
        const nasty = `${message}\n::error::x\r\n%0A::add-mask::y`;
        const line = workflowCommand("notice", { file: `${title},line=1::x`, title }, nasty);
        expect(workflowCommands(line)).toEqual([
          {
            name: "notice",
            properties: new Map([
              ["file", `${title.toWellFormed()},line=1::x`],
              ["title", title.toWellFormed()],
            ]),
            message: nasty.toWellFormed(),
          },
        ]);
      }),
    );
  });
});

describe("the outputs of a review", () => {
  it("say whether anything changes, and how much", () => {
    expect(Object.fromEntries(githubOutputs(tenReview("one-number").review))).toMatchObject({
      "any-change": "true",
      changed: "4",
      errors: "0",
      warnings: "1",
    });
    expect(githubOutputs(annotatedReview()).get("digest")).toMatch(/^sha256:4711/);
    expect(githubOutputs(tenReview("nothing-changes").review).get("any-change")).toBe("false");
  });

  it("stand between lines that no value can hold", () => {
    expect(githubOutputText(new Map([["a", "1\nb<<x"]]), "end_4711")).toBe(
      "a<<end_4711\n1\nb<<x\nend_4711\n",
    );
  });
});
