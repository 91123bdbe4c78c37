import type { Inventory } from "../../../organization/inventory";
import { OrgBackupError } from "../../../org-backup-error";
import type { AwsSession } from "../aws-session";
import { factOf } from "../fact";
import { createLimiter } from "../limiter";
import type { ReadLog } from "../read-log";
import type { ReadProgress } from "../read-progress";
import { ResumableCalls } from "../resumable";
import { InventoryReader } from "./inventory-reader";
import type { InventoryScope, ResourceSource } from "./inventory-reader";

/** Where inventories can be read from, the one that takes the fewest calls first. */
export const INVENTORY_SOURCES = ["aws-config", "resource-explorer", "tagging-api"] as const;
export type InventorySourceName = (typeof INVENTORY_SOURCES)[number];

export interface LiveInventoryRequest {
  readonly scope: InventoryScope;
  /** Undefined for the first that the organization has. */
  readonly from: InventorySourceName | undefined;
  /** A role in the accounts that may list resources, for the Tagging API. */
  readonly memberRoleName: string | undefined;
}

export interface LiveInventoryContext {
  readonly session: AwsSession;
  readonly log: ReadLog;
  readonly progress: ReadProgress & { readonly warn: (text: string) => void };
}

const CONCURRENCY = 8;
const DEFAULT_REGION = "us-east-1";

/**
 * Reads the resources of an organization. They go into the log, and the inventory gives them from there.
 *
 * @throws OrgBackupError (`aws`, `usage`)
 */
export async function readLiveInventory(
  { session, log, progress }: LiveInventoryContext,
  request: LiveInventoryRequest,
): Promise<Inventory> {
  const source = await chooseSource(session, request, (sentence) => {
    progress.warn(sentence);
  });
  progress.note(`Reading resources: ${source.name}.`);
  const calls = new ResumableCalls(log, createLimiter(CONCURRENCY), progress);
  const reader = new InventoryReader(calls, log, progress);
  const missing = await source.read(reader, request.scope);
  const notSeen = [...missing, ...reader.notSeen];
  const { regions } = request.scope;
  return {
    source: {
      name: "",
      format: source.name,
      blindSpots: [
        ...source.blindSpots,
        ...(source.isRegional === true ? [`Only these Regions were read: ${regions.join(", ")}.`] : []),
      ],
      ...(notSeen.length === 0 ? {} : { notSeen }),
    },
    resources: reader.resources,
  };
}

async function chooseSource(
  session: AwsSession,
  { from, memberRoleName }: LiveInventoryRequest,
  warn: (sentence: string) => void,
): Promise<ResourceSource> {
  const region = (await session.configuredRegion()) ?? DEFAULT_REGION;
  const [{ configSource }, { explorerSource }, { taggingSource }] = await Promise.all([
    import("./config-source.js"),
    import("./explorer-source.js"),
    import("./tagging-source.js"),
  ]);
  const central = [
    ["aws-config", () => configSource(session, region)],
    ["resource-explorer", () => explorerSource(session, region)],
  ] as const;
  for (const [name, find] of central) {
    if (from === undefined || from === name) {
      const found = await factOf(find, region);
      if (found.known && found.value !== undefined) {
        return found.value;
      }
      if (from === name) {
        throw new OrgBackupError("aws", found.known ? NONE[name](region) : found.why, { hint: HINT });
      }
      if (!found.known) {
        warn(`${found.why} Another source is used.`);
      }
    }
  }
  if (memberRoleName === undefined) {
    throw new OrgBackupError(
      "usage",
      from === "tagging-api"
        ? "The Tagging API is asked in every account: that takes --member-role-name."
        : `This account has neither an organization-wide AWS Config aggregator in ${region} nor a view of Resource Explorer. To ask every account takes --member-role-name.`,
      { hint: HINT },
    );
  }
  return taggingSource(session, memberRoleName);
}

const NONE = {
  "aws-config": (region: string) =>
    `The account of the caller has no AWS Config aggregator of the organization in ${region}.`,
  "resource-explorer": () =>
    "The account of the caller has no aggregator index of Resource Explorer with a view of the whole organization.",
} as const;

const HINT =
  "An aggregator or view may be in another account (--profile, --role-arn) or Region (--region); org-backup help snapshot says what each source takes.";
