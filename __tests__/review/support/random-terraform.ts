import * as fc from "fast-check";

/** Code of OUs, accounts, policies and attachments, by address; `many["key"]` is an instance of a for_each block. */
export interface RandomCode {
  readonly units: ReadonlyMap<string, { readonly name: string; readonly parent: Place }>;
  readonly accounts: ReadonlyMap<string, { readonly name: string; readonly parent: Place }>;
  readonly policies: ReadonlyMap<
    string,
    { readonly name: string; readonly days: string; readonly plan: string }
  >;
  /** Each attaches the policy of its own key to a target. */
  readonly attachments: ReadonlyMap<string, { readonly policy: string; readonly target: Place }>;
  /** The enabled types of policies; undefined if the code leaves the organization alone. */
  readonly types: readonly string[] | undefined;
  /** Kinds of things whose replacements are created before the old ones are destroyed. */
  readonly createsFirst: ReadonlySet<"unit" | "attachment">;
}

/** The root, or the key of an OU or an account. */
export type Place = "root" | `unit ${string}` | `account ${string}`;

export interface RandomEdit {
  readonly before: RandomCode;
  readonly after: RandomCode;
  /** New keys of policies by the old ones, for which the code has `moved` blocks. */
  readonly moved: ReadonlyMap<string, string>;
}

interface Edit {
  readonly kind:
    | "rename policy"
    | "change policy"
    | "delete policy"
    | "new policy"
    | "change address"
    | "move block"
    | "change target"
    | "detach"
    | "rename unit"
    | "new unit"
    | "delete unit"
    | "move unit"
    | "move account"
    | "rename account"
    | "delete account"
    | "change types";
  readonly which: number;
  readonly where: number;
}

const kinds: readonly Edit["kind"][] = [
  "rename policy",
  "change policy",
  "delete policy",
  "new policy",
  "change address",
  "move block",
  "change target",
  "detach",
  "rename unit",
  "new unit",
  "delete unit",
  "move unit",
  "move account",
  "rename account",
  "delete account",
  "change types",
];

const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...kinds),
  which: fc.nat({ max: 9 }),
  where: fc.nat({ max: 9 }),
});

const shape = fc.record({
  hasOrganization: fc.boolean(),
  createsFirst: fc.subarray<"unit" | "attachment">(["unit", "attachment"]),
  parents: fc.tuple(fc.constantFrom<Place>("root"), fc.constantFrom<Place>("root", "unit u1")),
  homes: fc.array(fc.constantFrom<Place>("root", "unit u1", "unit u2"), { minLength: 1, maxLength: 3 }),
  targets: fc.array(fc.constantFrom<Place>("root", "unit u1", "unit u2", "account a1"), {
    minLength: 1,
    maxLength: 5,
  }),
});

/** A configuration and the same after some edits. */
export const randomEdit: fc.Arbitrary<RandomEdit> = fc
  .tuple(shape, fc.array(edit, { minLength: 1, maxLength: 3 }))
  .map(([{ parents, homes, targets, hasOrganization, createsFirst }, edits]) => {
    const before: RandomCode = {
      units: new Map(
        parents.map((parent, index) => [`u${index + 1}`, { name: `unit-${index + 1}`, parent }]),
      ),
      accounts: new Map(
        homes.map((parent, index) => [`a${index + 1}`, { name: `account-${index + 1}`, parent }]),
      ),
      policies: new Map(
        targets.map((_, index) => [
          keyOf(index),
          { name: `policy-${index}`, days: "35", plan: `plan-${index % 2}` },
        ]),
      ),
      attachments: new Map(targets.map((target, index) => [keyOf(index), { policy: keyOf(index), target }])),
      types: hasOrganization ? ["BACKUP_POLICY"] : undefined,
      createsFirst: new Set(createsFirst),
    };
    const moved = new Map<string, string>();
    return {
      before,
      after: edits.reduce((code, each, index) => edited(code, each, index, moved), before),
      moved,
    };
  });

/** Every second policy is an instance of a block with for_each. */
function keyOf(index: number): string {
  return index % 2 === 0 ? `p${index}` : `many["p${index}"]`;
}

