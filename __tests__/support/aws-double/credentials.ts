/** Who signed a request, and for which Region: all of it stands in the SigV4 credential scope. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  readonly region: string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Signature {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

interface Session {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
}

/**
 * The account of an access key. Keys of {@link CredentialStore.forAccount} carry their account; any other
 * key belongs to the default account, so that `AWS_ACCESS_KEY_ID=test` works. Signatures are not checked.
 */
export class CredentialStore {
  private readonly sessions = new Map<string, Session>();

  constructor(
    private readonly defaultAccountId: () => string,
    private readonly accessKeys: ReadonlyMap<string, string>,
  ) {}

  /** Credentials of an administrator of an account. */
  forAccount(accountId: string): Credentials {
    return { accessKeyId: `AKIATEST${accountId}`, secretAccessKey: "not-checked" };
  }

  /** Credentials of an assumed role. */
  startSession(session: Session): Required<Credentials> {
    const number = this.sessions.size.toString().padStart(4, "0");
    const accessKeyId = `ASIA${number}${session.accountId}`;
    this.sessions.set(accessKeyId, session);
    return { accessKeyId, secretAccessKey: "not-checked", sessionToken: `session-${accessKeyId}` };
  }

  caller(signature: Signature): Caller {
    const session = this.sessions.get(signature.accessKeyId);
    if (session !== undefined) {
      return { ...session, region: signature.region };
    }
    const accountId =
      this.accessKeys.get(signature.accessKeyId) ??
      /^AKIATEST(\d{12})$/.exec(signature.accessKeyId)?.[1] ??
      this.defaultAccountId();
    return {
      accountId,
      arn: `arn:aws:iam::${accountId}:user/administrator`,
      userId: `AIDATEST${accountId}`,
      region: signature.region,
    };
  }
}

/** Reads `Credential=KEY/DATE/REGION/SERVICE/aws4_request` of an Authorization header. */
export function readSignature(authorization: string | undefined): Signature | undefined {
  const match = /^AWS4-HMAC-SHA256 .*?Credential=([^/\s]+)\/\d{8}\/([^/\s]+)\/([^/\s]+)\/aws4_request/.exec(
    authorization ?? "",
  );
  const [, accessKeyId, region, service] = match ?? [];
  return accessKeyId === undefined || region === undefined || service === undefined
    ? undefined
    : { accessKeyId, region, service };
}
