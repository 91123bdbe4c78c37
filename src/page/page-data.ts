import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import type { ChangeOutcome } from "../review/change-outcome";
import type { Review } from "../review/review";
import type { ReviewContext } from "../review/review-context";
import type { Finding } from "../text/finding";
import type { JsonValue } from "../text/json";
import { Packer, unpack } from "./pack";

/** What the review of a page rests on, besides the two organizations: a what-if is reviewed with the same. */
export interface PageBasis {
  readonly facts?: Omit<ChangeOutcome, "after"> | undefined;
  readonly context?: Omit<ReviewContext, "at" | "inventories"> | undefined;
  /** The words of the command that wrote the page, without its output and its what-ifs. */
  readonly command?: readonly string[] | undefined;
}

/** What a page holds: everything else that it shows follows from it. */
export interface PageData extends PageBasis {
  readonly title: string;
  readonly at: Date;
  readonly before: Organization;
  readonly after: Organization;
  readonly review: Pick<Review, "summary" | "findings" | "basis" | "remarks" | "digest">;
  /** Resources of inventories are counted where the page is written. */
  readonly countsResources: boolean;
}

/** As JSON. */
export function packedPageData(
  review: Review,
  before: EffectivePolicies,
  after: EffectivePolicies,
  { at, title, facts, context, command }: PageBasis & { readonly at: Date; readonly title: string },
): string {
  const { summary, findings, basis, remarks, digest, resources } = review;
  const ranges = new AccountRanges(accountIds(before.organization, after.organization));
  return JSON.stringify(
    new Packer().pack({
      title,
      at: at.getTime(),
      before: before.organization,
      after: after.organization,
      review: {
        summary,
        findings: findings.map((finding) => ({ ...finding, accounts: ranges.of(finding.accounts) })),
        basis,
        remarks,
        digest,
      },
      countsResources: resources !== undefined,
      facts,
      context,
      command,
    }),
  );
}

interface UnpackedData extends Omit<PageData, "at" | "review"> {
  readonly at: number;
  readonly review: Omit<PageData["review"], "findings"> & {
    readonly findings: readonly (Omit<Finding, "accounts"> & { readonly accounts: Ranges })[];
  };
}

export function pageDataOf(text: string): PageData {
  const data = unpack(JSON.parse(text) as JsonValue) as UnpackedData;
  const ids = accountIds(data.before, data.after);
  return {
    ...data,
    at: new Date(data.at),
    review: {
      ...data.review,
      findings: data.review.findings.map((finding) => ({
        ...finding,
        accounts: finding.accounts.flatMap((range) =>
          typeof range === "string" ? [range] : ids.slice(range[0], range[0] + range[1]),
        ),
      })),
    },
  };
}

/** Where a run of accounts begins, and how many it has; an id that neither organization has as it is. */
type Ranges = readonly (readonly [number, number] | string)[];

/** Findings mostly name whole OUs: ten thousand ids are a few ranges. */
class AccountRanges {
  private readonly places: ReadonlyMap<string, number>;

  constructor(ids: readonly string[]) {
    this.places = new Map(ids.map((id, index) => [id, index]));
  }

  of(ids: readonly string[]): Ranges {
    const ranges: ([number, number] | string)[] = [];
    for (const id of ids) {
      const place = this.places.get(id);
      const last = ranges.at(-1);
      if (place === undefined) {
        ranges.push(id);
      } else if (Array.isArray(last) && last[0] + last[1] === place) {
        last[1] += 1;
      } else {
        ranges.push([place, 1]);
      }
    }
    return ranges;
  }
}

function accountIds(before: Organization, after: Organization): readonly string[] {
  return [
    ...after.accounts.map(({ id }) => id),
    ...before.accounts.flatMap(({ id }) => (after.account(id) === undefined ? [id] : [])),
  ];
}
