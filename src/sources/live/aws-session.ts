import { STSClient, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { fromNodeProviderChain, fromTemporaryCredentials } from "@aws-sdk/credential-providers";
import type { NodeHttpHandler } from "@smithy/node-http-handler";
import { setMaxListeners } from "node:events";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { OrgBackupError } from "../../org-backup-error";
import { ForeignAnswer, SlowAnswer } from "./answer-errors";
import { awsError } from "./aws-error";
import { awsFailure, isAccessDenied } from "./aws-failure";
import { BoundedHandler } from "./bounded-handler";
import { checkAnswersOf } from "./check-answer";
import type { LiveOptions } from "./live-options";
import { PacedRetry } from "./paced-retry";

/** Who the credentials belong to. */
export interface CallerIdentity {
  readonly arn: string;
  readonly accountId: string;
}

type CredentialProvider = ReturnType<typeof fromNodeProviderChain>;

/** What every client of a session is made with. */
export interface ClientConfiguration {
  readonly credentials: CredentialProvider;
  readonly requestHandler: NodeHttpHandler;
  readonly retryStrategy: PacedRetry;
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** Each wait is longer than the one before, at most 20 seconds: some minutes in all. */
const MAX_ATTEMPTS = 12;
/** The first call tells mistakes in addresses and Regions: those must not take minutes. */
const MAX_FIRST_ATTEMPTS = 4;
/** A request that hangs, or a proxy that answers, will do so again: each attempt may take a minute. */
const MAX_UNHEARD_ATTEMPTS = 3;
const MAX_SOCKETS = 16;
const CONNECTION_MILLISECONDS = 10_000;
const REQUEST_SECONDS = 60;
/** Credentials are renewed so long before they expire. */
const EXPIRY_MARGIN_MILLISECONDS = 5 * 60 * 1000;
/** AWS Organizations, IAM and STS have one endpoint for the whole partition `aws`; this Region reaches it. */
const GLOBAL_REGION = "us-east-1";

/** The connection of one command to AWS: credentials, Region, retries, and errors that a user understands. */
export class AwsSession {
  /** Requests that were answered, by action: `organizations:ListAccounts`. */
  readonly answered = new Map<string, number>();
  /** Set as soon as the organization is known; makes messages about permissions precise. */
  managementAccountId: string | undefined;
  private readonly credentials: CredentialProvider;
  private readonly requestHandler: BoundedHandler;
  private readonly clients = new Map<string, unknown>();
  private readonly pacing = new Map<string, PacedRetry>();
  private identity: Promise<CallerIdentity> | undefined;
  private region: Promise<string | undefined> | undefined;

  constructor(
    readonly options: LiveOptions,
    private readonly helpTopic: string,
    private readonly signal?: AbortSignal,
    credentials?: CredentialProvider,
  ) {
    const sockets = { keepAlive: true, maxSockets: MAX_SOCKETS };
    this.requestHandler = new BoundedHandler(
      {
        connectionTimeout: CONNECTION_MILLISECONDS,
        httpAgent: new HttpAgent(sockets),
        httpsAgent: new HttpsAgent(sockets),
      },
      options.requestTimeout ?? REQUEST_SECONDS,
    );
    if (signal !== undefined) {
      // Every request listens, and so does every wait: Node.js would take that for a leak.
      setMaxListeners(0, signal);
    }
    this.credentials = oncePerSession(credentials ?? credentialsOf(options, this.requestHandler));
  }

  /** The Region of regional services: `--region`, the environment, or the profile's. */
  async configuredRegion(): Promise<string | undefined> {
    this.region ??= regionOf(this.options);
    return this.region;
  }

  /** A client. Clients of one name share the rate that AWS lets through, in whichever Region. */
  async client<T>(
    name: string,
    make: (configuration: ClientConfiguration) => T,
    region?: string,
  ): Promise<T> {
    const key = `${name}@${region ?? ""}`;
    const known = this.clients.get(key) as T | undefined;
    if (known !== undefined) {
      return known;
    }
    const { profile, endpointUrl } = this.options;
    const created = make({
      credentials: this.credentials,
      requestHandler: this.requestHandler,
      retryStrategy: this.pacedRetry(name),
      region: region ?? (await this.configuredRegion()) ?? GLOBAL_REGION,
      ...(profile === undefined ? {} : { profile }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
    });
    checkAnswersOf(created);
    this.clients.set(key, created);
    return created;
  }

  /**
   * Makes one call. Errors whose code is expected are thrown as they are, every other one as
   * OrgBackupError (`aws`).
   *
   * @param action as IAM names it
   */
  async call<T>(
    action: string,
    send: (options: { readonly abortSignal?: AbortSignal }) => Promise<T>,
    expected: readonly string[] = [],
    region?: string,
  ): Promise<T> {
    this.failIfInterrupted();
    try {
      const output = await send(this.signal === undefined ? {} : { abortSignal: this.signal });
      this.answered.set(action, (this.answered.get(action) ?? 0) + 1);
      return output;
    } catch (error) {
      this.failIfInterrupted();
      const failure = awsFailure(error);
      if (error instanceof OrgBackupError || expected.includes(failure.code)) {
        throw error;
      }
      throw awsError(
        failure,
        {
          action,
          region: region ?? (await this.configuredRegion()),
          profile: this.options.profile,
          // Asking who calls is what failed, or would fail for the same reason.
          caller:
            isAccessDenied(failure) && !action.startsWith("sts:")
              ? await this.callerOrUndefined()
              : undefined,
          managementAccountId: this.managementAccountId,
          helpTopic: this.helpTopic,
        },
        error,
      );
    }
  }

  /** Who the credentials belong to; AWS tells everyone. */
  async caller(): Promise<CallerIdentity> {
    this.identity ??= this.readCaller();
    return this.identity;
  }

  /** A session in another account. */
  assume(roleArn: string, sessionName: string): AwsSession {
    const credentials = fromTemporaryCredentials({
      masterCredentials: this.credentials,
      params: { RoleArn: roleArn, RoleSessionName: sessionName },
      clientConfig: {
        ...stsConfiguration(this.options),
        requestHandler: this.requestHandler,
        retryStrategy: this.pacedRetry("sts"),
      },
    });
    const session = new AwsSession(this.options, this.helpTopic, this.signal, credentials);
    session.managementAccountId = this.managementAccountId;
    return session;
  }

  /** Waits; ends early where the work is interrupted. */
  async pause(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.signal?.addEventListener(
        "abort",
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
    this.failIfInterrupted();
  }

  failIfInterrupted(): void {
    if (this.signal?.aborted === true) {
      throw this.signal.reason instanceof Error
        ? this.signal.reason
        : new OrgBackupError("aws", "Interrupted.");
    }
  }

  /** Closes the connections, so that the process can end. */
  close(): void {
    this.requestHandler.destroy();
  }

  private pacedRetry(name: string): PacedRetry {
    const known = this.pacing.get(name);
    if (known !== undefined) {
      return known;
    }
    const created = new PacedRetry(
      (errorType, error) =>
        error instanceof ForeignAnswer || error instanceof SlowAnswer
          ? MAX_UNHEARD_ATTEMPTS
          : this.answered.size === 0 && errorType !== "THROTTLING"
            ? MAX_FIRST_ATTEMPTS
            : MAX_ATTEMPTS,
      this.signal,
    );
    this.pacing.set(name, created);
    return created;
  }

  private async readCaller(): Promise<CallerIdentity> {
    const client = await this.client("sts", (configuration) => new STSClient(configuration));
    const { Arn = "", Account = "" } = await this.call("sts:GetCallerIdentity", (options) =>
      client.send(new GetCallerIdentityCommand({}), options),
    );
    return { arn: Arn, accountId: Account };
  }

  private async callerOrUndefined(): Promise<CallerIdentity | undefined> {
    try {
      return await this.caller();
    } catch {
      // The first error is the one that counts.
      return undefined;
    }
  }
}

function credentialsOf(options: LiveOptions, requestHandler: BoundedHandler): CredentialProvider {
  const { profile, roleArn } = options;
  const clientConfig = { ...stsConfiguration(options), requestHandler };
  const own = fromNodeProviderChain({ ...(profile === undefined ? {} : { profile }), clientConfig });
  if (roleArn === undefined) {
    return own;
  }
  return fromTemporaryCredentials({
    masterCredentials: own,
    params: { RoleArn: roleArn, RoleSessionName: "org-backup" },
    clientConfig,
  });
}

/**
 * Without `--region` the Region is the SDK's to find: that of the profile that holds the role, or of the
 * client that asks. A fixed one would be in another partition for AWS GovCloud and China.
 */
function stsConfiguration({ region, endpointUrl }: LiveOptions): {
  readonly region?: string;
  readonly endpoint?: string;
} {
  return {
    ...(region === undefined ? {} : { region }),
    ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
  };
}

/** Every client asks for credentials by itself: without this each one would assume the role again. */
function oncePerSession(provider: CredentialProvider): CredentialProvider {
  let current: ReturnType<CredentialProvider> | undefined;
  let expiresAt = Number.POSITIVE_INFINITY;
  return async (properties) => {
    if (
      current === undefined ||
      performance.timeOrigin + performance.now() > expiresAt - EXPIRY_MARGIN_MILLISECONDS
    ) {
      expiresAt = Number.POSITIVE_INFINITY;
      current = provider(properties);
      current.then(
        ({ expiration }) => {
          expiresAt = expiration?.getTime() ?? Number.POSITIVE_INFINITY;
        },
        () => {
          current = undefined;
        },
      );
    }
    return current;
  };
}

/** As the SDK finds it, which reads the environment and the configuration files. */
async function regionOf({ region, profile }: LiveOptions): Promise<string | undefined> {
  if (region !== undefined) {
    return region;
  }
  const probe = new STSClient(profile === undefined ? {} : { profile });
  try {
    return await probe.config.region();
  } catch {
    return undefined;
  } finally {
    probe.destroy();
  }
}
