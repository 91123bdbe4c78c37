import { criteriaOf } from "../../../src/capabilities/selection/selection-criteria";
import type { SelectionCriteria } from "../../../src/capabilities/selection/selection-criteria";
import { selectsResource } from "../../../src/capabilities/selection/selects-resource";
import { byType, planOf } from "../support/plan-of";
import { SELECTION_EXAMPLES } from "../support/selection-examples";

const VOLUME = "arn:aws:ec2:us-east-1:111122223333:volume/vol-1";
const NOTHING: SelectionCriteria = { resources: [], notResources: [], tags: [], conditions: [] };

describe("A selection", () => {
  it.each(
    SELECTION_EXAMPLES.flatMap(({ title, selections, resources }) =>
      resources.map((resource) => ({ title, selections, ...resource })),
    ),
  )("of $title: $arn with $tags is selected: $isSelected", ({ selections, arn, tags, isSelected }) => {
    const answers = selections.map((selection) => selectsResource(selection, { arn, tags }).answer);
    expect(answers.includes("yes")).toBe(isSelected);
    expect(answers.every((answer) => answer === "yes" || answer === "no")).toBe(true);
  });

  it("takes a missing tag as different, and says that no page does", () => {
    const conditions = [
      { name: "c", operator: "string_not_equals", key: "aws:ResourceTag/stage", value: "test" },
    ];
    expect(selectsResource({ ...NOTHING, conditions }, { arn: VOLUME, tags: {} })).toMatchObject({
      answer: "yes",
      mark: "inferred",
      reason:
        'Probably selected: the tag "stage" is missing, which should count as different; AWS does not document it.',
    });
  });

  it("names the nearest miss of several tags: one with another value, before one that is not there", () => {
    const criteria = {
      ...NOTHING,
      tags: [
        { key: "owner", values: ["a"] },
        { key: "backup", values: ["daily"] },
      ],
    };
    const reason = (tags: Readonly<Record<string, string>>): string =>
      selectsResource(criteria, { arn: VOLUME, tags }).reason;
    expect(reason({ backup: "weekly" })).toContain('"backup"');
    expect(reason({})).toContain('"owner"');
    expect(selectsResource(criteria, { arn: VOLUME, tags: { backup: "daily" } }).answer).toBe("yes");
  });

  it("is in doubt about a condition on anything but a tag", () => {
    const conditions = [{ name: "c", operator: "string_equals", key: "aws:RequestTag/a", value: "b" }];
    expect(selectsResource({ ...NOTHING, conditions }, { arn: VOLUME, tags: {} })).toMatchObject({
      answer: "unknown",
      reason: "It is not known how AWS Backup reads the condition on aws:RequestTag/a.",
    });
  });

  it("never matches white space with a wildcard, as AWS documents", () => {
    const conditions = [{ name: "c", operator: "string_like", key: "aws:ResourceTag/name", value: "prod*" }];
    const answer = (name: string): string =>
      selectsResource({ ...NOTHING, conditions }, { arn: VOLUME, tags: { name } }).answer;
    expect([answer("prod1"), answer("prod server")]).toEqual(["yes", "no"]);
  });

  it("ignores what a restore test restored, by tag or by name", () => {
    const tagged = { arn: VOLUME, tags: { "awsbackup-restore-test": "x" } };
    const named = { arn: "arn:aws:s3:::awsbackup-restore-test-1", tags: {} };
    expect(selectsResource(NOTHING, tagged).answer).toBe("no");
    expect(selectsResource(NOTHING, named).answer).toBe("no");
  });

  it("of a policy is read as one of the API", () => {
    const [selection] = planOf({}, { selections: byType("arn:aws:ec2:*:*:volume/*") }).selections;
    expect(selectsResource(criteriaOf(selection!), { arn: VOLUME, tags: {} }).answer).toBe("yes");
  });
});
