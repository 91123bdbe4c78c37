import type { OrganizationsApi } from "../sources/live/organizations-api";
import type { AwsSession } from "../sources/live/aws-session";
import type { LiveOptions } from "../sources/live/live-options";
import type { CliContext } from "./cli-context";
import { interruptible } from "./interruptible";
import { ProgressMeter } from "./progress";

export interface LiveContext {
  readonly session: AwsSession;
  readonly api: OrganizationsApi;
  readonly progress: ProgressMeter;
}

/**
 * Connects to AWS, works, and closes the connections. The SDK is loaded here, by the commands that need
 * it.
 *
 * @param topic the page of the guide that lists the permissions
 * @param hint what to do after Ctrl-C
 */
export async function withLive<T>(
  options: LiveOptions,
  host: CliContext,
  topic: string,
  work: (live: LiveContext) => Promise<T>,
  hint?: string,
): Promise<T> {
  // Node.js 20 is supported here; that the SDK will want another release some day is nothing a user can act on now.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const [{ AwsSession }, { OrganizationsApi }] = await Promise.all([
    import("../sources/live/aws-session.js"),
    import("../sources/live/organizations-api.js"),
  ]);
  const progress = new ProgressMeter(host);
  return interruptible(hint, async (signal) => {
    const session = new AwsSession(options, topic, signal);
    try {
      return await work({ session, api: new OrganizationsApi(session), progress });
    } finally {
      progress.clear();
      session.close();
    }
  });
}
