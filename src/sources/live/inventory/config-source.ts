import * as sdk from "@aws-sdk/client-config-service";
import { kindNames, RESOURCE_KINDS } from "../../../capabilities/resource-kinds";
import type { NotSeen } from "../../../organization/inventory";
import { isJsonObject, textOf } from "../../../text/json";
import type { JsonValue } from "../../../text/json";
import { AWS_CONFIG } from "../../inventory/aws-config";
import { allOrFirstError } from "../all-or-first-error";
import type { AwsSession } from "../aws-session";
import { allPages } from "../organizations-api";
import type { PageReader } from "../organizations-api";
import type { InventoryReader, InventoryScope, ResourceSource } from "./inventory-reader";
import { notSeenOf } from "./missing-pairs";
import type { MissingPair } from "./missing-pairs";

/** What AWS Config calls the types that AWS Backup backs up, by their pattern in policies; it does not record the others. */
const CONFIG_TYPES: ReadonlyMap<string, string> = new Map([
  ["cloudformation:*:*:stack/*", "AWS::CloudFormation::Stack"],
  ["dynamodb:*:*:table/*", "AWS::DynamoDB::Table"],
  ["ec2:*:*:instance/*", "AWS::EC2::Instance"],
  ["ec2:*:*:volume/*", "AWS::EC2::Volume"],
  ["eks:*:*:cluster/*", "AWS::EKS::Cluster"],
  ["elasticfilesystem:*:*:file-system/*", "AWS::EFS::FileSystem"],
  ["rds:*:*:cluster:*", "AWS::RDS::DBCluster"],
  ["rds:*:*:db:*", "AWS::RDS::DBInstance"],
  ["redshift:*:*:cluster:*", "AWS::Redshift::Cluster"],
  ["s3:::*", "AWS::S3::Bucket"],
]);

const RESULTS_A_PAGE = 100;
const ACTION = "config:SelectAggregateResourceConfig";
const STATUS_ACTION = "config:DescribeConfigurationAggregatorSourcesStatus";
const PLACES = "SELECT accountId, awsRegion, COUNT(*) GROUP BY accountId, awsRegion";

/** The aggregator of the organization that the caller's account has in the Region; undefined if there is none. */
export async function configSource(session: AwsSession, region: string): Promise<ResourceSource | undefined> {
  const config = new ConfigApi(session, region);
  const aggregators = await allPages(config.aggregators);
  const found = aggregators.find(({ OrganizationAggregationSource: source }) => source !== undefined);
  const name = found?.ConfigurationAggregatorName;
  const from = found?.OrganizationAggregationSource;
  if (name === undefined || from === undefined) {
    return undefined;
  }
  const notRecorded = RESOURCE_KINDS.filter(({ pattern }) => !CONFIG_TYPES.has(pattern));
  return {
    name: `AWS Config aggregator ${JSON.stringify(name)} in ${region}`,
    blindSpots: [
      ...AWS_CONFIG.blindSpots,
      `AWS Config does not record these types: ${kindNames(notRecorded).join(", ")}.`,
    ],
    read: async (reader, scope) => {
      const key = `config ${found?.ConfigurationAggregatorArn ?? name}`;
      const outside =
        from.AllAwsRegions === true
          ? []
          : scope.regions.filter((each) => from.AwsRegions?.includes(each) !== true);
      const [missing] = await allOrFirstError([
        missingPlaces(reader, config, name, key, {
          accounts: scope.accounts,
          regions: scope.regions.filter((each) => !outside.includes(each)),
        }),
        ...[...CONFIG_TYPES.values()].map((type) =>
          reader.list(
            `${key} ${type}`,
            config.select(name, `SELECT arn, accountId, awsRegion, tags WHERE resourceType = '${type}'`),
            (result) => AWS_CONFIG.resource(result),
          ),
        ),
      ]);
      return [
        ...(outside.length === 0
          ? []
          : [{ regions: outside, why: "the aggregator does not collect from there" }]),
        ...missing,
      ];
    },
  };
}

/** Where the aggregator has no resource of any type, or could not be reached of late. */
async function missingPlaces(
  { calls }: InventoryReader,
  config: ConfigApi,
  name: string,
  key: string,
  { accounts, regions }: InventoryScope,
): Promise<readonly NotSeen[]> {
  const [places, failed] = await allOrFirstError([
    calls.list(`${key} places`, config.select(name, PLACES), placeOf),
    calls.list(
      `${key} failed`,
      config.failed(name),
      ({ SourceId = "", AwsRegion = "" }) => `${SourceId} ${AwsRegion}`,
    ),
  ]);
  const [seen, late] = [new Set<string>(places), new Set<string>(failed)];
  const pairs = accounts.flatMap((accountId) =>
    regions.flatMap((region): readonly MissingPair[] => {
      const pair = `${accountId} ${region}`;
      return !seen.has(pair)
        ? [{ accountId, region, why: "AWS Config has recorded nothing there" }]
        : late.has(pair)
          ? [{ accountId, region, why: "the aggregator's last update failed, so its list may be old" }]
          : [];
    }),
  );
  return notSeenOf(pairs);
}

function placeOf(text: string): string {
  const place = JSON.parse(text) as JsonValue;
  const { accountId, awsRegion } = isJsonObject(place) ? place : {};
  return `${textOf(accountId) ?? ""} ${textOf(awsRegion) ?? ""}`;
}

/** The operations of AWS Config that are needed, in one Region; nothing here changes anything. */
class ConfigApi {
  constructor(
    private readonly session: AwsSession,
    private readonly region: string,
  ) {}

  readonly aggregators: PageReader<sdk.ConfigurationAggregator> = async (NextToken) => {
    const action = "config:DescribeConfigurationAggregators";
    const output = await this.call(action, (client, options) =>
      client.send(new sdk.DescribeConfigurationAggregatorsCommand({ NextToken }), options),
    );
    return { items: output.ConfigurationAggregators ?? [], next: output.NextToken, action };
  };

  failed(ConfigurationAggregatorName: string): PageReader<sdk.AggregatedSourceStatus> {
    const asked = { ConfigurationAggregatorName, UpdateStatus: ["FAILED", "OUTDATED"] } as const;
    return async (NextToken) => {
      const output = await this.call(STATUS_ACTION, (client, options) =>
        client.send(
          new sdk.DescribeConfigurationAggregatorSourcesStatusCommand({
            ...asked,
            UpdateStatus: [...asked.UpdateStatus],
            NextToken,
          }),
          options,
        ),
      );
      return {
        items: output.AggregatedSourceStatusList ?? [],
        next: output.NextToken,
        action: STATUS_ACTION,
      };
    };
  }

  select(ConfigurationAggregatorName: string, Expression: string): PageReader<string> {
    return async (NextToken) => {
      const asked = { ConfigurationAggregatorName, Expression, MaxResults: RESULTS_A_PAGE, NextToken };
      const output = await this.call(ACTION, (client, options) =>
        client.send(new sdk.SelectAggregateResourceConfigCommand(asked), options),
      );
      return { items: output.Results ?? [], next: output.NextToken, action: ACTION };
    };
  }

  private async call<T>(
    action: string,
    send: (client: sdk.ConfigServiceClient, options: { readonly abortSignal?: AbortSignal }) => Promise<T>,
  ): Promise<T> {
    const { region } = this;
    const client = await this.session.client(
      "config",
      (configuration) => new sdk.ConfigServiceClient(configuration),
      region,
    );
    return this.session.call(action, (options) => send(client, options), [], region);
  }
}
