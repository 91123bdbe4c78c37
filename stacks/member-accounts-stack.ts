import { BackupVault, MemberAccountFoundation } from "../src/constructs";
import type { Construct } from "../src/constructs/framework";
import { BackupStack } from "./backup-stack";
import type { StacksConfig } from "./config";

/** The role and the vaults that policies name, in every account, and the vault that all copy to. */
export class MemberAccountsStack extends BackupStack {
  constructor(scope: Construct, id: string, config: StacksConfig) {
    super(scope, id, config);
    const regions = [config.homeRegion, ...config.otherRegions];
    new MemberAccountFoundation(this, "foundation", {
      ...config.memberAccounts,
      regions,
      managementAccount: {
        providers: Object.fromEntries(regions.map((region) => [region, this.providerIn(region)])),
      },
    });
    if (config.centralVault !== undefined) {
      const { vaultName, accountId, region, roleArn } = config.centralVault;
      new BackupVault(this, "central-vault", {
        vaultName,
        accountId,
        region,
        provider: this.otherProvider("central", { region, roleArn }),
        allowCopiesFrom: "organization",
        denyDeletion: true,
      });
    }
  }
}
