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
  /** Seconds from the start of a request to the last byte of its answer. Default: 60. */
  readonly requestTimeout?: number;
  /** Seconds for the whole command. Default: no limit. */
  readonly deadline?: number;
}
