import { OrgBackupError } from "../../org-backup-error";
import type { Fact } from "../../review/preflight/preflight-check";

/** What AWS says in a Region that is not enabled for the account: there its credentials are not known. */
const NOT_IN_REGION =
  /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|OptInRequired|RegionDisabledException)$/;

/**
 * Reads a fact; where the caller may not, says so instead of failing. Everything else that goes wrong is
 * an error.
 *
 * @param region of a regional fact: one Region that does not answer must not hide what the others say
 */
export async function factOf<T>(read: () => Promise<T>, region?: string): Promise<Fact<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    const cause = error instanceof OrgBackupError && error.cause instanceof Error ? error.cause : undefined;
    if (error instanceof OrgBackupError && cause !== undefined) {
      if (/AccessDenied|UnauthorizedOperation|AuthorizationError/.test(cause.name)) {
        return { known: false, why: error.message };
      }
      if (region !== undefined && (NOT_IN_REGION.test(cause.name) || cause.message.includes("ENOTFOUND"))) {
        return {
          known: false,
          why: `The Region ${region} does not exist, or is not enabled for the account. ${error.message}`,
        };
      }
    }
    throw error;
  }
}
