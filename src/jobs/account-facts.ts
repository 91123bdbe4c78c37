/** What was looked up in the accounts themselves; `undefined` always means: not looked at. */
export interface AccountFacts {
  /** @param roleArn with the account's own id */
  role(accountId: string, roleArn: string): "exists" | "missing" | undefined;
  vault(accountId: string, region: string, vault: string): "exists" | "missing" | undefined;
  /** The management account's opt-in, which counts for plans made by policies: AWS's names of types. */
  optIn(region: string): ReadonlyMap<string, boolean> | undefined;
}

export const NOTHING_LOOKED_UP: AccountFacts = {
  role: () => undefined,
  vault: () => undefined,
  optIn: () => undefined,
};

/** How AWS Backup's opt-in calls what the patterns of a selection name. */
const OPT_IN_NAMES: readonly (readonly [pattern: RegExp, names: readonly string[]])[] = [
  [/:backup-gateway:/, ["VirtualMachine"]],
  [/:cloudformation:/, ["CloudFormation"]],
  [/:dsql:/, ["DSQL"]],
  [/:dynamodb:/, ["DynamoDB"]],
  [/:ec2:.*instance\//, ["EC2"]],
  [/:ec2:.*volume\//, ["EBS"]],
  [/:eks:/, ["EKS"]],
  [/:elasticfilesystem:/, ["EFS"]],
  [/:fsx:/, ["FSx"]],
  // One ARN format, three services.
  [/:rds:.*cluster:/, ["Aurora", "DocumentDB", "Neptune"]],
  [/:rds:.*db:/, ["RDS"]],
  [/:redshift:/, ["Redshift"]],
  [/:redshift-serverless:/, ["Redshift Serverless"]],
  [/:s3:/, ["S3"]],
  [/:ssm-sap:/, ["SAP HANA on Amazon EC2"]],
  [/:storagegateway:/, ["Storage Gateway"]],
  [/:timestream:/, ["Timestream"]],
];

/**
 * Whether every resource type that the patterns name is switched off; false where one is on or not known.
 * A selection by tag (no patterns) reaches all types.
 */
export function everyTypeIsOff(patterns: readonly string[], optIn: ReadonlyMap<string, boolean>): boolean {
  const all = patterns.length === 0 || patterns.includes("*");
  const names = all
    ? [...optIn.keys()]
    : patterns.flatMap((text) => OPT_IN_NAMES.find(([pattern]) => pattern.test(text))?.[1] ?? [text]);
  return names.length > 0 && names.every((name) => optIn.get(name) === false);
}

/** A resource type in AWS's spelling, or as it was written where AWS Backup has none of that name. */
export function resourceTypeNamed(text: string): string {
  const names = OPT_IN_NAMES.flatMap(([, known]) => known);
  return names.find((name) => name.toLowerCase() === text.toLowerCase()) ?? text;
}
