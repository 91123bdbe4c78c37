import { completePlan } from "../../support/organizations";
import type { Place, RandomCode, RandomEdit } from "./random-terraform";

const UNIT = "aws_organizations_organizational_unit";
const ACCOUNT = "aws_organizations_account";
const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";

const ROOT_ID = "r-1";
const accountId = (key: string): string => key.slice(1).padStart(12, "0");
const unitId = (key: string): string => `ou-1-${key}`;
const policyId = (key: string): string => `p-${/\w+(?="\]$)|^\w+$/.exec(key)?.[0] ?? key}`;

const ORGANIZATION = "aws_organizations_organization";
const ROOT = `\${${ORGANIZATION}.this.roots[0].id}`;

type Values = Readonly<Record<string, string | readonly string[]>>;

/** Resource values by address; a reference is `${address}.id`. */
function resources(code: RandomCode): ReadonlyMap<string, Values> {
  const place = (at: Place): string => {
    const [kind = "", key = ""] = at.split(" ");
    return kind === "root"
      ? code.types === undefined
        ? ROOT_ID
        : ROOT
      : `\${${kind === "unit" ? UNIT : ACCOUNT}.${key}.id}`;
  };
  return new Map<string, Values>([
    ...(code.types === undefined
      ? []
      : [[`${ORGANIZATION}.this`, { enabled_policy_types: code.types }] as const]),
    ...[...code.units].map(
      ([key, { name, parent }]) => [`${UNIT}.${key}`, { name, parent_id: place(parent) }] as const,
    ),
    ...[...code.accounts].map(
      ([key, { name, parent }]) => [`${ACCOUNT}.${key}`, { name, parent_id: place(parent) }] as const,
    ),
    ...[...code.policies].map(
      ([key, { name, days, plan }]) =>
        [
          `${POLICY}.${key}`,
          { name, type: "BACKUP_POLICY", content: JSON.stringify(completePlan(plan, days)) },
        ] as const,
    ),
    ...[...code.attachments].map(
      ([key, { policy, target }]) =>
        [
          `${ATTACHMENT}.${key}`,
          { policy_id: `\${${POLICY}.${policy}.id}`, target_id: place(target) },
        ] as const,
    ),
  ]);
}

/** What the state has at each address: ids in the place of references. */
function stored(code: RandomCode): ReadonlyMap<string, Values> {
  const id = (address: string): string => {
    const [type = "", ...rest] = address.split(".");
    const key = rest.join(".");
    if (type === ORGANIZATION) {
      return key === "this" ? "o-1" : ROOT_ID;
    }
    return type === UNIT ? unitId(key) : type === ACCOUNT ? accountId(key) : policyId(key);
  };
  return new Map(
    [...resources(code)].map(([address, values]) => {
      const known = Object.fromEntries(
        Object.entries(values).map(([name, value]) => {
          const reference = referenceOf(value);
          return [name, reference === undefined ? value : id(reference)];
        }),
      );
      const own = address.startsWith(ATTACHMENT)
        ? `${String(known.target_id)}:${String(known.policy_id)}`
        : id(address);
      return [address, { ...known, id: own }];
    }),
  );
}

/** The organization file of what the code made. */
export function organizationOf(code: RandomCode): object {
  const values = stored(code);
  const at = (type: string): readonly Values[] =>
    [...values].filter(([address]) => address.startsWith(`${type}.`)).map(([, each]) => each);
  const targets = [...new Set(at(ATTACHMENT).map(({ target_id: target }) => target))];
  return {
    version: 1,
    organization: { id: "o-1", ...(code.types === undefined ? {} : { enabledPolicyTypes: code.types }) },
    root: { id: ROOT_ID, name: "Root" },
    organizationalUnits: at(UNIT).map(({ id, name, parent_id: parentId }) => ({ id, name, parentId })),
    accounts: at(ACCOUNT).map(({ id, name, parent_id: parentId }) => ({ id, name, parentId })),
    policies: at(POLICY).map(({ id, name, content }) => ({ id, name, content })),
    attachments: targets.map((targetId) => ({
      targetId,
      policyIds: at(ATTACHMENT).flatMap(({ target_id: target, policy_id: policy }) =>
        target === targetId ? [policy] : [],
      ),
      order: "known",
    })),
  };
}

