import type { AwsSession } from "../sources/live/aws-session";
import type { LiveOptions } from "../sources/live/live-options";
import type { OrganizationsApi } from "../sources/live/organizations-api";
import type { ReadProgress } from "../sources/live/read-progress";

/** Told how far reading is, and what could not be read. */
export interface LiveProgress extends ReadProgress {
  /** A sentence that is always shown. */
  warn(text: string): void;
}

/** An open connection to AWS. */
export interface Live {
  readonly session: AwsSession;
  readonly api: OrganizationsApi;
  readonly progress: LiveProgress;
}

export interface Connection {
  readonly options: LiveOptions;
  /** The page of the guide that lists the permissions. */
  readonly topic: string;
  readonly signal: AbortSignal;
  readonly progress: LiveProgress;
}

/** Connects to AWS, works, and closes the connection. The SDK is loaded here, by those who need it. */
export async function withConnection<T>(
  { options, topic, signal, progress }: Connection,
  work: (live: Live) => Promise<T>,
): Promise<T> {
  // Node.js 20 is supported here; that a later SDK will need a newer release is nothing that a user can act on.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const [{ AwsSession }, { OrganizationsApi }] = await Promise.all([
    import("../sources/live/aws-session.js"),
    import("../sources/live/organizations-api.js"),
  ]);
  const session = new AwsSession(options, topic, signal);
  try {
    return await work({ session, api: new OrganizationsApi(session), progress });
  } finally {
    session.close();
  }
}
