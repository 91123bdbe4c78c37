import fc from "fast-check";
import type { OrganizationData } from "../../../src/organization/model";
import { Organization } from "../../../src/organization/organization";
import type { JsonObject, JsonValue } from "../../../src/text/json";

const OWN = "000000000100";
const OTHER = "000000000101";
const ROLE = "arn:aws:iam::$account:role/backup";

const sometimes = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

/** Without what is undefined. */
const compact = (object: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;

const control = fc.constantFrom(["@@none"], ["@@append"], ["@@assign"], ["@@all"]);

/** A value that lower levels may or may not change. */
const assigned = (value: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> =>
  fc
    .tuple(value, fc.option(control, { nil: undefined, freq: 8 }))
    .map(([given, allowed]) =>
      compact({ "@@assign": given, "@@operators_allowed_for_child_policies": allowed }),
    );

const some = (...values: readonly string[]): fc.Arbitrary<JsonValue> => assigned(fc.constantFrom(...values));

const lifecycle = fc
  .record({
    delete_after_days: sometimes(some("7", "14", "35", "400")),
    move_to_cold_storage_after_days: fc.option(some("30"), { nil: undefined, freq: 6 }),
  })
  .map(compact);

const copies = fc
  .dictionary(
    fc.constantFrom(
      `arn:aws:backup:eu-west-1:$account:backup-vault:Second`,
      `arn:aws:backup:eu-central-1:${OTHER}:backup-vault:Central`,
      `arn:aws:backup:us-east-1:${OTHER}:backup-vault:Far`,
    ),
    lifecycle,
    { maxKeys: 2 },
  )
  .map((to) =>
    Object.fromEntries(
      Object.entries(to).map(([arn, kept]) => [
        arn,
        { target_backup_vault_arn: { "@@assign": arn }, lifecycle: kept },
      ]),
    ),
  );

const rule = fc
  .record({
    schedule_expression: sometimes(
      some(
        "cron(0 5 ? * * *)",
        "cron(0 * ? * * *)",
        "cron(30 2 1 * ? *)",
        "cron(0 5 ? * SUN *)",
        "cron(0 5 1 1 ? 2020)",
      ),
    ),
    target_backup_vault_name: fc.option(some("Default", "Main"), { nil: undefined, freq: 12 }),
    enable_continuous_backup: fc.option(some("true", "false"), { nil: undefined, freq: 4 }),
    lifecycle: sometimes(lifecycle),
    copy_actions: sometimes(copies),
  })
  .map(compact);

const regions = fc
  .tuple(
    fc.constantFrom("@@assign", "@@append", "@@remove"),
    fc.uniqueArray(fc.constantFrom("eu-central-1", "eu-west-1", "us-east-1"), { minLength: 1 }),
  )
  .map(([operator, members]): JsonValue => ({ [operator]: members }));

const tags = {
  tags: {
    s: {
      iam_role_arn: { "@@assign": ROLE },
      tag_key: { "@@assign": "backup" },
      tag_value: { "@@assign": ["daily"] },
    },
  },
};

const plan = fc
  .record({
    regions: fc.option(regions, { nil: undefined, freq: 8 }),
    rules: fc.dictionary(fc.constantFrom("nightly", "Weekly"), rule, { maxKeys: 2 }),
    selections: fc.option(fc.constant(tags), { nil: undefined, freq: 6 }),
  })
  .map(compact);

const document = fc.dictionary(fc.constantFrom("daily", "Monthly"), plan, { maxKeys: 2 });

const UNITS = ["ou-1", "ou-2", "ou-3", "ou-4"];
const POLICIES = ["p-1", "p-2", "p-3", "p-4", "p-5"];
/** Names that mean something to shells, HTML, paths or Markdown. */
const NAMES = [
  "daily & more",
  "<b>bold</b>",
  "it's $(this)",
  "a/b",
  "ünï cödé",
  "`tick`",
  "name=value",
  "Root",
];

const BACKUP = ["backup.amazonaws.com"];

const attachments = fc.dictionary(
  fc.constantFrom("r", "r", ...UNITS, OWN, OTHER),
  fc.record({
    policyIds: fc.uniqueArray(fc.constantFrom(...POLICIES), { minLength: 1, maxLength: 3 }),
    order: fc.constantFrom("known" as const, "known" as const, "unknown" as const),
  }),
  { minKeys: 1, maxKeys: 5 },
);

/** An organization with policies on every level: some complete, some that AWS withholds, some never running. */
export const randomOrganization: fc.Arbitrary<Organization> = fc
  .record({
    unitParents: fc.tuple(...UNITS.map((_, index) => fc.constantFrom("r", ...UNITS.slice(0, index)))),
    accounts: fc.array(
      fc.record({
        parentId: fc.constantFrom("r", ...UNITS),
        state: fc.constantFrom("ACTIVE" as const, "ACTIVE" as const, "ACTIVE" as const, "SUSPENDED" as const),
        name: fc.option(fc.constantFrom(...NAMES), { nil: undefined, freq: 3 }),
        published: fc.option(fc.constant(publishedPolicy()), { nil: undefined, freq: 4 }),
      }),
      { minLength: 2, maxLength: 9 },
    ),
    documents: fc.tuple(...POLICIES.map(() => document)),
    attachments,
    names: fc.shuffledSubarray(NAMES, { minLength: POLICIES.length, maxLength: POLICIES.length }),
    enabled: fc.constantFrom(...Array.from({ length: 7 }, () => true), false),
    trusted: fc.constantFrom(BACKUP, BACKUP, BACKUP, [], undefined),
  })
  .map(({ unitParents, accounts, documents, attachments: attached, names, enabled, trusted }) => {
    const ids = accounts.map((_, index) => `000000000${100 + index}`);
    const targets = new Set(["r", ...UNITS, ...ids]);
    const data: OrganizationData = {
      settings: {
        id: "o-random",
        managementAccountId: OWN,
        enabledPolicyTypes: enabled ? ["BACKUP_POLICY"] : [],
        ...(trusted === undefined ? {} : { trustedServices: trusted }),
      },
      root: { id: "r", name: "Root" },
      organizationalUnits: UNITS.map((id, index) => ({ id, name: id, parentId: unitParents[index]! })),
      accounts: accounts.map(({ name, parentId, state }, index) => ({
        id: ids[index]!,
        // Names are unique: a path that two have would name none.
        name: `${name ?? "account"}-${index}`,
        parentId,
        state,
      })),
      policies: POLICIES.map((id, index) => ({
        id,
        name: names[index]!,
        content: { kind: "known", value: { plans: documents[index]! } },
      })),
      attachments: Object.entries(attached)
        .filter(([targetId]) => targets.has(targetId))
        .map(([targetId, { policyIds, order }]) => ({
          targetId,
          policyIds,
          order: policyIds.length < 2 ? "known" : order,
        })),
      publishedPolicies: new Map(
        accounts.flatMap(({ published }, index) =>
          published === undefined ? [] : [[ids[index]!, published] as const],
        ),
      ),
    };
    const result = Organization.create(data);
    if (!result.ok) {
      throw new Error(result.problems[0]?.message);
    }
    return result.organization;
  });

/** What AWS published at some time. */
function publishedPolicy(): JsonObject {
  return {
    plans: {
      earlier: {
        regions: ["eu-central-1"],
        rules: {
          r: {
            schedule_expression: "cron(0 3 ? * * *)",
            target_backup_vault_name: "Default",
            lifecycle: { delete_after_days: "21" },
          },
        },
        selections: { tags: { s: { iam_role_arn: ROLE, tag_key: "backup", tag_value: ["daily"] } } },
      },
    },
  };
}

/** Something to try: which of the targets, policies and accounts is a number that is taken as far as there are. */
export interface RandomTry {
  readonly kind: "move" | "attach" | "detach" | "put last" | "edit";
  readonly which: number;
  readonly where: number;
  /** For an edit. */
  readonly document: JsonObject;
}

export const randomTries: fc.Arbitrary<readonly RandomTry[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("move", "attach", "detach", "put last", "edit"),
    which: fc.nat({ max: 99 }),
    where: fc.nat({ max: 99 }),
    document: document.map((plans): JsonObject => ({ plans })),
  }),
  { minLength: 1, maxLength: 4 },
);
