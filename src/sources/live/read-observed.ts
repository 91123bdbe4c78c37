import { OrgBackupError } from "../../org-backup-error";
import type { ValidationError } from "../../effective/validation-error";
import type { Observed } from "../../review/verification/mismatch";
import { createLimiter } from "./limiter";
import type { OrganizationsApi } from "./organizations-api";
import { NO_READ_LOG } from "./read-log";
import { readPublishedPolicies } from "./read-published";
import type { ReadProgress } from "./read-progress";
import { ResumableCalls } from "./resumable";

const CONCURRENCY = 8;

export interface ReadObserved extends Observed {
  readonly warnings: readonly string[];
}

/**
 * What AWS says about effective policies: the documents of the accounts that are asked about, which
 * accounts are invalid, and the errors of those among the accounts asked about.
 *
 * @throws OrgBackupError (`aws`)
 */
export async function readObserved(
  api: OrganizationsApi,
  accountIds: readonly string[],
  progress: ReadProgress,
): Promise<ReadObserved> {
  const calls = new ResumableCalls(NO_READ_LOG, createLimiter(CONCURRENCY), progress);
  const warnings: string[] = [];
  const invalid = await invalidAccounts(api, calls, warnings);
  const published = await readPublishedPolicies(api, accountIds, { progress });
  const wrong = accountIds.filter((id) => invalid?.has(id) === true);
  const errors = await Promise.all(
    wrong.map(async (id) => {
      const list = await calls.list(`errors ${id}`, api.listValidationErrors(id), (error) => ({
        code: error.ErrorCode ?? "",
        path: error.PathToError ?? "",
        message: error.ErrorMessage ?? "",
      }));
      return [id, list] as const;
    }),
  );
  return {
    published: new Map([...published].map(([id, { policy }]) => [id, policy])),
    invalid,
    errors: new Map<string, readonly ValidationError<string>[]>(errors),
    warnings,
  };
}

async function invalidAccounts(
  api: OrganizationsApi,
  calls: ResumableCalls,
  warnings: string[],
): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set(await calls.list("invalid", api.listInvalidAccounts, ({ Id }) => Id ?? ""));
  } catch (error) {
    const code = error instanceof OrgBackupError && error.cause instanceof Error ? error.cause.name : "";
    if (code === "EffectivePolicyNotFoundException") {
      return new Set();
    }
    if (code.includes("AccessDenied") && error instanceof OrgBackupError) {
      warnings.push(`Errors are not compared: ${error.message}`);
      return undefined;
    }
    throw error;
  }
}
