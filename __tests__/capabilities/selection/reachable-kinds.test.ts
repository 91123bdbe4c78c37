import { namedKinds, reachableKinds } from "../../../src/capabilities/selection/reachable-kinds";
import type { BackupSelection } from "../../../src/effective/backup-plan/backup-selection";
import type { JsonObject } from "../../../src/text/json";
import { byTag, byType, planOf } from "../support/plan-of";

const selections = (part: JsonObject): readonly BackupSelection[] =>
  planOf({}, { selections: part }).selections;
const reached = (part: JsonObject): readonly string[] =>
  selections(part).flatMap((selection) =>
    reachableKinds(selection).map(({ kind, by }) => `${kind.id} ${by}`),
  );
const resources = (part: JsonObject): JsonObject => ({ resources: { r: part } });

describe("The kinds of resource that a selection reaches", () => {
  it("are all of them by tag, none of which is named", () => {
    expect(reached(byTag())).toHaveLength(23);
    expect(namedKinds(selections(byTag()))).toEqual([]);
  });

  it("are four for an ARN of RDS clusters, whose form they share", () => {
    expect(reached(byType("arn:aws:rds:*:*:cluster:*"))).toEqual([
      "aurora type",
      "documentdb type",
      "neptune type",
      "rds-multi-az-cluster type",
    ]);
  });

  it("are three for file systems of FSx, while ONTAP is backed up by volume", () => {
    expect(reached(byType("arn:aws:fsx:*:*:file-system/*"))).toEqual([
      "fsx-lustre type",
      "fsx-openzfs type",
      "fsx-windows type",
    ]);
    expect(reached(byType("arn:aws:fsx:*:*:volume/*"))).toEqual(["fsx-ontap type"]);
  });

  it("are those of a service where a pattern names only that, which opt-in settings still decide", () => {
    expect(reached(byType("arn:aws:ec2:*"))).toEqual(["ebs service", "ec2-instance service"]);
  });

  it("leave out what is excluded", () => {
    const part = {
      resource_types: ["*"],
      not_resource_types: ["arn:aws:rds:*:*:cluster:*", "arn:aws:s3:::*"],
    };
    const found = reached(resources(part));
    expect(found).toHaveLength(18);
    expect(found.filter((kind) => /aurora |neptune|s3/.test(kind))).toEqual([]);
    expect(found.every((kind) => kind.endsWith(" any"))).toBe(true);
  });

  it("are found in every partition", () => {
    expect(reached(byType("arn:aws-cn:s3:::*"))).toEqual(["s3 type"]);
    expect(reached(byType("arn:aws-us-gov:timestream:*:*:database/*"))).toEqual(["timestream type"]);
  });

  it("may depend on tags though their type is named", () => {
    const conditions = { string_equals: { a: { condition_key: "aws:ResourceTag/a", condition_value: "b" } } };
    const [selection] = selections(resources({ resource_types: ["arn:aws:s3:::*"], conditions }));
    expect(reachableKinds(selection!)).toMatchObject([{ by: "type", isTagged: true }]);
  });
});
