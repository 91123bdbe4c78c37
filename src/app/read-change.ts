import { existsSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../org-backup-error";
import type { InputProblem } from "../org-backup-error";
import type { Change } from "../change/change";
import { fold } from "../change/fold";
import { isKnownIdentifier } from "../change/identifier";
import { whatIfChange } from "../change/what-if";
import type { WhatIf } from "../change/what-if";
import { Organization } from "../organization/organization";
import { withWhatIfs } from "../review/with-what-ifs";
import { readsOnce } from "../sources/read-text";
import { readTerraformPlans } from "../sources/terraform-plan/terraform-plan";
import type { TerraformPlan } from "../sources/terraform-plan/terraform-plan";
import type { ChangeRequest, ReadChange } from "./change-request";
import { organizationFrom } from "./organization-source";
import type { OrganizationSource } from "./organization-source";
import { outputDirectory } from "./output-directory";
import { readCodeChange } from "./read-code-change";
import { withOptIns } from "./with-opt-ins";

/**
 * Reads what is to be reviewed: plans, else synthesized code, with the what-ifs on top of it. If there is
 * neither plan nor code, the what-ifs alone, or the organization as it is where that is asked for.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export function readChange(request: ChangeRequest): ReadChange {
  const { directory, plans = [], organization, whatIf = [], at, states = [], base, orState } = request;
  if (plans.length > 0 && directory !== undefined) {
    throw new OrgBackupError("usage", "Give a directory of synthesized code or --plan, not both.");
  }
  readsOnce([...plans, ...(typeof organization === "string" ? [organization] : [])]);
  if (plans.length > 0 && (states.length > 0 || base !== undefined)) {
    throw new OrgBackupError(
      "usage",
      "--state and --base are for synthesized code: a plan shows what it deletes.",
    );
  }
  const isAlone =
    plans.length === 0 &&
    directory === undefined &&
    (whatIf.length > 0 || orState === true) &&
    !existsSync(join(outputDirectory(), "manifest.json"));
  const change = isAlone
    ? unchanged(organizationFrom(organization))
    : plans.length > 0
      ? changeOfPlans(readTerraformPlans(plans), plans.length, organization, at)
      : readCodeChange(directory ?? outputDirectory(), request);
  return whatIf.length > 0
    ? withWhatIf(change, whatIf, at)
    : { ...change, ...(isAlone ? { isState: true } : {}) };
}

/**
 * The what-ifs come after everything else.
 *
 * @throws OrgBackupError (`usage`) if something that is named does not exist, or is so already
 */
function withWhatIf(read: ReadChange, whatIf: readonly WhatIf[], at: Date): ReadChange {
  const result = whatIfChange(read.after, whatIf, at);
  const problems = result.ok
    ? editedTwice(result.change, read.after)
    : result.problems.map(({ change, message }) => ({ where: `--${change.kind}`, message }));
  if (!result.ok || problems.length > 0) {
    throw new OrgBackupError("usage", "The what-if cannot be applied.", { problems });
  }
  return { ...read, ...withWhatIfs(read, result.change, at) };
}

/** Of two texts one would be lost. */
function editedTwice({ steps }: Change, organization: Organization): readonly InputProblem[] {
  const edited = steps.flatMap(({ call }) =>
    call.operation === "UpdatePolicy" && isKnownIdentifier(call.policyId) ? [call.policyId] : [],
  );
  return edited
    .filter((id, index) => edited.indexOf(id) < index)
    .map((id) => ({
      where: "--edit",
      message: `The policy ${JSON.stringify(organization.policy(id)?.name ?? id)} is given another text already.`,
    }));
}

function unchanged(organization: Organization): ReadChange {
  return { before: organization, after: organization, facts: {}, acknowledgements: [], remarks: [] };
}

/** The change that plans make, over the organization that they start from or that a file holds. */
export function changeOfPlans(
  plan: TerraformPlan,
  count: number,
  source: OrganizationSource | undefined,
  at: Date,
): ReadChange {
  // A plan says enough about the organization to do without a file.
  const given = source === undefined ? undefined : organizationFrom(source);
  if (!plan.isRelevant) {
    const remark = `${count === 1 ? "The plan contains" : "The plans contain"} no backup-policy changes.`;
    const organization = given ?? emptyOrganization();
    return { ...unchanged(organization), remarks: [remark] };
  }
  const { organization, environment, change, isPartial, ...facts } = plan.over(given);
  const folded = fold(organization, environment, change, { at, isPartial });
  return withOptIns({
    before: organization,
    after: folded.organization,
    facts: { ...facts, folded, environment: { before: environment, after: folded.environment } },
    acknowledgements: [],
    remarks: [],
  });
}

function emptyOrganization(): Organization {
  const result = Organization.create({
    settings: { id: "" },
    root: { id: "r-none", name: "Root" },
    organizationalUnits: [],
    accounts: [],
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new RangeError("an empty organization fits together");
  }
  return result.organization;
}