function edited(
  code: RandomCode,
  { kind, which, where }: Edit,
  index: number,
  moved: Map<string, string>,
): RandomCode {
  const pick = (of: ReadonlyMap<string, unknown>): string | undefined =>
    of.size === 0 ? undefined : [...of.keys()][which % of.size];
  const places: readonly Place[] = [
    "root",
    ...[...code.units.keys()].map((key): Place => `unit ${key}`),
    ...[...code.accounts.keys()].map((key): Place => `account ${key}`),
  ];
  const target = places[where % places.length] ?? "root";
  const parent =
    places.filter((place) => !place.startsWith("account"))[where % (code.units.size + 1)] ?? "root";
  const [policy, unit, account] = [pick(code.policies), pick(code.units), pick(code.accounts)];
  switch (kind) {
    case "new policy": {
      const key = keyOf(20 + index * 2 + (which % 2));
      const policies = set(code.policies, key, {
        name: `new-${index}`,
        days: "7",
        plan: `plan-${where % 3}`,
      });
      return { ...code, policies, attachments: set(code.attachments, key, { policy: key, target }) };
    }
    case "new unit":
      return { ...code, units: set(code.units, `n${index}`, { name: `new-${index}`, parent }) };
    case "rename unit":
    case "move unit": {
      const old = unit === undefined ? undefined : code.units.get(unit);
      if (unit === undefined || old === undefined) {
        return code;
      }
      const isCircle = kind === "move unit" && isBelow(code, parent, unit);
      const now = kind === "rename unit" ? { ...old, name: `renamed-${index}` } : { ...old, parent };
      return isCircle ? code : { ...code, units: set(code.units, unit, now) };
    }
    case "delete unit":
      return unit === undefined || isUsed(code, `unit ${unit}`)
        ? code
        : { ...code, units: without(code.units, unit) };
    case "move account":
    case "rename account": {
      const old = account === undefined ? undefined : code.accounts.get(account);
      const now =
        old === undefined
          ? undefined
          : kind === "move account"
            ? { ...old, parent }
            : { ...old, name: `renamed-${index}` };
      return account === undefined || now === undefined
        ? code
        : { ...code, accounts: set(code.accounts, account, now) };
    }
    case "change types": {
      const types = [["BACKUP_POLICY", "TAG_POLICY"], ["TAG_POLICY"], []][which % 3];
      return code.types === undefined || types === undefined ? code : { ...code, types };
    }
    case "delete account":
      return account === undefined || isUsed(code, `account ${account}`)
        ? code
        : { ...code, accounts: without(code.accounts, account) };
    default:
      return policy === undefined ? code : editedPolicy(code, kind, policy, index, target, moved);
  }
}

function editedPolicy(
  code: RandomCode,
  kind: Edit["kind"],
  key: string,
  index: number,
  target: Place,
  moved: Map<string, string>,
): RandomCode {
  const [policy, attachment] = [code.policies.get(key), code.attachments.get(key)];
  if (policy === undefined) {
    return code;
  }
  switch (kind) {
    case "rename policy":
      return { ...code, policies: set(code.policies, key, { ...policy, name: `renamed-${index}` }) };
    case "change policy":
      return { ...code, policies: set(code.policies, key, { ...policy, days: `${index + 10}` }) };
    case "delete policy":
      return { ...code, policies: without(code.policies, key), attachments: without(code.attachments, key) };
    case "change target":
      return attachment === undefined
        ? code
        : { ...code, attachments: set(code.attachments, key, { ...attachment, target }) };
    case "detach":
      return { ...code, attachments: without(code.attachments, key) };
    default: {
      const now = key.startsWith("many") ? `many["x${index}"]` : `x${index}`;
      if (kind === "move block" && ![...moved.values()].includes(key)) {
        moved.set(key, now);
      } else if (kind === "move block") {
        return code;
      }
      const attachments = without(code.attachments, key);
      return {
        ...code,
        policies: set(without(code.policies, key), now, policy),
        attachments:
          attachment === undefined ? attachments : set(attachments, now, { ...attachment, policy: now }),
      };
    }
  }
}

function set<T>(map: ReadonlyMap<string, T>, key: string, value: T): ReadonlyMap<string, T> {
  return new Map([...map, [key, value]]);
}

function without<T>(map: ReadonlyMap<string, T>, key: string): ReadonlyMap<string, T> {
  return new Map([...map].filter(([each]) => each !== key));
}

function isUsed({ units, accounts, attachments }: RandomCode, place: Place): boolean {
  return (
    [...units.values(), ...accounts.values()].some(({ parent }) => parent === place) ||
    [...attachments.values()].some(({ target }) => target === place)
  );
}

function isBelow({ units }: RandomCode, place: Place, key: string): boolean {
  for (let at: Place | undefined = place; at !== undefined;) {
    if (at === `unit ${key}`) {
      return true;
    }
    at = units.get(at.slice("unit ".length))?.parent;
  }
  return false;
}
