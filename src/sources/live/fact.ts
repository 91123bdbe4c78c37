import { OrgBackupError } from "../../org-backup-error";
import type { Fact } from "../../review/preflight/preflight-check";

/** Reads a fact; where the caller may not, says so instead of failing. Everything else that goes wrong is an error. */
export async function factOf<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { known: true, value: await read() };
  } catch (error) {
    const code = error instanceof OrgBackupError && error.cause instanceof Error ? error.cause.name : "";
    if (
      /AccessDenied|UnauthorizedOperation|AuthorizationError/.test(code) &&
      error instanceof OrgBackupError
    ) {
      return { known: false, why: error.message };
    }
    throw error;
  }
}
