import { parseCaller } from "../../../src/sources/live/caller-arn";

test.each([
  ["arn:aws:iam::111122223333:root", { kind: "root" }],
  ["arn:aws:iam::111122223333:user/team/ann", { kind: "user" }],
  ["arn:aws:iam::111122223333:role/service-role/Backup", { kind: "role" }],
  [
    "arn:aws-cn:sts::111122223333:assumed-role/Admin/ann",
    { kind: "session", partition: "aws-cn", accountId: "111122223333", role: "Admin" },
  ],
  ["arn:aws:sts::111122223333:federated-user/ann", { kind: "other" }],
  ["ann", { kind: "other" }],
])("the caller %s is %j", (arn, caller) => {
  expect(parseCaller(arn)).toEqual(caller);
});
