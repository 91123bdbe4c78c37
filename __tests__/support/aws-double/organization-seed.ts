import * as v from "valibot";
import type { Timeline } from "./effective/timeline";
import type { Identifiers } from "./identifiers";
import { Organization } from "./services/organizations/organization";
import type { ParentTarget } from "./services/organizations/organization";

const names = v.optional(v.array(v.string()), []);
const document = v.union([v.string(), v.record(v.string(), v.unknown())]);

/** The organization file. Unknown keys are left to the file's own parser. */
const schema = v.object({
  version: v.optional(v.literal(1)),
  organization: v.object({
    id: v.string(),
    managementAccountId: v.string(),
    featureSet: v.optional(v.picklist(["ALL", "CONSOLIDATED_BILLING"]), "ALL"),
    enabledPolicyTypes: names,
    trustedServices: names,
    delegatedAdministrators: v.optional(
      v.array(v.object({ accountId: v.string(), servicePrincipals: v.array(v.string()) })),
      [],
    ),
  }),
  root: v.object({ id: v.string(), name: v.optional(v.string(), "Root") }),
  organizationalUnits: v.optional(
    v.array(v.object({ id: v.string(), name: v.string(), parentId: v.string() })),
    [],
  ),
  accounts: v.optional(
    v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        parentId: v.string(),
        email: v.optional(v.string()),
        state: v.optional(
          v.picklist(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"]),
          "ACTIVE",
        ),
      }),
    ),
    [],
  ),
  policies: v.optional(
    v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        type: v.optional(v.string(), "BACKUP_POLICY"),
        description: v.optional(v.string(), ""),
        content: document,
      }),
    ),
    [],
  ),
  attachments: v.optional(v.array(v.object({ targetId: v.string(), policyIds: v.array(v.string()) })), []),
  publishedPolicies: v.optional(v.record(v.string(), document), {}),
});

/** An organization as the organization file describes it. */
export type OrganizationSeed = v.InferInput<typeof schema>;
type Seed = v.InferOutput<typeof schema>;

/** Reads an organization file that is already parsed, and says what is wrong with it. */
export function parseOrganizationSeed(value: unknown): OrganizationSeed {
  const result = v.safeParse(schema, value);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`${v.getDotPath(issue) ?? "the file"}: ${issue.message}`);
  }
  return value as OrganizationSeed;
}

/** Builds the organization; everything in it counts as one change, made at `now`. */
export function organizationOf(
  value: OrganizationSeed,
  timeline: Timeline,
  identifiers: Identifiers,
  now: Date,
): Organization {
  const seed = v.parse(schema, value);
  const { organization: head, root } = seed;
  const organization = new Organization(
    {
      id: head.id,
      rootId: root.id,
      rootName: root.name,
      managementAccountId: head.managementAccountId,
      featureSet: head.featureSet,
    },
    timeline,
    identifiers,
  );
  timeline.asOneChange(() => {
    addUnits(organization, seed);
    addAccounts(organization, seed, now);
    addPolicies(organization, seed);
  });
  for (const principal of head.trustedServices) {
    organization.trustedServices.set(principal, now);
  }
  for (const { accountId, servicePrincipals } of head.delegatedAdministrators) {
    const services = new Map(servicePrincipals.map((principal) => [principal, now]));
    organization.delegatedAdministrators.set(accountId, { enabledAt: now, services });
  }
  for (const [accountId, policy] of Object.entries(seed.publishedPolicies)) {
    const published = typeof policy === "string" ? (JSON.parse(policy) as object) : policy;
    timeline.setPublished(accountId, "BACKUP_POLICY", published);
  }
  return organization;
}

function addUnits(organization: Organization, seed: Seed): void {
  // A file may name a child before its parent.
  const waiting = new Map<string, Seed["organizationalUnits"]>();
  for (const unit of seed.organizationalUnits) {
    waiting.set(unit.parentId, [...(waiting.get(unit.parentId) ?? []), unit]);
  }
  const add = (parent: ParentTarget): void => {
    for (const { id, name } of waiting.get(parent.id) ?? []) {
      add(organization.addUnit(parent, name, id));
    }
    waiting.delete(parent.id);
  };
  add(organization.root);
  const [orphans] = waiting.values();
  if (orphans?.[0] !== undefined) {
    throw new Error(
      `organizational unit ${orphans[0].id}: its parent ${orphans[0].parentId} is not in the seed`,
    );
  }
}

function addAccounts(organization: Organization, seed: Seed, now: Date): void {
  const { managementAccountId } = seed.organization;
  const accounts = seed.accounts.some(({ id }) => id === managementAccountId)
    ? seed.accounts
    : [
        { id: managementAccountId, name: "management", parentId: seed.root.id, state: "ACTIVE" as const },
        ...seed.accounts,
      ];
  for (const account of accounts) {
    const parent = organization.parent(account.parentId);
    if (parent === undefined) {
      throw new Error(`account ${account.id}: its parent ${account.parentId} is not in the seed`);
    }
    organization.addAccount(
      {
        id: account.id,
        name: account.name,
        email: ("email" in account ? account.email : undefined) ?? `aws+${account.id}@example.com`,
        state: account.state,
        joinedMethod: account.id === managementAccountId ? "INVITED" : "CREATED",
        joinedAt: now,
      },
      parent,
    );
  }
}

function addPolicies(organization: Organization, seed: Seed): void {
  for (const { id, content, ...policy } of seed.policies) {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    organization.addPolicy({ ...policy, content: text }, id);
  }
  for (const type of seed.organization.enabledPolicyTypes) {
    organization.enablePolicyType(type);
  }
  for (const { targetId, policyIds } of seed.attachments) {
    const target = organization.targets.get(targetId);
    if (target === undefined) {
      throw new Error(`attachment: the target ${targetId} is not in the seed`);
    }
    for (const policyId of policyIds) {
      const policy = organization.policies.get(policyId);
      if (policy === undefined) {
        throw new Error(`attachment to ${targetId}: the policy ${policyId} is not in the seed`);
      }
      organization.attach(policy, target);
    }
  }
}
