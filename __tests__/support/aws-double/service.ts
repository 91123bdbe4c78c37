import type { AwsError } from "./aws-error";
import type { Caller } from "./credentials";
import type { Input, RejectInput } from "./input";
import type { Protocol } from "./protocols/protocol";

/** What an operation may know about the request besides its parameters. */
export interface Call {
  readonly caller: Caller;
  /** Of the double's clock. */
  readonly now: Date;
  /** `http://127.0.0.1:PORT`, for answers that hold addresses. */
  readonly endpoint: string;
}

export type Operation = (input: Input, call: Call) => unknown;
export type Operations = Readonly<Record<string, Operation>>;

/** The errors that a service has for the faults every service can have. */
export interface ServiceErrors {
  readonly throttled: () => AwsError;
  readonly denied: (action: string, callerArn: string) => AwsError;
  readonly conflict: () => AwsError;
  readonly failure: (status: number) => AwsError;
  readonly rejectInput: RejectInput;
}

export interface Service {
  /** The name that the caller's SDK signs with; requests are dispatched by it. */
  readonly signingName: string;
  /** The prefix of its IAM actions: `organizations` in `organizations:AttachPolicy`. */
  readonly actionPrefix: string;
  readonly protocol: Protocol;
  readonly operations: Operations;
  readonly errors: ServiceErrors;
}

/** Operations that change nothing; every other one counts as a write. */
export function isWrite(operation: string): boolean {
  return !/^(Describe|List|Get|Head|Select|Simulate|AssumeRole)/.test(operation);
}
