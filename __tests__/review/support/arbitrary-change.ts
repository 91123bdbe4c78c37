import * as fc from "fast-check";
import type { JsonObject } from "../../../src/text/json";
import { Organization } from "../../../src/organization/organization";
import type { OrganizationData } from "../../../src/organization/model";

/** A tree of OUs and accounts with policies at any level, and the same after some of its policies changed. */
export interface ArbitraryChange {
  readonly before: Organization;
  readonly after: Organization;
}

const value = fc.constantFrom("7", "14", "35");
const member = fc.constantFrom("eu-central-1", "eu-west-1", "us-east-1");
const members = fc.uniqueArray(member, { maxLength: 3 });
const control = fc
  .constantFrom([["@@none"], ["@@append"], ["@@assign"], ["@@all"]] as const)
  .map(([first]) => first);

const setting = fc.record(
  { "@@assign": value, "@@operators_allowed_for_child_policies": control },
  { requiredKeys: [] },
);
const list = fc.record(
  {
    "@@assign": members,
    "@@append": members,
    "@@remove": members,
    "@@operators_allowed_for_child_policies": control,
  },
  { requiredKeys: [] },
);
const plan = fc.record(
  {
    regions: list,
    rules: fc.dictionary(
      fc.constantFrom("nightly", "Weekly"),
      fc.record(
        {
          target_backup_vault_name: fc.constantFrom("a", "b").map((name) => ({ "@@assign": name })),
          lifecycle: fc.record({ delete_after_days: setting }, { requiredKeys: [] }),
        },
        { requiredKeys: [] },
      ),
      { maxKeys: 2 },
    ),
    selections: fc.constant({
      tags: {
        s: {
          iam_role_arn: { "@@assign": "r" },
          tag_key: { "@@assign": "k" },
          tag_value: { "@@assign": ["v"] },
        },
      },
    }),
  },
  { requiredKeys: [] },
);
const policy = fc
  .dictionary(fc.constantFrom("daily", "Monthly"), plan, { maxKeys: 2 })
  .map((plans) => ({ plans }));

const UNITS = ["ou-1", "ou-2", "ou-3", "ou-4"];
const POLICIES = ["p-1", "p-2", "p-3", "p-4"];

const shape = fc.record({
  unitParents: fc.tuple(...UNITS.map((_, index) => fc.constantFrom("r", ...UNITS.slice(0, index)))),
  accountParents: fc.array(fc.constantFrom("r", ...UNITS), { minLength: 1, maxLength: 12 }),
});

const attachments = fc.dictionary(
  fc.constantFrom("r", ...UNITS, "000000000100", "000000000101"),
  fc.record({
    policyIds: fc.uniqueArray(fc.constantFrom(...POLICIES), { minLength: 1 }),
    order: fc.constantFrom("known" as const, "unknown" as const),
  }),
  { maxKeys: 4 },
);

interface Policies {
  readonly documents: readonly JsonObject[];
  readonly attachments: Readonly<
    Record<string, { readonly policyIds: readonly string[]; readonly order: "known" | "unknown" }>
  >;
}

const policies: fc.Arbitrary<Policies> = fc.record({
  documents: fc.tuple(...POLICIES.map(() => policy)),
  attachments,
});

/** Any change of policies and attachments over one tree. */
export const arbitraryChange: fc.Arbitrary<ArbitraryChange> = fc
  .tuple(shape, policies, policies)
  .map(([tree, first, second]) => ({
    before: organizationOf(tree, first),
    after: organizationOf(tree, second),
  }));

/** A change of what is attached to one OU; nothing else. */
export const arbitraryChangeBelow: fc.Arbitrary<ArbitraryChange & { readonly unit: string }> = fc
  .tuple(shape, policies, fc.constantFrom(...UNITS), fc.uniqueArray(fc.constantFrom(...POLICIES)))
  .map(([tree, all, unit, policyIds]) => {
    const others = Object.fromEntries(Object.entries(all.attachments).filter(([id]) => id !== unit));
    const changed =
      policyIds.length === 0 ? others : { ...others, [unit]: { policyIds, order: "known" as const } };
    return {
      unit,
      before: organizationOf(tree, all),
      after: organizationOf(tree, { ...all, attachments: changed }),
    };
  });

function organizationOf(
  {
    unitParents,
    accountParents,
  }: { readonly unitParents: readonly string[]; readonly accountParents: readonly string[] },
  { documents, attachments: attached }: Policies,
): Organization {
  const accounts = accountParents.map((parentId, index) => ({
    id: `000000000${100 + index}`,
    name: `account-${index}`,
    parentId,
    state: "ACTIVE" as const,
  }));
  const targets = new Set(["r", ...UNITS, ...accounts.map(({ id }) => id)]);
  const data: OrganizationData = {
    settings: { id: "o" },
    root: { id: "r", name: "Root" },
    organizationalUnits: UNITS.map((id, index) => ({ id, name: id, parentId: unitParents[index]! })),
    accounts,
    policies: POLICIES.map((id, index) => ({
      id,
      name: id,
      content: { kind: "known", value: documents[index]! },
    })),
    attachments: Object.entries(attached)
      .filter(([targetId]) => targets.has(targetId))
      .map(([targetId, { policyIds, order }]) => ({
        targetId,
        policyIds,
        order: policyIds.length < 2 ? "known" : order,
      })),
    publishedPolicies: new Map(),
  };
  const result = Organization.create(data);
  if (!result.ok) {
    throw new Error(result.problems[0]?.message);
  }
  return result.organization;
}
