import { readOrganizationFile } from "../src/sources/organization-file";

interface ExampleResource {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What an account of the example holds, by the team or stage in its name. */
const CONTENTS: readonly (readonly [name: RegExp, kinds: readonly string[]])[] = [
  [
    /^payments-(ledger|api)/,
    ["aurora", "aurora", "dynamodb", "dynamodb", "s3", "ebs", "ec2", "lambda", "sns"],
  ],
  [/^payments/, ["aurora", "dynamodb", "s3", "ebs", "ec2", "lambda"]],
  [/^(orders|warehouse|tracking)/, ["rds", "dynamodb", "ebs", "ebs", "ec2", "s3", "efs", "lambda"]],
  [/^(analytics|datalake|data)/, ["s3", "s3", "s3", "redshift", "efs", "ebs", "ec2", "lambda"]],
  [/^web/, ["dynamodb", "s3", "lambda", "lambda"]],
  [/^sandbox/, ["ebs", "ec2", "s3", "dynamodb"]],
  [/^(log-archive|audit)/, ["s3", "s3"]],
  [/./, ["ebs", "ec2", "s3", "lambda"]],
];

const WORDS = [
  "core",
  "events",
  "invoices",
  "reports",
  "exports",
  "session",
  "routes",
  "ledger",
  "stock",
  "search",
];

/**
 * The resources of the example organization: made up, and the same in every run. Most of production carries the
 * tag that the policies select; the rest has the flaws of real inventories: no tag, other spellings, other Regions.
 */
export function exampleResources(): string {
  const random = generator(20_260_115);
  const { accounts } = readOrganizationFile("stacks/organization.yaml");
  const resources = accounts.flatMap(({ id, name }) => {
    const kinds = CONTENTS.find(([pattern]) => pattern.test(name))?.[1] ?? [];
    const rounds = name.endsWith("-prod") ? 3 : name.endsWith("-staging") ? 2 : 1;
    return Array.from({ length: rounds }, () => kinds)
      .flat()
      .map((kind, index) => resource(kind, id, name, index, random));
  });
  const lines = resources.map((each) => `    ${JSON.stringify(each)}`);
  return `{\n  "version": 1,\n  "resources": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

type Random = (below: number) => number;

function resource(
  kind: string,
  accountId: string,
  name: string,
  index: number,
  random: Random,
): ExampleResource {
  const region = pick(
    ["eu-central-1", "eu-central-1", "eu-central-1", "eu-west-1", "eu-west-1", "us-east-1"],
    random,
  );
  const label = `${pick(WORDS, random)}-${index + 1}`;
  return {
    arn: arnOf(kind, accountId, region, name, label, random),
    accountId,
    region,
    tags: tagsOf(name, kind, random),
  };
}

function arnOf(
  kind: string,
  account: string,
  region: string,
  name: string,
  label: string,
  random: Random,
): string {
  const hex = (length: number): string => Array.from({ length }, () => random(16).toString(16)).join("");
  switch (kind) {
    case "ebs":
      return `arn:aws:ec2:${region}:${account}:volume/vol-0${hex(16)}`;
    case "ec2":
      return `arn:aws:ec2:${region}:${account}:instance/i-0${hex(16)}`;
    case "efs":
      return `arn:aws:elasticfilesystem:${region}:${account}:file-system/fs-0${hex(16)}`;
    case "s3":
      return `arn:aws:s3:::nordwind-${name.replace("nordwind-", "")}-${label}`;
    case "rds":
      return `arn:aws:rds:${region}:${account}:db:${label}`;
    case "aurora":
      return `arn:aws:rds:${region}:${account}:cluster:${label}`;
    case "redshift":
      return `arn:aws:redshift:${region}:${account}:cluster:${label}`;
    case "dynamodb":
      return `arn:aws:dynamodb:${region}:${account}:table/${label}`;
    case "sns":
      return `arn:aws:sns:${region}:${account}:${label}`;
    default:
      return `arn:aws:lambda:${region}:${account}:function:${label}`;
  }
}

function tagsOf(name: string, kind: string, random: Random): Readonly<Record<string, string>> {
  const stage = /-(prod|staging|dev)$/.exec(name)?.[1] ?? "shared";
  const team = name.split("-")[0] ?? name;
  const base = { team, stage };
  if (kind === "lambda" || kind === "sns") {
    return base;
  }
  const roll = random(100);
  const archived =
    name.startsWith("payments-ledger") && kind === "aurora" ? { "backup-archive": "true" } : {};
  const untagged = stage === "prod" ? 12 : 45;
  if (roll < untagged) {
    return { ...base, ...archived };
  }
  const spelling =
    roll > 96
      ? { backup: "Daily" }
      : roll > 93
        ? { Backup: "daily" }
        : roll > 89
          ? { backup: "none" }
          : { backup: "daily" };
  return { ...base, ...spelling, ...archived };
}

function pick(choices: readonly string[], random: Random): string {
  return choices[random(choices.length)] ?? "";
}

/** The same numbers in every run and on every machine. */
function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
