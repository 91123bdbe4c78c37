import type { Change } from "../change/change";
import { fold } from "../change/fold";
import { inSequence } from "../change/folded";
import { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { ChangeOutcome } from "./change-outcome";

/** The organization after a change, and what is known of the way there. */
export interface ChangedOrganization {
  readonly after: Organization;
  readonly facts: Omit<ChangeOutcome, "after">;
}

/** What is left if the calls of what-ifs come after everything else. */
export function withWhatIfs(
  { after, facts }: ChangedOrganization,
  whatIfs: Change,
  at: Date,
): ChangedOrganization {
  const environment = facts.environment?.after ?? BackupEnvironment.UNKNOWN;
  const tried = fold(after, environment, whatIfs, { at });
  const { folded, assumed } = facts;
  const otherwise = assumed === undefined ? undefined : fold(assumed.otherwise, environment, whatIfs, { at });
  return {
    after: tried.organization,
    facts: {
      ...facts,
      folded: folded === undefined ? tried : inSequence(folded, tried),
      ...(assumed === undefined || otherwise === undefined
        ? {}
        : { assumed: { ...assumed, otherwise: otherwise.organization } }),
    },
  };
}
