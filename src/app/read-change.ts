import { existsSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../org-backup-error";
import { together } from "../change/change";
import { fold } from "../change/fold";
import { inSequence } from "../change/folded";
import { whatIfChange } from "../change/what-if";
import type { WhatIf } from "../change/what-if";
import { BackupEnvironment } from "../organization/backup-environment";
import { Organization } from "../organization/organization";
import type { PlacedAcknowledgement } from "../review/acknowledgement";
import type { ChangeOutcome, PlacedMessage } from "../review/change-outcome";
import { declaredChange } from "../sources/declared/declared-change";
import type { DeclaredResources } from "../sources/declared/declared-resources";
import { STANDARD_INPUT } from "../sources/read-text";
import { readReviewedCode } from "../sources/review-file";
import { declaredResources } from "../sources/synthesized/synthesized";
import { SynthesizedCode } from "../sources/synthesized/synthesized-code";
import { environmentChange } from "../sources/synthesized/environment-change";
import { priorOrganization } from "../sources/terraform-plan/prior-organization";
import { synthesizedEnvironment } from "../sources/synthesized/synthesized-environment";
import { readTerraformPlans } from "../sources/terraform-plan/terraform-plan";
import type { TerraformPlan } from "../sources/terraform-plan/terraform-plan";
import { organizationFrom } from "./organization-source";
import type { OrganizationSource } from "./organization-source";
import { codeOwnership, readStates } from "./code-ownership";
import type { OwnershipRequest } from "./code-ownership";
import { outputDirectory } from "./output-directory";
import { staleCode } from "./stale-code";

/** Where a change comes from: Terraform plans, else synthesized code, with what-ifs on top of it. */
export interface ChangeRequest extends OwnershipRequest {
  /** The output directory of `cdktf synth`; the configured one if undefined and nothing else is given. */
  readonly directory?: string | undefined;
  /** Files of Terraform plans, - for standard input. */
  readonly plans?: readonly string[] | undefined;
  readonly organization?: OrganizationSource | undefined;
  readonly whatIf?: readonly WhatIf[] | undefined;
  /** The time at which the change is carried out: AWS checks some rules of a policy against it. */
  readonly at: Date;
}

/** An organization before and after, and what is known of the way there. */
export interface ReadChange {
  readonly before: Organization;
  readonly after: Organization;
  readonly facts: Omit<ChangeOutcome, "after">;
  /** What the code accepts. */
  readonly acknowledgements: readonly PlacedAcknowledgement[];
  /** What the reader should know before all else. */
  readonly remarks: readonly string[];
}

/**
 * Reads what is to be reviewed: plans, else synthesized code, with the what-ifs on top of it. If there is
 * neither plan nor code, the what-ifs alone.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export function readChange(request: ChangeRequest): ReadChange {
  const { directory, plans = [], organization, whatIf = [], at, states = [], base } = request;
  if (plans.length > 0 && directory !== undefined) {
    throw new OrgBackupError("usage", "Give a directory of synthesized code or --plan, not both.");
  }
  if (
    plans.filter((file) => file === STANDARD_INPUT).length > 1 ||
    (plans.includes(STANDARD_INPUT) && organization === STANDARD_INPUT)
  ) {
    throw new OrgBackupError("usage", "Standard input can be read only once.");
  }
  if (plans.length > 0 && (states.length > 0 || base !== undefined)) {
    throw new OrgBackupError(
      "usage",
      "--state and --base are for synthesized code: a plan shows what it deletes.",
    );
  }
  const isAlone =
    plans.length === 0 &&
    directory === undefined &&
    whatIf.length > 0 &&
    !existsSync(join(outputDirectory(), "manifest.json"));
  const change = isAlone
    ? unchanged(organizationFrom(organization))
    : plans.length > 0
      ? changeOfPlans(readTerraformPlans(plans), plans.length, organization, at)
      : fromCode(directory ?? outputDirectory(), request);
  return whatIf.length === 0 ? change : withWhatIf(change, whatIf, at);
}

/**
 * The what-ifs come after everything else.
 *
 * @throws OrgBackupError (`usage`) if something that is named does not exist, or is so already
 */
function withWhatIf(read: ReadChange, whatIf: readonly WhatIf[], at: Date): ReadChange {
  const result = whatIfChange(read.after, whatIf, at);
  if (!result.ok) {
    throw new OrgBackupError("usage", "The what-if cannot be applied.", {
      problems: result.problems.map(({ change, message }) => ({ where: `--${change.kind}`, message })),
    });
  }
  const environment = read.facts.environment?.after ?? BackupEnvironment.UNKNOWN;
  const tried = fold(read.after, environment, result.change, { at });
  const { folded } = read.facts;
  return {
    ...read,
    after: tried.organization,
    facts: { ...read.facts, folded: folded === undefined ? tried : inSequence(folded, tried) },
  };
}

function unchanged(organization: Organization): ReadChange {
  return { before: organization, after: organization, facts: {}, acknowledgements: [], remarks: [] };
}

/**
 * What synthesis knows and code does not show comes from the review beside the manifest: roles and vaults by
 * account and Region, acknowledgements, and the organization if none is given.
 */
function fromCode(directory: string, request: ChangeRequest): ReadChange {
  const { organization: source, at } = request;
  const reviewed = readReviewedCode(directory);
  const file = organizationFrom(source ?? reviewed?.organization);
  const code = SynthesizedCode.read(directory);
  const states = readStates(code.stacks, request.states);
  const managed = states.flatMap(({ resources }) => resources.filter(({ mode }) => mode === "managed"));
  const { organization: before, contradictions } = priorOrganization(file, managed);
  const owner = reviewed?.owner;
  const resources = { ...(owner === undefined ? {} : { owner }), ...declaredResources(code) };
  const ownership = codeOwnership(directory, code.stacks, before, resources, states, request);
  const { change, declared } = declaredChange(before, resources, ownership);
  const known = states.length === 0 ? undefined : environmentChange(code, resources, states, before.root.id);
  const whole = known === undefined ? change : together(change, known.change);
  const folded = fold(before, known?.before ?? BackupEnvironment.UNKNOWN, whole, { at });
  const environment =
    known === undefined
      ? { after: reviewed?.environment ?? synthesizedEnvironment(code) }
      : { before: known.before, after: folded.environment.with(reviewed?.environment) };
  const acknowledgements = reviewed?.acknowledgements ?? [];
  return {
    before,
    after: folded.organization,
    facts: {
      folded,
      declared,
      environment,
      contradictions,
      staleCode: staleCode(directory),
      unresolved: modulesNotRead(resources),
    },
    acknowledgements,
    remarks: [],
  };
}

/** A module may hold any policy, and the JSON shows none of it. */
function modulesNotRead({ modules = new Set() }: DeclaredResources): readonly PlacedMessage[] {
  return [...modules].map((origin) => ({
    origin,
    message:
      "synthesized code does not show what a module declares. If it declares backup policies, review the Terraform plan with --plan.",
  }));
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
  return {
    before: organization,
    after: folded.organization,
    facts: { ...facts, folded, environment: { before: environment, after: folded.environment } },
    acknowledgements: [],
    remarks: [],
  };
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
