import { templateContents } from "../../../src/sources/infrastructure/stack-set-template";
import type { JsonObject, JsonValue } from "../../../src/text/json";

function keyOf(encryptionKeyArn: JsonValue | undefined, parameters: JsonObject = {}): string | undefined {
  const properties = {
    BackupVaultName: "main",
    ...(encryptionKeyArn === undefined ? {} : { EncryptionKeyArn: encryptionKeyArn }),
  };
  const resources = { Vault: { Type: "AWS::Backup::BackupVault", Properties: properties } };
  const body = JSON.stringify({ Resources: resources });
  const { vaults } = templateContents(body, parameters);
  expect(vaults).toMatchObject([{ name: "main", isAirGapped: false }]);
  return vaults[0]?.kmsKeyArn;
}

describe("The key of a vault in a template", () => {
  it("is AWS Backup's own where the template names none", () => {
    expect(keyOf(undefined)).toBe("alias/aws/backup");
  });

  it("is what the template or a parameter of the stack set says", () => {
    const arn = "arn:aws:kms:eu-central-1:222222222222:key/1";
    expect(keyOf(arn)).toBe(arn);
    expect(keyOf({ Ref: "Key" }, { Key: arn })).toBe(arn);
  });

  it("is not known if the template creates it", () => {
    expect(keyOf({ "Fn::GetAtt": ["Key", "Arn"] })).toBeUndefined();
  });
});
