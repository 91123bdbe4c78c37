/** The accounts in which something exists. */
export type PlaceAccounts =
  | { readonly kind: "account"; readonly accountId: string }
  /** A service-managed stack set: every account below these targets except the management account. */
  | { readonly kind: "members"; readonly targetIds: readonly string[] }
  | { readonly kind: "all" }
  | { readonly kind: "unknown" };

/** The Region of what exists in each Region. */
export const EVERY_REGION = "*";

/** Where something of AWS Backup or IAM exists. */
export interface Place {
  readonly accounts: PlaceAccounts;
  /** `eu-central-1` or `*`; undefined if the source does not show it, and for what has no Region. */
  readonly region: string | undefined;
}

/** One account and Region that a question is about. */
export interface AskedPlace {
  readonly accountId: string;
  readonly region: string;
  /** The ids from the root down to the account itself; empty for an account outside the organization. */
  readonly lineage: readonly string[];
  readonly isManagementAccount: boolean;
}

/** Three answers: a place that is not known may be the one that the question is about. */
export type Coverage = "covers" | "may-cover" | "elsewhere";

/** Whether a place includes the account and Region of a question. */
export function coverageOf({ accounts, region }: Place, asked: AskedPlace, isRegional = true): Coverage {
  if (isRegional && region !== undefined && region !== EVERY_REGION && region !== asked.region) {
    return "elsewhere";
  }
  const isRegionKnown = !isRegional || region !== undefined;
  switch (accounts.kind) {
    case "account":
      return accounts.accountId !== asked.accountId ? "elsewhere" : isRegionKnown ? "covers" : "may-cover";
    case "members": {
      const isBelow = accounts.targetIds.some((id) => asked.lineage.includes(id));
      return asked.isManagementAccount || !isBelow ? "elsewhere" : isRegionKnown ? "covers" : "may-cover";
    }
    case "all":
      return isRegionKnown ? "covers" : "may-cover";
    case "unknown":
      return "may-cover";
  }
}

/** Equal for equal places. */
export function placeKey({ accounts, region = "" }: Place): string {
  switch (accounts.kind) {
    case "account":
      return `${accounts.accountId}/${region}`;
    case "members":
      return `below ${accounts.targetIds.toSorted().join(",")}/${region}`;
    case "all":
      return `all/${region}`;
    case "unknown":
      return `?/${region}`;
  }
}
