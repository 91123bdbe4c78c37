import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPT_IN_NAMES } from "../../src/capabilities/opt-in";
import { BackupSettings, useAwsProviderVersion } from "../../src/constructs";
import type { RegionalBackupSettings } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { App, TerraformStack } from "../../src/constructs/framework";
import { AwsDouble } from "../support/aws-double/aws-double";
import { seededRandom } from "../support/aws-double/identifiers";
import { terraformProvider } from "../support/aws-double/client-configuration";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { describeWithTerraform } from "../support/terraform";

const MANAGEMENT = "111111111111";
const REGIONS = ["eu-central-1", "eu-west-1", "us-east-1"] as const;

const seed: OrganizationSeed = {
  organization: { id: "o-exampleorgid", managementAccountId: MANAGEMENT },
  root: { id: "r-abcd" },
};

/** The types that the double's Regions have, as AWS returns them. */
function typesOf(double: AwsDouble): readonly string[] {
  return [...double.state.backup.region(MANAGEMENT, "eu-central-1").optIn.keys()];
}

/** A Region each, since each takes a provider of its own: one type, every type, and some of them. */
function subsets(
  types: readonly string[],
): Readonly<Record<string, Omit<RegionalBackupSettings, "provider">>> {
  const random = seededRandom(20);
  return Object.fromEntries(
    REGIONS.map((region, index) => {
      const named = types.filter((_, type) => (index === 0 ? type === 4 : index === 1 || random() < 0.4));
      const optIn = Object.fromEntries(named.map((type) => [type, random() < 0.5]));
      return [region, index % 2 === 0 ? { optIn } : { optIn, fullManagement: { DynamoDB: true } }];
    }),
  );
}

describeWithTerraform("settings of AWS Backup", (terraform) => {
  const folder = mkdtempSync(join(tmpdir(), "backup-settings-"));
  let double: AwsDouble;

  beforeAll(async () => {
    double = await AwsDouble.start({ seed });
  });

  afterAll(async () => {
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function synthesize(): string {
    const app = new App({ outdir: join(folder, "out") });
    const stack = new TerraformStack(app, "settings");
    useAwsProviderVersion(stack, terraform.awsProviderVersion);
    const providers = REGIONS.map((region, index) => {
      const {
        access_key: accessKey,
        secret_key: secretKey,
        endpoints,
      } = terraformProvider(double.endpoint, double.credentialsFor(MANAGEMENT)) as {
        readonly access_key: string;
        readonly secret_key: string;
        readonly endpoints: never;
      };
      return new AwsProvider(stack, region, {
        ...(index === 0 ? {} : { alias: region }),
        region,
        accessKey,
        secretKey,
        endpoints,
        skipCredentialsValidation: true,
        skipMetadataApiCheck: "true",
      });
    });
    const regions = Object.entries(subsets(typesOf(double)));
    new BackupSettings(stack, "settings", {
      global: { crossAccountBackup: true },
      regions: Object.fromEntries(
        regions.map(([region, settings], index) => {
          const provider = providers[index];
          return [region, provider === undefined ? settings : { ...settings, provider }];
        }),
      ),
    });
    app.synth();
    return join(folder, "out", "stacks", "settings");
  }

  it("are as the code says after one apply, and a second plan is empty, whichever types the code names", async () => {
    const types = typesOf(double);
    expect(types.filter((type) => !OPT_IN_NAMES.includes(type))).toEqual([]);
    const directory = synthesize();
    await terraform.mustRun(directory, ["init", "-no-color"]);
    await terraform.mustRun(directory, ["apply", "-no-color", "-auto-approve"]);
    for (const [region, { optIn, fullManagement = {} }] of Object.entries(subsets(types))) {
      const actual = double.state.backup.region(MANAGEMENT, region);
      expect([region, Object.fromEntries(actual.optIn)]).toMatchObject([region, optIn]);
      expect([region, Object.fromEntries(actual.management)]).toMatchObject([region, fullManagement]);
    }
    expect(double.state.backup.globalSettings.get("isCrossAccountBackupEnabled")).toBe("true");
    const second = await terraform.run(directory, ["plan", "-no-color", "-detailed-exitcode"]);
    expect([second.status, second.stdout]).toEqual([
      0,
      expect.stringContaining("No changes. Your infrastructure matches the configuration.") as string,
    ]);
  }, 900_000);
});
