import { isDeepStrictEqual } from "node:util";
import { OrgBackupError } from "../../org-backup-error";
import type {
  Account,
  AccountState,
  Attachments,
  OrganizationalUnit,
  OrganizationData,
  OrganizationSettings,
  Policy,
  PolicyContent,
  Root,
} from "../../organization/model";
import { ACCOUNT_STATES } from "../../organization/model";
import { NEW_ROOT } from "../../organization/new-root";
import { Organization } from "../../organization/organization";
import type { PlacedMessage } from "../../review/change-outcome";
import { isJsonObject, itemsOf, objectOf, sameJson, textOf, textsOf } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { sameOr } from "../../text/same-or";
import { policyTextValue } from "../../policy/policy-value";
import { BACKUP_POLICY_TYPE } from "../synthesized/synthesized";
import type { Contradiction } from "../../review/change-outcome";
import type { StateResource } from "./plan-resource";

export interface PriorOrganization {
  readonly organization: Organization;
  /** What the state holds and the organization cannot take in. */
  readonly remarks: readonly PlacedMessage[];
  /** What the states show differently from the file. */
  readonly contradictions: readonly Contradiction[];
}

/**
 * The organization as it is: the organization file, corrected by what the refreshed states tell. Without a
 * file it is what the states and their data sources hold.
 *
 * @param isCreated true where the plan creates the organization itself, so that nothing is there yet
 * @throws OrgBackupError (`input`) where there is no file and the states do not tell the root
 */
export function priorOrganization(
  file: Organization | undefined,
  states: readonly StateResource[],
  isCreated = false,
): PriorOrganization {
  return file !== undefined && states.length === 0
    ? { organization: file, remarks: [], contradictions: [] }
    : new PriorReader(file, states, isCreated).read();
}

class PriorReader {
  private settings: OrganizationSettings;
  private root: Root | undefined;
  private readonly units: Map<string, OrganizationalUnit>;
  private readonly accounts: Map<string, Account>;
  private readonly policies: Map<string, Policy>;
  private readonly attachments: Map<string, Attachments>;
  private readonly remarks: PlacedMessage[] = [];
  private readonly contradictions = new Map<string, Contradiction>();

  constructor(
    private readonly file: Organization | undefined,
    private readonly states: readonly StateResource[],
    private readonly isCreated: boolean,
  ) {
    this.settings = file?.settings ?? { id: "" };
    this.root = file?.root;
    this.units = byId(file?.organizationalUnits ?? []);
    this.accounts = byId(file?.accounts ?? []);
    this.policies = byId(file?.policies ?? []);
    this.attachments = new Map(file?.attachments.map((attachments) => [attachments.targetId, attachments]));
  }

  read(): PriorOrganization {
    this.each(["aws_organizations_organization"], (values, mode) => this.organization(values, mode));
    this.each(["aws_organizations_organizational_unit"], (values) => this.unit(values));
    this.each(["aws_organizations_organizational_units"], (values) => this.childUnits(values));
    this.each(["aws_organizations_account"], (values) => this.account(values, textOf(values.parent_id)));
    this.each(["aws_organizations_organizational_unit_child_accounts"], (values) => {
      itemsOf(values.accounts).forEach((account) =>
        this.account(objectOf(account), textOf(values.parent_id)),
      );
    });
    this.each(["aws_organizations_policy"], (values) => this.policy(values));
    this.each(["aws_organizations_policies_for_target"], (values) => {
      textsOf(values.ids).forEach((id) => this.attachment(id, textOf(values.target_id)));
    });
    this.each(["aws_organizations_policy_attachment"], (values) =>
      this.attachment(textOf(values.policy_id), textOf(values.target_id)),
    );
    this.each(["aws_organizations_delegated_administrator"], (values) => this.administrator(values));
    this.each(["aws_organizations_organization"], (values) => this.unplaced(values));
    return {
      organization: this.organizationOf(),
      remarks: this.remarks,
      contradictions: [...this.contradictions.values()],
    };
  }

  /** The organization lists its accounts without their OUs. */
  private unplaced(values: JsonObject): void {
    const missing = itemsOf(values.accounts).filter(
      (account) => !this.accounts.has(textOf(objectOf(account).id) ?? ""),
    );
    const message = `The plan does not tell the OU of ${missing.length} of the organization's accounts, which are left out: give the organization file with --org.`;
    if (missing.length > 0 && !this.remarks.some((remark) => remark.message === message)) {
      this.remarks.push({ origin: this.settings.id, message });
    }
  }

  private each(types: readonly string[], read: (values: JsonObject, mode: "managed" | "data") => void): void {
    for (const { type, values, mode } of this.states) {
      if (types.includes(type)) {
        read(values, mode);
      }
    }
  }

