import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { policyTextValue } from "../../policy/policy-value";
import { createLimiter } from "./limiter";
import type { OrganizationsApi } from "./organizations-api";
import { NO_READ_LOG } from "./read-log";
import type { ReadLog } from "./read-log";
import { NO_PROGRESS } from "./read-progress";
import type { ReadProgress } from "./read-progress";
import { ResumableCalls } from "./resumable";

const CONCURRENCY = 8;

/** What AWS published for an account. */
export interface PublishedPolicy {
  readonly policy: JsonObject;
  /** When AWS last evaluated it; undefined if AWS does not say. */
  readonly updatedAt: Date | undefined;
}

/**
 * Asks AWS for the effective policies of accounts, one call each.
 *
 * @returns accounts for which AWS has none are left out
 * @throws OrgBackupError (`aws`)
 */
export async function readPublishedPolicies(
  api: OrganizationsApi,
  accountIds: readonly string[],
  options: { readonly log?: ReadLog; readonly progress?: ReadProgress } = {},
): Promise<ReadonlyMap<string, PublishedPolicy>> {
  const calls = new ResumableCalls(
    options.log ?? NO_READ_LOG,
    createLimiter(CONCURRENCY),
    options.progress ?? NO_PROGRESS,
  );
  const read = async (accountId: string): Promise<readonly (readonly [string, PublishedPolicy])[]> => {
    const answer = await calls.once(`published ${accountId}`, async () => {
      const published = await api.effectivePolicy(accountId);
      return published === undefined ? null : [published.text, published.updatedAt?.toISOString() ?? ""];
    });
    const [text = "", updatedAt = ""] = answer ?? [];
    return answer === null
      ? []
      : [
          [
            accountId,
            {
              policy: documentOf(accountId, text),
              updatedAt: updatedAt === "" ? undefined : new Date(updatedAt),
            },
          ],
        ];
  };
  const settled = await Promise.allSettled(accountIds.map(read));
  return new Map(
    settled.flatMap((result) => {
      if (result.status === "rejected") {
        throw result.reason;
      }
      return result.value;
    }),
  );
}

function documentOf(accountId: string, text: string): JsonObject {
  const value = policyTextValue(text);
  if (value === undefined || !isJsonObject(value)) {
    throw new OrgBackupError(
      "aws",
      `The effective policy that AWS gave for account ${accountId} is not a JSON object.`,
    );
  }
  return value;
}
