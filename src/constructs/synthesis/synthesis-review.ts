import { existsSync } from "node:fs";
import { OrgBackupError } from "../../org-backup-error";
import { changeDigest } from "../../app/change-digest";
import { fold } from "../../change/fold";
import { BackupEnvironment } from "../../organization/backup-environment";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { review } from "../../review/review";
import type { ReviewContext } from "../../review/review-context";
import { reviewDocuments } from "../../review/review-documents";
import type { SynthesizedReview } from "../../review/review-file";
import { declaredChange } from "../../sources/declared/declared-change";
import type { DeclaredChange } from "../../sources/declared/declared-change";
import { ownedByTags } from "../../sources/declared/policy-ownership";
import { readGuardrails } from "../../sources/guardrails/guardrails-file";
import { GUARDRAILS_FILE } from "../../sources/guardrails/guardrails-file-name";
import type { AppRegistry } from "../app-registry";
import { declaredByConstructs } from "./declared-by-constructs";

/** Why the code cannot be reviewed at all. */
export interface NotReviewable {
  readonly problems: readonly string[];
}

/** What the code of an app does to the organization, and what is wrong with it. */
export function reviewApp(registry: AppRegistry, at: Date): SynthesizedReview | NotReviewable {
  const { organization, settings } = registry;
  const acknowledgements = (settings?.acknowledge ?? []).map((accepted) => ({
    ...accepted,
    where: settings?.where ?? "",
  }));
  return organization === undefined
    ? { at, acknowledgements, ...reviewAlone(registry, { at, acknowledgements }) }
    : reviewWith(registry, organization, { at, acknowledgements, ...guardrails() });
}

/** As for `org-backup plan`: the file in the working directory counts without being named. */
function guardrails(): Pick<ReviewContext, "guardrails"> {
  return existsSync(GUARDRAILS_FILE) ? { guardrails: readGuardrails(GUARDRAILS_FILE) } : {};
}

function reviewAlone(registry: AppRegistry, context: ReviewContext): Pick<SynthesizedReview, "review"> {
  const { provisions, access } = registry;
  return {
    review: reviewDocuments(
      declaredByConstructs(registry).policies.map(({ address, ...policy }) => ({ ...policy, id: address })),
      {
        trustedAccess: access?.trustedAccess,
        environment: provisions.isEmpty ? undefined : provisions.environment(undefined),
      },
      context,
    ),
  };
}

function reviewWith(
  registry: AppRegistry,
  current: Organization,
  context: ReviewContext,
): SynthesizedReview | NotReviewable {
  let proposed: DeclaredChange;
  try {
    const code = declaredByConstructs(registry);
    // A file's state and the target branch are for `org-backup plan`: synthesis has no flags.
    proposed = declaredChange(current, code, ownedByTags(current, code));
  } catch (error) {
    return { problems: problemsOf(error) };
  }
  const { at, acknowledgements = [] } = context;
  const { change, declared } = proposed;
  const folded = fold(current, BackupEnvironment.UNKNOWN, change, { at });
  const environment = registry.provisions.environment(folded.organization);
  const before = EffectivePolicies.compute(current, at);
  const after = EffectivePolicies.compute(folded.organization, at, { previous: before });
  const found = review(before, { folded, declared, after, environment: { after: environment } }, context);
  return {
    at,
    review: { ...found, digest: changeDigest(current, folded.organization) },
    organization: current,
    environment,
    ...(registry.owner === undefined ? {} : { owner: registry.owner }),
    acknowledgements,
  };
}

function problemsOf(error: unknown): readonly string[] {
  if (!(error instanceof OrgBackupError)) {
    throw error;
  }
  return error.problems.length === 0
    ? [error.message]
    : error.problems.map(({ where, message }) => `${where}: ${message}`);
}