  private organization(values: JsonObject, mode: "managed" | "data"): void {
    const [root] = itemsOf(values.roots).map(objectOf);
    const rootId = textOf(root?.id);
    if (this.root === undefined && rootId !== undefined) {
      this.root = { id: rootId, name: textOf(root?.name) ?? "Root" };
    }
    // A member account's data source leaves the lists empty, so that only the managed resource shortens them.
    const told = (list: unknown, known: readonly string[] | undefined): readonly string[] | undefined => {
      const names = textsOf(list as JsonObject["x"]);
      return Array.isArray(list) && (mode === "managed" || names.length > 0) ? names : known;
    };
    const trustedServices = told(values.aws_service_access_principals, this.settings.trustedServices);
    const enabledPolicyTypes = told(values.enabled_policy_types, this.settings.enabledPolicyTypes);
    const managementAccountId = textOf(values.master_account_id) ?? this.settings.managementAccountId;
    this.compareSets("the services with trusted access", this.settings.trustedServices, trustedServices);
    this.compareSets("the enabled policy types", this.settings.enabledPolicyTypes, enabledPolicyTypes);
    this.settings = {
      ...this.settings,
      id: this.settings.id === "" ? (textOf(values.id) ?? "") : this.settings.id,
      ...(managementAccountId === undefined ? {} : { managementAccountId }),
      ...(trustedServices === undefined ? {} : { trustedServices }),
      ...(enabledPolicyTypes === undefined ? {} : { enabledPolicyTypes }),
    };
  }

  private unit({ id, name, parent_id: parentId }: JsonObject): void {
    if (typeof id === "string" && typeof name === "string" && typeof parentId === "string") {
      const known = this.units.get(id);
      if (this.file !== undefined) {
        const what = `the OU ${JSON.stringify(name)} (${id})`;
        this.compare(what, known === undefined ? MISSING : PRESENT, PRESENT);
        this.compare(`the name of the OU ${id}`, known?.name ?? name, name);
        this.compare(`the parent of ${what}`, known?.parentId ?? parentId, parentId);
      }
      this.units.set(id, knownOr(known, { id, name, parentId }));
    }
  }

  private childUnits(values: JsonObject): void {
    for (const child of itemsOf(values.children)) {
      this.unit({ ...objectOf(child), parent_id: values.parent_id ?? null });
    }
  }

  private account(values: JsonObject, parentId: string | undefined): void {
    const [id, name] = [textOf(values.id) ?? textOf(values.account_id), textOf(values.name)];
    const known = this.accounts.get(id ?? "");
    const parent = parentId === undefined || parentId === "" ? known?.parentId : parentId;
    if (id !== undefined && name !== undefined && parent !== undefined) {
      const state = stateOf(values) ?? known?.state ?? "ACTIVE";
      if (this.file !== undefined) {
        const what = `the account ${JSON.stringify(name)} (${id})`;
        this.compare(what, known === undefined ? MISSING : PRESENT, PRESENT);
        this.compare(`the parent of ${what}`, known?.parentId ?? parent, parent);
        this.compare(`the state of ${what}`, known?.state ?? state, state);
      }
      this.accounts.set(id, knownOr(known, { id, name, parentId: parent, state }));
    }
  }

  private policy(values: JsonObject): void {
    const [id, name, content] = [
      textOf(values.id) ?? textOf(values.policy_id),
      textOf(values.name),
      textOf(values.content),
    ];
    if (
      values.type !== BACKUP_POLICY_TYPE ||
      id === undefined ||
      name === undefined ||
      content === undefined
    ) {
      return;
    }
    const known = this.policies.get(id);
    const read = contentOf(content);
    const same =
      known?.name === name &&
      known.content.kind === "known" &&
      read.kind === "known" &&
      sameJson(known.content.value, read.value);
    if (this.file !== undefined && !same) {
      const what = `the policy ${JSON.stringify(name)} (${id})`;
      this.compare(what, known === undefined ? MISSING : PRESENT, PRESENT);
      this.compare(`the name of the policy ${id}`, known?.name ?? name, name);
      this.compareContents(what, known?.content, read);
    }
    if (!same) {
      const description = textOf(values.description);
      this.policies.set(id, {
        ...known,
        id,
        name,
        content: read,
        ...(description === undefined || description === "" ? {} : { description }),
      });
    }
  }

  private attachment(policyId: string | undefined, targetId: string | undefined): void {
    if (
      policyId === undefined ||
      targetId === undefined ||
      !this.policies.has(policyId) ||
      !this.isTarget(targetId)
    ) {
      return;
    }
    const known = this.attachments.get(targetId);
    if (known?.policyIds.includes(policyId) !== true) {
      if (this.file !== undefined) {
        const name = JSON.stringify(this.policies.get(policyId)?.name ?? policyId);
        this.compare(
          `the attachment of the policy ${name} (${policyId}) to ${targetId}`,
          "not attached",
          "attached",
        );
      }
      const policyIds = [...(known?.policyIds ?? []), policyId];
      this.attachments.set(targetId, {
        targetId,
        policyIds,
        order: policyIds.length < 2 ? "known" : "unknown",
      });
    }
  }

