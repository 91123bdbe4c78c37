/** Which AWS, and as whom. What is absent is decided by the SDK's default chains. */
export interface LiveOptions {
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** The Region of regional services; AWS Organizations itself has one endpoint a partition. */
  readonly region?: string;
  /** A role to assume first. */
  readonly roleArn?: string;
  /** The address of every service, instead of AWS's own. */
  readonly endpointUrl?: string;
}
