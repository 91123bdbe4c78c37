import { useAwsProviderVersion, useStateBackend } from "../src/constructs";
import { AwsProvider } from "../src/constructs/aws-bindings";
import { TerraformStack } from "../src/constructs/framework";
import type { Construct } from "../src/constructs/framework";
import type { StacksConfig } from "./config";

/** A stack of the app: its state, its provider, and providers for other Regions. */
export class BackupStack extends TerraformStack {
  private readonly homeProvider: AwsProvider;
  private readonly otherProviders = new Map<string, AwsProvider>();

  constructor(
    scope: Construct,
    id: string,
    protected readonly config: StacksConfig,
  ) {
    super(scope, id);
    useStateBackend(this, config.backend);
    if (config.awsProviderVersion !== undefined) {
      useAwsProviderVersion(this, config.awsProviderVersion);
    }
    this.homeProvider = new AwsProvider(this, "aws", { ...config.provider, region: config.homeRegion });
  }

  /** The provider of a Region of this account. */
  protected providerIn(region: string): AwsProvider {
    return region === this.config.homeRegion ? this.homeProvider : this.otherProvider(region, { region });
  }

  /** A provider under an alias, made when first asked for. */
  protected otherProvider(
    alias: string,
    props: { readonly region: string; readonly roleArn?: string },
  ): AwsProvider {
    let provider = this.otherProviders.get(alias);
    if (provider === undefined) {
      provider = new AwsProvider(this, `aws-${alias}`, {
        ...this.config.provider,
        alias,
        region: props.region,
        ...(props.roleArn === undefined ? {} : { assumeRole: [{ roleArn: props.roleArn }] }),
      });
      this.otherProviders.set(alias, provider);
    }
    return provider;
  }
}