function parts(address: string): { readonly type: string; readonly name: string; readonly key?: string } {
  const [, type = "", name = "", key] = /^(\w+)\.(\w+)(?:\["(\w+)"\])?(?:\.roots\[0\])?$/.exec(address) ?? [];
  return { type, name, ...(key === undefined ? {} : { key }) };
}

export function stateOf(code: RandomCode): object {
  return {
    version: 4,
    resources: [...stored(code)].map(([address, attributes]) => {
      const { type, name, key } = parts(address);
      // Without `create_before_destroy`, which the JSON of states and plans does not show either.
      const dependencies = dependenciesOf(code, address);
      return {
        mode: "managed",
        type,
        name,
        instances: [{ index_key: key ?? null, attributes, dependencies }],
      };
    }),
  };
}

/** The blocks that the resource of an address depends on, through others as well. */
function dependenciesOf(code: RandomCode, start: string): readonly string[] {
  const all = resources(code);
  const blocks = new Map<string, string[]>();
  for (const address of all.keys()) {
    const { type, name } = parts(address);
    blocks.set(`${type}.${name}`, [...(blocks.get(`${type}.${name}`) ?? []), address]);
  }
  const found = new Set<string>();
  const open = [start];
  for (const address of open) {
    const { type, name } = parts(address);
    // Whatever one instance refers to, its block refers to.
    const values = (blocks.get(`${type}.${name}`) ?? []).flatMap((each) =>
      Object.values(all.get(each) ?? {}),
    );
    for (const reference of values.flatMap((value) => referenceOf(value) ?? [])) {
      const { type: otherType, name: otherName } = parts(reference);
      if (!found.has(`${otherType}.${otherName}`)) {
        found.add(`${otherType}.${otherName}`);
        open.push(reference);
      }
    }
  }
  return [...found].sort();
}

/** What `cdktf synth` writes of the code. */
export function synthesizedOf({ after, moved }: RandomEdit): object {
  const resource: Record<string, Record<string, object>> = {};
  for (const [address, values] of resources(after)) {
    const { type, name, key } = parts(address);
    const named = (resource[type] ??= {});
    const kind = type === UNIT ? "unit" : type === ATTACHMENT ? "attachment" : undefined;
    const lifecycle =
      kind !== undefined && after.createsFirst.has(kind)
        ? { lifecycle: { create_before_destroy: true } }
        : {};
    if (key === undefined) {
      named[name] = { ...values, ...lifecycle };
      continue;
    }
    const known = (named[name] ?? {}) as { readonly for_each?: object };
    named[name] = {
      ...(type === POLICY
        ? { name: "${each.value.name}", type: "BACKUP_POLICY", content: "${each.value.content}" }
        : { policy_id: `\${${POLICY}.many[each.key].id}`, target_id: "${each.value}" }),
      ...lifecycle,
      for_each: {
        ...known.for_each,
        [key]: type === POLICY ? { name: values.name, content: values.content } : values.target_id,
      },
    };
  }
  const moves = [...moved].flatMap(([from, to]) =>
    [POLICY, ATTACHMENT].map((type) => ({ from: `${type}.${from}`, to: `${type}.${to}` })),
  );
  return { resource, ...(moves.length === 0 ? {} : { moved: moves }) };
}

const FORCES: Readonly<Record<string, readonly string[]>> = {
  [UNIT]: ["parent_id"],
  [ATTACHMENT]: ["policy_id", "target_id"],
};

/** Blocks whose replacements are created first: what asks for it lets everything that it depends on do so. */
function createdFirst(code: RandomCode): ReadonlySet<string> {
  const types: readonly string[] = [...code.createsFirst].map((kind) =>
    kind === "unit" ? UNIT : ATTACHMENT,
  );
  return new Set(
    [...resources(code).keys()].flatMap((address) => {
      const { type, name } = parts(address);
      return types.includes(type) ? [`${type}.${name}`, ...dependenciesOf(code, address)] : [];
    }),
  );
}

/** The address that an argument refers to. */
function referenceOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === "string" ? /^\$\{(.*)\.id\}$/.exec(value)?.[1] : undefined;
}

