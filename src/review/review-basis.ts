import type { Organization } from "../organization/organization";
import type { Ownership } from "../change/ownership";
import { counted } from "../text/counted";
import type { ChangeOutcome } from "./change-outcome";
import { ageText } from "./organization-age";
import { list } from "./words";

/** What a review rests on: when the organization was read, and how deletions are known. */
export function reviewBasis(
  before: Organization,
  { declared }: Pick<ChangeOutcome, "declared">,
  at: Date,
): readonly string[] {
  const { takenAt } = before.settings;
  const ownership = declared?.ownership;
  return [
    ...(takenAt === undefined ? [] : [`Organization as of ${ageText(takenAt, at)}.`]),
    ...(ownership === undefined ? [] : sourceSentences(before, ownership, declared?.origins ?? new Map())),
  ];
}

function sourceSentences(
  { policies }: Organization,
  { source, policyIds }: Ownership,
  declared: ReadonlyMap<string, string>,
): readonly string[] {
  switch (source.kind) {
    case "state":
      return [`Deletions are known from the Terraform state (${list(source.files)}).`];
    case "base":
      return [`Deletions are known from the code of the target branch (${source.directory}).`];
    case "owner-tags": {
      const foreign = policies.filter(({ id }) => !policyIds.has(id) && !declared.has(id)).length;
      const stay = `${counted(foreign, "policy", "policies")} without that tag ${foreign === 1 ? "stays" : "stay"}.`;
      return [
        `Deletions are known from the tag org-backup:owner = ${list(source.owners)}.${foreign === 0 ? "" : ` ${stay}`}`,
      ];
    }
    case "manages":
      return [`Deletions are known from "manages" in ${source.where}.`];
    case "none":
      return [];
  }
}
