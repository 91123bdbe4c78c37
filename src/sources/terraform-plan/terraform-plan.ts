import { OrgBackupError } from "../../org-backup-error";
import type { InputProblem } from "../../org-backup-error";
import type { BackupEnvironment } from "../../organization/backup-environment";
import type { Organization } from "../../organization/organization";
import type { PolicyAtTarget, PlacedMessage } from "../../review/change-outcome";
import { textOf, textsOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type {
  DeclaredAttachment,
  DeclaredPolicy,
  DeclaredResources,
  DeclaredSet,
  Reference,
  RemovedResources,
} from "../declared/declared-resources";
import { environmentOf } from "../declared/environment-of";
import type { ResourceValues } from "../declared/environment-of";
import { BACKUP_POLICY_TYPE } from "../synthesized/synthesized";
import { PlanConfiguration } from "./plan-configuration";
import { readPlanFile } from "./plan-file";
import type { PlanFile } from "./plan-file";
import { PlanOrder } from "./plan-order";
import { PlanReferences } from "./plan-references";
import { isUnknown, planResources, priorResources } from "./plan-resource";
import type { PlanResource, StateResource } from "./plan-resource";
import { contentOf, priorOrganization } from "./prior-organization";

/** What one or several plans, one per workspace, say of an organization. */
export interface TerraformPlan {
  readonly declared: DeclaredResources;
  /** The organization that the plans start from; they correct an organization file, and may do without one. */
  readonly current: (file: Organization | undefined) => Organization;
  /** What could not be read; filled by {@link current} as well. */
  readonly unresolved: readonly PlacedMessage[];
  readonly environment: { readonly before: BackupEnvironment; readonly after: BackupEnvironment };
  /** False for plans without anything about organizations. */
  readonly isRelevant: boolean;
}

/**
 * Reads the JSON of plans.
 *
 * @throws OrgBackupError (`input`) where a file is no plan, or a plan is not complete
 */
export function readTerraformPlans(files: readonly string[]): TerraformPlan {
  return terraformPlanOf(files.map(readPlanFile));
}

/** Like {@link readTerraformPlans}, from plans that are read already. */
export function terraformPlanOf(plans: readonly PlanFile[]): TerraformPlan {
  return new PlanReader(plans).read();
}

const ORGANIZATIONS = "aws_organizations_";

class PlanReader {
  private readonly resources: readonly PlanResource[];
  private readonly references: PlanReferences;
  private readonly order: PlanOrder;
  private readonly unresolved: PlacedMessage[] = [];
  private readonly problems: InputProblem[] = [];

  constructor(private readonly plans: readonly PlanFile[]) {
    const configurations = plans.map((plan) => new PlanConfiguration(plan));
    this.resources = planResources(plans).filter(({ mode }) => mode === "managed");
    this.references = new PlanReferences(configurations, this.resources);
    this.order = new PlanOrder(
      configurations,
      this.resources.filter(({ type }) => type === "aws_organizations_policy_attachment"),
    );
  }

  read(): TerraformPlan {
    const declared = this.declared();
    if (this.problems.length > 0) {
      throw new OrgBackupError("input", "The plan holds policies that cannot be read.", {
        problems: this.problems,
      });
    }
    for (const { name, json } of this.plans) {
      if (json.complete === false) {
        this.unresolved.push({
          origin: name,
          message: "Terraform calls this plan incomplete: applying it leaves changes for a further plan.",
        });
      }
    }
    const states = this.plans.flatMap(priorResources);
    const live = this.resources.filter(({ deposed }) => deposed === undefined);
    const imported = live.flatMap(importedState);
    return {
      declared,
      current: (file) => {
        const { organization, remarks } = priorOrganization(
          file,
          [...states, ...imported],
          declared.organization !== undefined && declared.organization.importId === undefined,
        );
        this.unresolved.push(...remarks);
        return organization;
      },
      unresolved: this.unresolved,
      environment: {
        before: environmentOf(
          live.flatMap(({ key, type, before }) =>
            before === undefined ? [] : [{ origin: key, type, values: before }],
          ),
        ),
        after: environmentOf(live.flatMap((resource) => valuesAfter(resource))),
      },
      isRelevant: [...this.resources, ...states].some(({ type }) => type.startsWith(ORGANIZATIONS)),
    };
  }

  private declared(): DeclaredResources {
    const [organization] = this.kept("aws_organizations_organization").map((resource) => ({
      ...this.named(resource),
      trustedServices: this.set(resource, "aws_service_access_principals"),
      enabledPolicyTypes: this.set(resource, "enabled_policy_types"),
    }));
    const [policies, otherPolicies] = partition(
      this.kept("aws_organizations_policy"),
      ({ after }) => after?.type === BACKUP_POLICY_TYPE,
    );
    return {
      organization,
      organizationalUnits: this.kept("aws_organizations_organizational_unit").map((resource) => ({
        ...this.named(resource),
        name: textOf(resource.after?.name) ?? "",
        parent: this.reference(resource, "parent_id"),
      })),
      accounts: this.kept("aws_organizations_account").map((resource) => ({
        ...this.named(resource),
        name: textOf(resource.after?.name) ?? "",
        ...(hasParent(resource) ? { parent: this.reference(resource, "parent_id") } : {}),
      })),
      policies: policies.map((resource) => this.policy(resource)),
      attachments: this.attachments(),
      delegatedAdministrators: this.kept("aws_organizations_delegated_administrator").map((resource) => ({
        account: this.reference(resource, "account_id"),
        servicePrincipal: textOf(resource.after?.service_principal) ?? "",
      })),
      serviceAccess: this.kept("aws_organizations_aws_service_access").flatMap(
        ({ after }) => textOf(after?.service_principal) ?? [],
      ),
      otherPolicies: new Set(otherPolicies.map(({ key }) => key)),
      removed: this.removed(),
    };
  }

  /** What is there after apply. `forget` only takes a thing out of Terraform's hands. */
  private kept(type: string): readonly PlanResource[] {
    return this.resources.filter(
      (resource) => resource.type === type && resource.deposed === undefined && resource.after !== undefined,
    );
  }

  private named(resource: PlanResource): {
    readonly address: string;
    readonly origin: string;
    readonly importId?: string;
  } {
    const id = resource.importId ?? textOf(resource.before?.id);
    return { address: resource.key, origin: resource.key, ...(id === undefined ? {} : { importId: id }) };
  }

  private policy(resource: PlanResource): DeclaredPolicy {
    const { after, before, actions, importId } = resource;
    const description = textOf(after?.description);
    return {
      ...this.named(resource),
      name: textOf(after?.name) ?? textOf(before?.name) ?? resource.key,
      ...(description === undefined ? {} : { description }),
      content: this.content(resource),
      isNew: before === undefined && importId === undefined && actions.includes("create"),
    };
  }

  private content(resource: PlanResource): DeclaredPolicy["content"] {
    if (isUnknown(resource, "content")) {
      return { kind: "unknown", reference: this.references.sentence(resource, "content") };
    }
    const content = contentOf(textOf(resource.after?.content) ?? "");
    if (content.kind === "known") {
      return { kind: "known", value: content.value, text: content.text ?? "" };
    }
    this.problems.push({ where: resource.key, message: "The content of the policy is not a JSON object." });
    return { kind: "known", value: {}, text: "{}" };
  }

  private attachments(): readonly DeclaredAttachment[] {
    const attachments = this.kept("aws_organizations_policy_attachment");
    const keys = new Set(attachments.map(({ key }) => key));
    return attachments.map((resource) => {
      const pair = pairOf(resource.before);
      const replaces = resource.actions.includes("delete") && !keepsExisting(resource) ? pair : undefined;
      return {
        ...this.named(resource),
        policy: this.reference(resource, "policy_id"),
        target: this.reference(resource, "target_id"),
        after: new Set([...this.order.before(resource)].filter((key) => keys.has(key))),
        ...(replaces === undefined ? {} : { replaces }),
      };
    });
  }

  private removed(): RemovedResources {
    const gone = this.resources.filter(
      (resource) =>
        resource.actions.length === 1 && resource.actions[0] === "delete" && !keepsExisting(resource),
    );
    const ofType = (type: string): readonly JsonObject[] =>
      gone.flatMap((resource) =>
        resource.type === type && resource.before !== undefined ? [resource.before] : [],
      );
    const idsOf = (type: string): ReadonlySet<string> =>
      new Set(ofType(type).flatMap(({ id }) => textOf(id) ?? []));
    // A policy that turns into another type is a new one of that type.
    const retyped = this.kept("aws_organizations_policy").filter(
      ({ before, after }) => before?.type === BACKUP_POLICY_TYPE && after?.type !== BACKUP_POLICY_TYPE,
    );
    return {
      policyIds: new Set([
        ...idsOf("aws_organizations_policy"),
        ...retyped.flatMap(({ before }) => textOf(before?.id) ?? []),
      ]),
      attachments: ofType("aws_organizations_policy_attachment").flatMap((before) => pairOf(before) ?? []),
      unitIds: idsOf("aws_organizations_organizational_unit"),
      accountIds: idsOf("aws_organizations_account"),
      delegatedAdministrators: ofType("aws_organizations_delegated_administrator").map((before) => ({
        accountId: textOf(before.account_id) ?? "",
        servicePrincipal: textOf(before.service_principal) ?? "",
      })),
      serviceAccess: ofType("aws_organizations_aws_service_access").flatMap(
        ({ service_principal: principal }) => textOf(principal) ?? [],
      ),
      organization: ofType("aws_organizations_organization").length > 0,
    };
  }

  private reference(resource: PlanResource, argument: string): Reference {
    const known = resource.after?.[argument];
    return typeof known === "string" && !isUnknown(resource, argument)
      ? { kind: "id", id: known }
      : this.references.argument(resource, argument);
  }

  private set(resource: PlanResource, argument: string): DeclaredSet {
    return isUnknown(resource, argument)
      ? { kind: "unknown", expression: this.references.sentence(resource, argument) }
      : textsOf(resource.after?.[argument]);
  }
}

/** `skip_destroy` in the state keeps the thing in AWS when Terraform deletes it. */
function keepsExisting({ before }: PlanResource): boolean {
  return before?.skip_destroy === true;
}

function hasParent(resource: PlanResource): boolean {
  return typeof resource.after?.parent_id === "string" || isUnknown(resource, "parent_id");
}

function pairOf(values: JsonObject | undefined): PolicyAtTarget | undefined {
  const [policyId, targetId] = [textOf(values?.policy_id), textOf(values?.target_id)];
  return policyId === undefined || targetId === undefined ? undefined : { policyId, targetId };
}

/** What a plan imports stands in no state yet. */
function importedState({ type, importId, before }: PlanResource): readonly StateResource[] {
  return importId === undefined || before === undefined ? [] : [{ mode: "managed", type, values: before }];
}

/** Names that are known only after apply leave the picture incomplete. */
function valuesAfter(resource: PlanResource): readonly ResourceValues[] {
  const { key, type, after, actions } = resource;
  // A forgotten vault is still there.
  const values = after ?? (actions.includes("forget") ? resource.before : undefined);
  return values === undefined ? [] : [{ origin: key, type, values }];
}

function partition<T>(
  items: readonly T[],
  matches: (item: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [items.filter(matches), items.filter((item) => !matches(item))];
}