/** The plan that Terraform makes of the code and its state. */
export function planOf(edit: RandomEdit): object {
  const { moved } = edit;
  const addressNow = (address: string): string => {
    const { type } = parts(address);
    const key = address.slice(type.length + 1);
    const now = type === POLICY || type === ATTACHMENT ? moved.get(key) : undefined;
    const isMoved = now !== undefined && !stored(edit.before).has(`${type}.${now}`);
    return isMoved ? `${type}.${now}` : address;
  };
  const old = new Map([...stored(edit.before)].map(([address, values]) => [addressNow(address), values]));
  const wanted = resources(edit.after);
  const first = createdFirst(edit.after);
  const prior = [...stored(edit.before)].map(([address, values]) => {
    const now = addressNow(address);
    const { type, name } = parts(now);
    // A refresh adds what the code depends on now.
    const inCode = wanted.has(now) ? dependenciesOf(edit.after, now) : [];
    const dependsOn = [...new Set([...dependenciesOf(edit.before, address), ...inCode])];
    return { address: now, mode: "managed", type, name, values, depends_on: dependsOn };
  });
  const planned = new Map<
    string,
    { readonly actions: readonly string[]; readonly after: Values | null; readonly unknown: object }
  >();
  const plan = (address: string): void => {
    const values = wanted.get(address);
    if (values === undefined || planned.has(address)) {
      return;
    }
    const before = old.get(address);
    const { type } = parts(address);
    const known: Record<string, string | readonly string[]> = {};
    const unknown: Record<string, boolean> = {};
    for (const [name, value] of Object.entries(values)) {
      const reference = referenceOf(value);
      if (reference === undefined || value === ROOT) {
        known[name] = reference === undefined ? value : ROOT_ID;
        continue;
      }
      plan(reference);
      const id = planned.get(reference)?.after?.id;
      if (id === undefined) {
        unknown[name] = true;
      } else {
        known[name] = id;
      }
    }
    const differs = (name: string): boolean =>
      unknown[name] === true || JSON.stringify(known[name]) !== JSON.stringify(before?.[name]);
    const isReplaced = before !== undefined && (FORCES[type] ?? []).some(differs);
    const actions =
      before === undefined
        ? ["create"]
        : isReplaced
          ? first.has(`${type}.${parts(address).name}`)
            ? ["create", "delete"]
            : ["delete", "create"]
          : Object.keys(values).some(differs)
            ? ["update"]
            : ["no-op"];
    const isNew = actions.includes("create");
    planned.set(address, {
      actions,
      after: isNew || before === undefined ? known : { ...known, id: before.id ?? "" },
      unknown: isNew ? { ...unknown, id: true } : unknown,
    });
  };
  [...wanted.keys()].forEach(plan);
  const addresses = [...new Set([...old.keys(), ...wanted.keys()])];
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    resource_changes: addresses.map((address) => {
      const { type, name, key } = parts(address);
      const { actions, after, unknown } = planned.get(address) ?? {
        actions: ["delete"],
        after: null,
        unknown: {},
      };
      const change = { actions, before: old.get(address) ?? null, after, after_unknown: unknown };
      return { address, mode: "managed", type, name, ...(key === undefined ? {} : { index: key }), change };
    }),
    prior_state: { format_version: "1.0", values: { root_module: { resources: prior } } },
    configuration: { root_module: { resources: configurationOf(edit) } },
  };
}

/** The blocks with what they refer to, as Terraform shows JSON code. */
function configurationOf(edit: RandomEdit): readonly object[] {
  const { resource } = synthesizedOf(edit) as {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { for_each: forEach, ...values }]) => ({
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      expressions: Object.fromEntries(
        Object.entries(values).flatMap(([argument, value]) =>
          argument === "lifecycle"
            ? []
            : [[argument, typeof value === "string" ? expressionOf(value) : { constant_value: value }]],
        ),
      ),
      ...(forEach === undefined
        ? {}
        : {
            for_each_expression: {
              constant_value: forEach,
              ...(references(JSON.stringify(forEach)).length === 0
                ? {}
                : { references: references(JSON.stringify(forEach)) }),
            },
          }),
    })),
  );
}

function expressionOf(value: string): object {
  const found = references(value);
  return found.length === 0 ? { constant_value: value } : { references: found };
}

function references(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, expression = ""]) => {
    const [, block] = /^(\w+\.\w+)\[each\.key\]\.id$/.exec(expression.replaceAll("\\", "")) ?? [];
    return block === undefined
      ? [expression, expression.replace(/\.\w+$/, "")].filter((each) => each.includes("."))
      : [block, "each.key"];
  });
}
