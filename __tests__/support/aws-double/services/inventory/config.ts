import { AwsError } from "../../aws-error";
import { nextToken, pager } from "../../paging";
import { Json11Protocol } from "../../protocols/json-1-1";
import type { Call, Operations, Service } from "../../service";
import { jsonErrors } from "../json-errors";
import { typeOfArn } from "./inventory-store";
import type { Aggregator, InventoryStore, SeedResource } from "./inventory-store";

const TYPES: Readonly<Record<string, string>> = {
  "ec2 instance": "AWS::EC2::Instance",
  "ec2 volume": "AWS::EC2::Volume",
  "s3 bucket": "AWS::S3::Bucket",
  "rds db": "AWS::RDS::DBInstance",
  "rds cluster": "AWS::RDS::DBCluster",
  "dynamodb table": "AWS::DynamoDB::Table",
  "elasticfilesystem file-system": "AWS::EFS::FileSystem",
  "redshift cluster": "AWS::Redshift::Cluster",
  "cloudformation stack": "AWS::CloudFormation::Stack",
  "eks cluster": "AWS::EKS::Cluster",
  "lambda function": "AWS::Lambda::Function",
};

const invalidToken = (): AwsError =>
  new AwsError("InvalidNextTokenException", "The specified nextToken for pagination is not valid.");

const page = (size: number) =>
  pager({
    token: ["NextToken"],
    size: ["MaxResults", "Limit"],
    defaultSize: size,
    next: nextToken,
    invalidToken,
    checkSize: (asked) => {
      if (asked < 0 || asked > 100) {
        throw new AwsError("InvalidLimitException", "The specified limit is outside the allowable range.");
      }
    },
  });
const [resultPage, groupPage, listPage] = [page(100), page(500), page(100)];

/** AWS Config as far as its aggregators are asked; it records what the store has. */
export function configService(store: InventoryStore): Service {
  return {
    signingName: "config",
    actionPrefix: "config",
    protocol: new Json11Protocol("StarlingDoveService"),
    errors: jsonErrors,
    operations: operations(store),
  };
}

function operations(store: InventoryStore): Operations {
  const find = (name: string, { caller }: Call): Aggregator => {
    const found = aggregatorsOf(store, caller).find((aggregator) => aggregator.name === name);
    if (found === undefined) {
      throw new AwsError(
        "NoSuchConfigurationAggregatorException",
        "The configuration aggregator does not exist.",
      );
    }
    return found;
  };
  return {
    DescribeConfigurationAggregators: (input, call) =>
      listPage(input, "aggregators", "ConfigurationAggregators", aggregatorsOf(store, call.caller), show),

    DescribeConfigurationAggregatorSourcesStatus: (input, call) => {
      const wanted = input.texts("UpdateStatus");
      const statuses = find(input.text("ConfigurationAggregatorName"), call).failed.map(
        ({ accountId, region }) => ({
          SourceId: accountId,
          SourceType: "ACCOUNT",
          AwsRegion: region,
          LastUpdateStatus: "FAILED",
          LastErrorCode: "ACCESS_DENIED",
        }),
      );
      const asked = statuses.filter(
        ({ LastUpdateStatus }) => wanted.length === 0 || wanted.includes(LastUpdateStatus),
      );
      return listPage(input, "status", "AggregatedSourceStatusList", asked, (status) => status);
    },

    SelectAggregateResourceConfig: (input, call) => {
      const { regions } = find(input.text("ConfigurationAggregatorName"), call);
      const recorded = store.resources.filter(
        ({ accountId, region }) =>
          !store.unrecorded.has(`${accountId} ${region}`) && (regions?.includes(region) ?? true),
      );
      return select(input.text("Expression"), recorded, (rows, isGroup) =>
        (isGroup ? groupPage : resultPage)(input, input.text("Expression"), "Results", rows, (row) =>
          JSON.stringify(row),
        ),
      );
    },
  };
}

function aggregatorsOf(
  { aggregators }: InventoryStore,
  { accountId, region }: Call["caller"],
): readonly Aggregator[] {
  return aggregators.filter((each) => each.accountId === accountId && each.region === region);
}

function show({ name, accountId, region, regions, ofOrganization }: Aggregator): object {
  const where = regions === undefined ? { AllAwsRegions: true } : { AwsRegions: regions };
  return {
    ConfigurationAggregatorName: name,
    ConfigurationAggregatorArn: `arn:aws:config:${region}:${accountId}:config-aggregator/${name}`,
    ...(ofOrganization
      ? { OrganizationAggregationSource: { RoleArn: `arn:aws:iam::${accountId}:role/config`, ...where } }
      : { AccountAggregationSources: [{ AccountIds: [accountId], ...where }] }),
  };
}

/** The two queries that are asked here; AWS Config knows more of SQL. */
function select(
  expression: string,
  recorded: readonly SeedResource[],
  answer: (rows: readonly object[], isGroup: boolean) => Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const QueryInfo = { SelectFields: [] };
  const [, type] =
    /^SELECT arn, accountId, awsRegion, tags WHERE resourceType = '([A-Za-z0-9:]+)'$/.exec(expression) ?? [];
  if (type !== undefined) {
    const rows = recorded.filter(({ arn }) => configType(arn) === type).map(row);
    return { ...answer(rows, false), QueryInfo };
  }
  if (expression === "SELECT accountId, awsRegion, COUNT(*) GROUP BY accountId, awsRegion") {
    const counts = new Map<string, number>();
    for (const { accountId, region } of recorded) {
      const key = `${accountId} ${region}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const rows = [...counts].map(([key, count]) => {
      const [accountId, awsRegion] = key.split(" ");
      return { accountId, awsRegion, "COUNT(*)": count };
    });
    return { ...answer(rows, true), QueryInfo };
  }
  throw new AwsError("InvalidExpressionException", "The syntax of the query is incorrect.");
}

function configType(arn: string): string | undefined {
  const { service, form } = typeOfArn(arn);
  return TYPES[`${service} ${form}`];
}

function row({ arn, accountId, region, tags }: SeedResource): object {
  return {
    arn,
    accountId,
    awsRegion: region,
    tags: Object.entries(tags).map(([key, value]) => ({ key, value, tag: `${key}=${value}` })),
  };
}
