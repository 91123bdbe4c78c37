import { AppRegistry } from "./app-registry";
import { BackupGlobalSettings, BackupRegionSettings } from "./aws-bindings";
import { constructError } from "./construct-error";
import { Lazy } from "./framework";
import type { Construct, TerraformProvider } from "./framework";
import { isLate } from "./late-value";
import { ignoredTypes } from "./resource-type-preferences";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";

export interface GlobalBackupSettings {
  /**
   * Lets accounts of the organization copy recovery points to each other.
   *
   * @default false
   */
  readonly crossAccountBackup?: boolean;

  /**
   * Lets delegated administrators use AWS Backup for the organization.
   *
   * @default - true if the app has a BackupDelegation, otherwise false
   */
  readonly delegatedAdministrator?: boolean;

  /**
   * Multi-party approval for logically air-gapped vaults.
   *
   * @default false
   */
  readonly multiPartyApproval?: boolean;

  /**
   * Settings that AWS Backup added later, by their API names. A setting that AWS returns but the code omits
   * shows up as a change in every plan.
   *
   * @default - none
   */
  readonly others?: Readonly<Record<string, string>>;
}

export interface RegionalBackupSettings {
  /**
   * The resource types that AWS Backup protects in the Region, by its own names: `EBS`, `DynamoDB`. A type that
   * is off is not backed up, whatever a policy says. Types not listed stay unchanged.
   */
  readonly optIn: Readonly<Record<string, boolean>>;

  /**
   * Resource types with full AWS Backup management: `DynamoDB`, `EFS`.
   *
   * @default - unchanged
   */
  readonly fullManagement?: Readonly<Record<string, boolean>>;

  /**
   * The provider of the Region.
   *
   * @default - the provider of the stack
   */
  readonly provider?: TerraformProvider;
}

export interface BackupSettingsProps extends ResourceProps {
  /**
   * Organization-wide settings, which only the management account has. Destroying them changes nothing in AWS.
   *
   * @default - unchanged
   */
  readonly global?: GlobalBackupSettings;

  /**
   * Settings of the account, by Region. The management account's choice applies to the plans that backup
   * policies create in all accounts.
   *
   * @default - unchanged
   */
  readonly regions?: Readonly<Record<string, RegionalBackupSettings>>;
}

/**
 * AWS Backup's own settings, written so that no plan shows a change that no one made.
 *
 * @throws OrgBackupError (`input`) where it sets nothing
 */
export class BackupSettings extends BackupConstruct {
  /** Settings of the organization; undefined if they are left alone. */
  readonly global: BackupGlobalSettings | undefined;
  /** Settings by Region. */
  readonly regions: Readonly<Record<string, BackupRegionSettings>>;

  constructor(scope: Construct, id: string, given: BackupSettingsProps) {
    super("BackupSettings", scope, id);
    const props = checkedProps(this, given, PROP_RULES);
    const registry = AppRegistry.of(this);
    const regions = Object.entries(props.regions ?? {});
    if (props.global === undefined && regions.length === 0) {
      throw constructError(this, "There are no settings.", "Give global, regions or both.");
    }
    this.regions = Object.fromEntries(
      regions.map(([region, settings]) => [region, this.regional(region, settings)]),
    );
    registry.order.add("settings", ...Object.values(this.regions));
    if (props.global !== undefined) {
      this.global = this.createGlobal(props.global);
      registry.order.after(this.global, ["access"]);
      registry.order.add("settings", this.global);
    }
    this.useResourceProps(props);
  }

  /** AWS returns all of its settings: one that is left out would show as a change forever. */
  private createGlobal(settings: GlobalBackupSettings): BackupGlobalSettings {
    const { delegations } = AppRegistry.of(this);
    // A delegation may be declared after the settings.
    const hasDelegation = Lazy.stringValue({ produce: () => String(delegations.length > 0) });
    return new BackupGlobalSettings(this, "global", {
      globalSettings: {
        isCrossAccountBackupEnabled: String(settings.crossAccountBackup ?? false),
        isDelegatedAdministratorEnabled: String(settings.delegatedAdministrator ?? hasDelegation),
        isMpaEnabled: String(settings.multiPartyApproval ?? false),
        ...settings.others,
      },
    });
  }

  private regional(region: string, settings: RegionalBackupSettings): BackupRegionSettings {
    if (isLate(region)) {
      throw constructError(
        this,
        "A Region in regions is a token, but addresses are made of it.",
        "Write the Region itself.",
      );
    }
    return new BackupRegionSettings(this, region, {
      ...(settings.provider === undefined ? {} : { provider: settings.provider }),
      resourceTypeOptInPreference: { ...settings.optIn },
      ...(settings.fullManagement === undefined
        ? {}
        : { resourceTypeManagementPreference: { ...settings.fullManagement } }),
      lifecycle: { ignoreChanges: ignoredTypes(settings.optIn, settings.fullManagement) },
    });
  }
}

const PROP_RULES: PropRules<BackupSettingsProps> = {
  ...RESOURCE_PROP_RULES,
  global: NestedProps.object<GlobalBackupSettings>({
    crossAccountBackup: "boolean-token",
    delegatedAdministrator: "boolean-token",
    multiPartyApproval: "boolean-token",
    others: "any",
  }),
  regions: NestedProps.map<RegionalBackupSettings>(() => ({
    optIn: "any",
    fullManagement: "any",
    provider: "any",
  })),
};
