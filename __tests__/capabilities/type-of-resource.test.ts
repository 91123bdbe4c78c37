import { typeOfResource } from "../../src/capabilities/type-of-resource";

it.each<[resource: string, id: string, name: string, kinds: string]>([
  ["ec2:eu-west-1:111111111111:volume/vol-1", "ebs", "EBS", "ebs"],
  ["ec2:eu-west-1:111111111111:snapshot/snap-1", "ec2:snapshot", "ec2:snapshot", ""],
  ["rds:eu-west-1:111111111111:db:orders", "rds-instance", "RDS", "rds-instance"],
  [
    "rds:eu-west-1:111111111111:cluster:orders",
    "rds:cluster",
    "rds:cluster",
    "aurora documentdb neptune rds-multi-az-cluster",
  ],
  ["s3:::bucket", "s3", "S3", "s3"],
  ["s3:::bucket/key", "s3:object", "s3:object", ""],
  ["dynamodb:eu-west-1:111111111111:table/orders", "dynamodb", "DynamoDB", "dynamodb"],
  ["dynamodb:eu-west-1:111111111111:table/a/index/b", "dynamodb:table-index", "dynamodb:table-index", ""],
  ["timestream:eu-west-1:111111111111:database/a/table/b", "timestream", "Timestream", "timestream"],
  ["timestream:eu-west-1:111111111111:database/a", "timestream:database", "timestream:database", ""],
  [
    "storagegateway:eu-west-1:111111111111:gateway/sgw-1/volume/vol-1",
    "storage-gateway",
    "Storage Gateway",
    "storage-gateway",
  ],
  [
    "storagegateway:eu-west-1:111111111111:gateway/sgw-1",
    "storagegateway:gateway",
    "storagegateway:gateway",
    "",
  ],
  ["sns:eu-west-1:111111111111:topic", "sns", "sns", ""],
])("The type of %s is %s", (resource, id, name, kinds) => {
  const found = typeOfResource(`arn:aws:${resource}`);
  expect([found?.id, found?.name, found?.kinds.map((kind) => kind.id).join(" ")]).toEqual([id, name, kinds]);
});

it("A text that is no ARN has no type", () => {
  expect(typeOfResource("volume/vol-1")).toBeUndefined();
});
