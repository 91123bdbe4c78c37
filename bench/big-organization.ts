import type { JsonObject } from "../src/text/json";

/** What a large organization looks like, in numbers. */
export interface BigOrganizationSize {
  readonly accounts: number;
  readonly organizationalUnits: number;
  readonly policies: number;
  /** All policies on the first OU, however many AWS allows, rather than up to 10 on any target. */
  readonly onOneTarget?: boolean;
}

/** 10,000 accounts in 2,000 OUs up to five deep, 1,000 policies of about 4 kB, up to 10 on one target. */
export const TEN_THOUSAND: BigOrganizationSize = {
  accounts: 10_000,
  organizationalUnits: 2_000,
  policies: 1_000,
};

/** An organization file as plain data; the same size gives the same file. */
export function bigOrganizationFile(size: BigOrganizationSize): JsonObject {
  const random = seeded(42);
  const units = unitsOf(size.organizationalUnits, random);
  const accounts = Array.from({ length: size.accounts }, (_, index) => ({
    id: String(100_000_000_000 + index),
    name: `account-${index}`,
    parentId: units[Math.floor(random() * units.length)]?.id ?? "r-big0",
    state: "ACTIVE",
  }));
  const policies = Array.from({ length: size.policies }, (_, index) => ({
    id: `p-${String(index).padStart(8, "0")}`,
    name: `policy-${index}`,
    content: policyOf(index, random),
  }));
  return {
    version: 1,
    organization: {
      id: "o-big0000000",
      managementAccountId: "100000000000",
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com"],
    },
    root: { id: "r-big0", name: "Root" },
    organizationalUnits: units.map(({ id, name, parentId }) => ({ id, name, parentId })),
    accounts,
    policies,
    attachments:
      size.onOneTarget === true
        ? onOneTarget(policies, units[0]?.id ?? "r-big0")
        : attachmentsOf(units, accounts, policies, random),
  };
}

interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
  readonly depth: number;
}

function unitsOf(count: number, random: () => number): readonly Unit[] {
  const units: Unit[] = [];
  for (let index = 0; index < count; index += 1) {
    const candidates = units.slice(0, Math.ceil(units.length / 2));
    const parent = index < 10 ? undefined : candidates[Math.floor(random() * candidates.length)];
    const usable = parent !== undefined && parent.depth < 5 ? parent : undefined;
    units.push({
      id: `ou-big0-${String(index).padStart(8, "0")}`,
      name: `unit-${index}`,
      parentId: usable?.id ?? "r-big0",
      depth: (usable?.depth ?? 0) + 1,
    });
  }
  return units;
}

/** About 4 kB: one plan of six that all policies share, so that levels meet, and one of its own. */
function policyOf(index: number, random: () => number): JsonObject {
  const shared = `shared-${index % 6}`;
  return { plans: { [shared]: planOf(index, 3, random), [`own-${index}`]: planOf(index, 4, random) } };
}

function planOf(index: number, rules: number, random: () => number): JsonObject {
  const days = (): JsonObject => ({ "@@assign": String(7 + Math.floor(random() * 90)) });
  const vault = "arn:aws:backup:eu-west-1:$account:backup-vault:Central";
  return {
    regions: { "@@append": ["eu-central-1", "eu-west-1"] },
    rules: Object.fromEntries(
      Array.from({ length: rules }, (_, rule) => [
        `rule-${rule}`,
        {
          schedule_expression: { "@@assign": `cron(${index % 60} ${rule} ? * * *)` },
          start_backup_window_minutes: { "@@assign": "60" },
          target_backup_vault_name: { "@@assign": "Default" },
          lifecycle: { delete_after_days: days() },
          copy_actions: {
            [vault]: {
              target_backup_vault_arn: { "@@assign": vault },
              lifecycle: { delete_after_days: days() },
            },
          },
        },
      ]),
    ),
    selections: {
      tags: {
        selection: {
          iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole" },
          tag_key: { "@@assign": "backup" },
          tag_value: { "@@append": [`tier-${index % 4}`] },
        },
      },
    },
  };
}

/** Every policy on about three targets: one on the root, most on OUs, some on accounts; never more than 10 on one. */
function attachmentsOf(
  units: readonly Unit[],
  accounts: readonly { readonly id: string }[],
  policies: readonly { readonly id: string }[],
  random: () => number,
): readonly JsonObject[] {
  const byTarget = new Map<string, string[]>([["r-big0", [policies[0]?.id ?? ""]]]);
  for (const { id } of policies) {
    for (let copy = 0; copy < 3; copy += 1) {
      const pool = random() < 0.8 ? units : accounts;
      const target = pool[Math.floor(random() * random() * pool.length)]?.id ?? "r-big0";
      const attached = byTarget.get(target) ?? [];
      if (attached.length < 10 && !attached.includes(id)) {
        byTarget.set(target, [...attached, id]);
      }
    }
  }
  return [...byTarget].map(([targetId, policyIds]) => ({ targetId, policyIds, order: "known" }));
}

function onOneTarget(policies: readonly { readonly id: string }[], targetId: string): readonly JsonObject[] {
  const [first, ...others] = policies.map(({ id }) => id);
  return [
    { targetId: "r-big0", policyIds: first === undefined ? [] : [first], order: "known" },
    { targetId, policyIds: others, order: "known" },
  ];
}

/** Mulberry32: the same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
