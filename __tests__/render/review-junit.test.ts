import { DOMParser } from "@xmldom/xmldom";
import type { Document, Element } from "@xmldom/xmldom";
import { reviewJunit } from "../../src/render/review-junit";
import { reaches } from "../../src/text/severity";
import { REVIEW_RULES } from "../../src/review/rules";
import type { Review } from "../../src/review/review";
import { annotatedReview } from "../support/annotated-review";
import { harmlessTwin, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

function parse(xml: string): Document {
  return new DOMParser({
    onError: (level, message) => {
      if (level !== "warning") {
        throw new Error(`${level}: ${message}`);
      }
    },
  }).parseFromString(xml, "text/xml");
}

function elements(xml: string, name: string): readonly Element[] {
  return [...parse(xml).getElementsByTagName(name)];
}

function failed(xml: string): readonly (string | null)[] {
  return elements(xml, "testcase")
    .filter((item) => item.getElementsByTagName("failure").length > 0)
    .map((item) => item.getAttribute("name"));
}

/** The part of Jenkins's `junit-10.xsd` that a review may use: where an element stands, and its attributes. */
const JUNIT: Readonly<
  Record<
    string,
    {
      readonly in: readonly string[];
      readonly attributes: readonly string[];
      readonly required: readonly string[];
    }
  >
> = {
  testsuites: {
    in: ["#document"],
    attributes: ["name", "time", "tests", "failures", "errors", "disabled"],
    required: [],
  },
  testsuite: {
    in: ["testsuites"],
    attributes: [
      "name",
      "tests",
      "failures",
      "errors",
      "skipped",
      "time",
      "timestamp",
      "hostname",
      "id",
      "package",
    ],
    required: ["name", "tests"],
  },
  testcase: {
    in: ["testsuite"],
    attributes: ["name", "classname", "time", "status", "assertions"],
    required: ["name", "classname"],
  },
  failure: { in: ["testcase"], attributes: ["message", "type"], required: [] },
  "system-out": { in: ["testcase", "testsuite"], attributes: [], required: [] },
};

describe.each(TEN_REVIEW_NAMES)("the review %s as JUnit", (name) => {
  const { review } = tenReview(name);
  const xml = reviewJunit(review, { failOn: "error" });

  it("is well-formed XML whose counts are those of its test cases", () => {
    const [root] = elements(xml, "testsuites");
    expect(root?.getAttribute("tests")).toBe(String(elements(xml, "testcase").length));
    expect(root?.getAttribute("failures")).toBe(String(elements(xml, "failure").length));
    expect(elements(xml, "testcase").length).toBeGreaterThanOrEqual(
      review.changes.length + REVIEW_RULES.length,
    );
  });

  it("fails the test case of each rule with a finding at the threshold, and of no other", () => {
    const expected = new Set(
      review.findings.filter(({ severity }) => reaches(severity, "error")).map(({ rule }) => rule),
    );
    const rules = new Set([...REVIEW_RULES.map(({ id }) => id), ...review.findings.map(({ rule }) => rule)]);
    expect(failed(xml).filter((item) => rules.has(item ?? ""))).toEqual([...expected].sort());
  });

  it("has the elements, attributes and places of Jenkins's schema for JUnit, which CI systems read", () => {
    const foreign = elements(xml, "*").flatMap((element) => {
      const known = JUNIT[element.tagName];
      const parent = element.parentNode?.nodeName ?? "";
      const attributes = [...element.attributes].map((attribute) => attribute.name);
      return known !== undefined &&
        known.in.includes(parent) &&
        attributes.every((attribute) => known.attributes.includes(attribute)) &&
        known.required.every((attribute) => attributes.includes(attribute))
        ? []
        : [`${element.tagName} in ${parent}: ${attributes.join(", ")}`];
    });
    expect(foreign).toEqual([]);
  });
});

describe("a review as JUnit", () => {
  it("fails more with a lower threshold, and nothing with none", () => {
    const { review } = tenReview("one-number");
    expect(failed(reviewJunit(review, { failOn: "error" }))).toEqual([]);
    expect(failed(reviewJunit(review, { failOn: "none" }))).toEqual([]);
    expect(failed(reviewJunit(review, { failOn: "warning" }))).toContain("retention-shortened");
    expect(failed(reviewJunit(review, { failOn: "notice" }))).toContain("retention-shortened");
  });

  it("fails a group of accounts with the findings about one of them, and tells the others", () => {
    const { review } = tenReview("withheld");
    const groups = failed(reviewJunit(review, { failOn: "error" })).filter((name) =>
      /^\d+ accounts?:/.test(name ?? ""),
    );
    const about = new Set(
      review.findings.filter(({ severity }) => severity === "error").flatMap(({ accounts }) => accounts),
    );
    const expected = review.changes.filter(({ accounts }) => accounts.some((id) => about.has(id)));
    expect(groups).toHaveLength(expected.length);
    expect(expected.length).toBeGreaterThan(0);
  });

  it("tells findings below the threshold as output of their rule", () => {
    const xml = reviewJunit(tenReview("one-number").review, { failOn: "error" });
    const item = elements(xml, "testcase").find(
      (element) => element.getAttribute("name") === "retention-shortened",
    );
    expect(item?.getElementsByTagName("system-out")[0]?.textContent).toMatch(
      /^warning retention-shortened: Recovery points/,
    );
  });

  it("fails the rules that are named, and nothing that someone has accepted", () => {
    const review = annotatedReview();
    expect(failed(reviewJunit(review, { failOn: "error" }))).not.toContain("retention-shortened");
    const named = {
      failOn: "none",
      failOnRules: new Set(["guardrail-retention", "retention-shortened"]),
    } as const;
    expect(failed(reviewJunit(review, named))).toContain("guardrail-retention");
    expect(failed(reviewJunit(review, named))).not.toContain("retention-shortened");
    const told = elements(reviewJunit(review, named), "system-out").map(
      ({ textContent }) => textContent ?? "",
    );
    expect(told.join("\n")).toContain("Acknowledged: Agreed with the auditors. (until 2027-01-01)");
    expect(told.at(-1)).toBe("There is more to know: ::error::");
  });

  it("has the same elements whatever things are called", () => {
    const shape = (review: Review): readonly string[] =>
      elements(reviewJunit(review, { failOn: "warning" }), "*").map(({ tagName, attributes }) =>
        [tagName, ...[...attributes].map(({ name }) => name)].join(" "),
      );
    expect(shape(tenReview("hostile").review)).toEqual(shape(harmlessTwin().review));
  });

  it("gives names back as they are, but for characters that would deceive", () => {
    const xml = reviewJunit(tenReview("hostile").review, { failOn: "error" });
    const text = parse(xml).documentElement?.textContent ?? "";
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).toContain("]]> <![CDATA[ x");
    expect(xml.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Surrogate}\u202a-\u202e\u2066-\u2069]/u);
  });
});