  private administrator({ account_id: accountId, service_principal: principal }: JsonObject): void {
    if (typeof accountId === "string" && typeof principal === "string") {
      const all = this.settings.delegatedAdministrators ?? [];
      const known = all.find((administrator) => administrator.accountId === accountId);
      if (known?.servicePrincipals.includes(principal) !== true) {
        if (this.file?.settings.delegatedAdministrators !== undefined) {
          this.compare(`the registration of ${accountId} for ${principal}`, "not registered", "registered");
        }
        const changed = { accountId, servicePrincipals: [...(known?.servicePrincipals ?? []), principal] };
        const others = all.filter((administrator) => administrator !== known);
        this.settings = { ...this.settings, delegatedAdministrators: [...others, changed] };
      }
    }
  }

  private compare(what: string, inFile: string, inState: string): void {
    if (inFile !== inState) {
      this.contradictions.set(what, { what, inFile, inState });
    }
  }

  private compareContents(what: string, inFile: PolicyContent | undefined, inState: PolicyContent): void {
    if (inFile?.kind === "known" && inState.kind === "known") {
      const difference = firstDifference(inFile.value, inState.value);
      if (difference !== undefined) {
        const [path, old, now] = difference;
        this.compare(`${path} of ${what}`, textIn(old) ?? "nothing", textIn(now) ?? "nothing");
      }
    }
  }

  private compareSets(
    what: string,
    inFile: readonly string[] | undefined,
    inState: readonly string[] | undefined,
  ): void {
    if (this.file !== undefined && inFile !== undefined && inState !== undefined) {
      this.compare(what, spelled(inFile), spelled(inState));
    }
  }

  private isTarget(id: string): boolean {
    return id === (this.root ?? this.rootNamed())?.id || this.units.has(id) || this.accounts.has(id);
  }

  /** Parents and targets name the root; nothing else has an id like it. */
  private rootNamed(): Root | undefined {
    for (const { values } of this.states) {
      const named = [values.parent_id, values.target_id].find(
        (id) => typeof id === "string" && /^r-[a-z0-9]{4,32}$/.test(id),
      );
      if (typeof named === "string") {
        return { id: named, name: "Root" };
      }
    }
    return undefined;
  }

  private organizationOf(): Organization {
    const root = this.root ?? this.rootNamed() ?? (this.isCreated ? NEW_ROOT : undefined);
    if (root === undefined) {
      throw new OrgBackupError("input", "The plan does not show the organization's root and accounts.", {
        hint: "Give the organization file with --org; `org-backup snapshot --out organization.yaml` writes one.",
      });
    }
    const { file } = this;
    const data: OrganizationData = {
      settings: this.settings,
      root,
      organizationalUnits: sameOr(file?.organizationalUnits, [...this.units.values()]),
      accounts: sameOr(file?.accounts, [...this.accounts.values()]),
      policies: [...this.policies.values()],
      attachments: [...this.attachments.values()],
      publishedPolicies: file?.data.publishedPolicies ?? new Map(),
    };
    const result = Organization.create(data, file);
    if (!result.ok) {
      throw new OrgBackupError("input", "The organization in the plan's state does not fit together.", {
        problems: result.problems.map(({ message, at }) => ({ where: at.join("."), message })),
        hint: "Give an up-to-date organization file with --org.",
      });
    }
    return result.organization;
  }
}

/** A policy's text as AWS holds it; AWS holds none that is not a JSON object. */
function contentOf(text: string): PolicyContent {
  const value = policyTextValue(text);
  return isJsonObject(value)
    ? { kind: "known", value, text }
    : { kind: "unknown", reference: "a text that is not JSON" };
}

/** What is known, if it is the same: what was worked out of it holds on. */
function knownOr<T extends OrganizationalUnit>(known: T | undefined, told: T): T {
  return known !== undefined && isDeepStrictEqual(known, told) ? known : told;
}

const MISSING = "missing";
const PRESENT = "present";

/** The first setting in which two documents differ. */
function firstDifference(
  first: JsonValue | undefined,
  second: JsonValue | undefined,
  path = "",
): readonly [string, JsonValue | undefined, JsonValue | undefined] | undefined {
  if (isJsonObject(first) && isJsonObject(second)) {
    for (const key of [...new Set([...Object.keys(first), ...Object.keys(second)])]) {
      const below = (of: JsonObject): JsonValue | undefined => (Object.hasOwn(of, key) ? of[key] : undefined);
      const found = firstDifference(below(first), below(second), path === "" ? key : `${path}/${key}`);
      if (found !== undefined) {
        return found;
      }
    }
    return undefined;
  }
  const isSame = first !== undefined && second !== undefined && sameJson(first, second);
  return isSame ? undefined : [path, first, second];
}

function textIn(value: JsonValue | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

function spelled(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.toSorted().join(", ");
}

function stateOf(values: JsonObject): AccountState | undefined {
  const told = textOf(values.state) ?? textOf(values.status);
  return ACCOUNT_STATES.find((state) => state === told);
}

function byId<T extends { readonly id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
