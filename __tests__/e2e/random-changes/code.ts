import type { AttachmentGroup, Configuration, PolicyGroup, PolicyRef, TargetRef } from "./configuration";

type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };
type Body = Readonly<Record<string, Json>>;

/** Terraform code as blocks: `resource.TYPE.NAME`, lists for blocks that repeat. */
export interface Code {
  readonly locals: Body;
  readonly module: Readonly<Record<string, Body>>;
  readonly resource: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly moved: readonly Body[];
  readonly removed: readonly Body[];
  readonly import: readonly Body[];
}

export const ORGANIZATION_ID = "o-exampleorgid";

/** The module of policies with their attachments, in a folder of its own. */
export const POLICY_MODULE = {
  variable: { name: {}, content: {} },
  resource: {
    aws_organizations_policy: {
      this: { name: "${var.name}", content: "${var.content}", type: "BACKUP_POLICY" },
    },
  },
  output: { id: { value: "${aws_organizations_policy.this.id}" } },
};

/** The code of a configuration. */
export function codeOf(configuration: Configuration): Code {
  const { organization, units, accounts, policies, attachments, administrators } = configuration;
  const locals: Record<string, Json> = {};
  const waitedFor: string[] = [];
  return {
    module: Object.fromEntries(
      Object.entries(policies)
        .filter(([, { repeat }]) => repeat === "module")
        .map(([block, { members }]) => [
          block,
          {
            source: "./policy",
            for_each: Object.fromEntries(members.map(({ key, name, content }) => [key, { name, content }])),
            name: "${each.value.name}",
            content: "${each.value.content}",
          },
        ]),
    ),
    resource: withoutEmpty({
      aws_organizations_organization:
        organization === undefined
          ? {}
          : {
              this: defined({
                feature_set: "ALL",
                aws_service_access_principals: organization.principals,
                enabled_policy_types: organization.types,
              }),
            },
      aws_organizations_organizational_unit: mapped(units, ({ name, parent, createBeforeDestroy }) => ({
        name,
        parent_id: targetExpression(parent),
        ...creatingFirst(createBeforeDestroy),
      })),
      aws_organizations_account: mapped(accounts, ({ name, email, parent, closes }) =>
        defined({
          name,
          email,
          parent_id: parent === undefined ? undefined : targetExpression(parent),
          close_on_deletion: closes,
          lifecycle: { ignore_changes: ["role_name", "iam_user_access_to_billing"] },
        }),
      ),
      aws_organizations_policy: mapped(
        Object.fromEntries(Object.entries(policies).filter(([, { repeat }]) => repeat !== "module")),
        policyBody,
      ),
      aws_organizations_policy_attachment: mapped(attachments, (group, block) => {
        const body = attachmentBody(group, block, configuration, locals);
        const result = group.waits && waitedFor.length > 0 ? { ...body, depends_on: [...waitedFor] } : body;
        waitedFor.push(`aws_organizations_policy_attachment.${block}`);
        return result;
      }),
      aws_organizations_delegated_administrator: mapped(administrators, ({ account, principal }) => ({
        account_id: accounts[account] === undefined ? account : `\${aws_organizations_account.${account}.id}`,
        service_principal: principal,
      })),
      ...environment(configuration),
    }),
    locals,
    moved: configuration.moved.map(({ from, to }) => ({ from: reference(from), to: reference(to) })),
    removed: configuration.forgotten.map((from) => ({
      from: reference(from),
      lifecycle: { destroy: false },
    })),
    import: configuration.imports.map(({ to, id }) => ({ to: reference(to), id })),
  };
}

function environment({ vaults, roles, globalSettings, optIn }: Configuration): Code["resource"] {
  const locked = Object.entries(vaults).filter(([, { lock }]) => lock !== undefined);
  return {
    aws_backup_vault: mapped(vaults, ({ name, forceDestroy }) => ({ name, force_destroy: forceDestroy })),
    aws_backup_vault_lock_configuration: mapped(Object.fromEntries(locked), ({ lock }, key) =>
      defined({
        backup_vault_name: `\${aws_backup_vault.${key}.name}`,
        min_retention_days: lock?.min,
        max_retention_days: lock?.max,
        changeable_for_days: lock?.changeableForDays,
      }),
    ),
    aws_iam_role: mapped(roles, ({ name, trustsBackup }) => ({
      name,
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: trustsBackup ? "backup.amazonaws.com" : "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    })),
    aws_backup_global_settings:
      globalSettings === undefined ? {} : { this: { global_settings: globalSettings } },
    aws_backup_region_settings:
      optIn === undefined ? {} : { this: { resource_type_opt_in_preference: optIn } },
  };
}

function creatingFirst(isWanted = false): Body {
  return isWanted ? { lifecycle: { create_before_destroy: true } } : {};
}

function policyBody({ repeat, type, members, skipDestroy, createBeforeDestroy }: PolicyGroup): Body {
  const [first] = members;
  const common = {
    type,
    skip_destroy: skipDestroy,
    ...creatingFirst(createBeforeDestroy),
  };
  if (repeat === "count") {
    return {
      ...common,
      count: members.length,
      name: `\${${JSON.stringify(members.map(({ name }) => name))}[count.index]}`,
      content: `\${${JSON.stringify(members.map(({ content }) => content))}[count.index]}`,
    };
  }
  return repeat === "none"
    ? { ...common, name: first?.name, content: first?.content }
    : {
        ...common,
        for_each: Object.fromEntries(members.map(({ key, name, content }) => [key, { name, content }])),
        name: "${each.value.name}",
        content: "${each.value.content}",
      };
}

function attachmentBody(
  { repeat, style, members, skipDestroy, createBeforeDestroy }: AttachmentGroup,
  block: string,
  configuration: Configuration,
  locals: Record<string, Json>,
): Body {
  const [first] = members;
  const common = { skip_destroy: skipDestroy, ...creatingFirst(createBeforeDestroy) };
  if (repeat === "none" || first === undefined) {
    return {
      ...common,
      policy_id: first === undefined ? "" : policyExpression(first.policy, configuration),
      target_id: first === undefined ? "" : targetExpression(first.target),
    };
  }
  const list = members.map(({ key, policy, target }) => ({
    key,
    policy: policyExpression(policy, configuration),
    target: targetExpression(target),
  }));
  if (repeat === "count") {
    const elements = (values: readonly string[]): string =>
      `\${[${values.map(bare).join(", ")}][count.index]}`;
    return {
      ...common,
      count: members.length,
      policy_id: elements(list.map(({ policy }) => policy)),
      target_id: elements(list.map(({ target }) => target)),
    };
  }
  const keyed = keyedGroup(
    members.map(({ policy }) => policy),
    configuration,
  );
  if (style === "keys" && keyed !== undefined) {
    return {
      ...common,
      for_each: Object.fromEntries(
        members.map(({ key, policy, target }) => [
          key,
          { policy: policy.kind === "member" ? policy.key : "", target: targetExpression(target) },
        ]),
      ),
      policy_id: `\${aws_organizations_policy.${keyed}[each.value.policy].id}`,
      target_id: "${each.value.target}",
    };
  }
  const forEach = Object.fromEntries(list.map(({ key, policy, target }) => [key, { policy, target }]));
  if (style === "local") {
    locals[block] = forEach;
  }
  return {
    ...common,
    for_each: style === "local" ? `\${local.${block}}` : forEach,
    policy_id: "${each.value.policy}",
    target_id: "${each.value.target}",
  };
}

/** The one repeated block of all policies, if there is one. */
function keyedGroup(policies: readonly PolicyRef[], configuration: Configuration): string | undefined {
  const groups = new Set(policies.map((policy) => (policy.kind === "member" ? policy.group : undefined)));
  const [only, ...more] = groups;
  return only !== undefined && more.length === 0 && configuration.policies[only]?.repeat === "for_each"
    ? only
    : undefined;
}

export function targetExpression(target: TargetRef): string {
  switch (target.kind) {
    case "root":
      return "${aws_organizations_organization.this.roots[0].id}";
    case "unit":
      return `\${aws_organizations_organizational_unit.${target.key}.id}`;
    case "account":
      return `\${aws_organizations_account.${target.key}.id}`;
    case "id":
      return target.id;
  }
}

function policyExpression(policy: PolicyRef, { policies }: Configuration): string {
  if (policy.kind === "id") {
    return policy.id;
  }
  const { group: block, key } = policy;
  const group = policies[block];
  const index = group?.members.findIndex((member) => member.key === key) ?? -1;
  switch (group?.repeat) {
    case "for_each":
      return `\${aws_organizations_policy.${block}[${JSON.stringify(key)}].id}`;
    case "count":
      return `\${aws_organizations_policy.${block}[${index}].id}`;
    case "module":
      return `\${module.${block}[${JSON.stringify(key)}].id}`;
    default:
      return `\${aws_organizations_policy.${block}.id}`;
  }
}

/** The expression inside `${}`, or a literal. */
function bare(text: string): string {
  return /^\$\{(.*)\}$/s.exec(text)?.[1] ?? JSON.stringify(text);
}

/** An address in a moved, removed or import block: JSON writes it as text, HCL bare. */
function reference(address: string): string {
  return `@${address}`;
}

/** The code as Terraform's JSON syntax writes it. */
export function jsonText(code: Code): string {
  const written = Object.fromEntries(
    Object.entries(code).filter(([, value]) => Object.keys(value as object).length > 0),
  );
  return JSON.stringify(written, (_, value: unknown) =>
    typeof value === "string" && value.startsWith("@") ? value.slice(1) : value,
  );
}

/** The code as HCL. */
export function hclText(code: Code): string {
  const blocks: string[] = [];
  if (Object.keys(code.locals).length > 0) {
    blocks.push(`locals ${block(code.locals)}`);
  }
  for (const [name, body] of Object.entries(code.module)) {
    blocks.push(`module ${JSON.stringify(name)} ${block(body)}`);
  }
  for (const [type, named] of Object.entries(code.resource)) {
    for (const [name, body] of Object.entries(named)) {
      blocks.push(`resource ${JSON.stringify(type)} ${JSON.stringify(name)} ${block(body)}`);
    }
  }
  for (const kind of ["moved", "removed", "import"] as const) {
    blocks.push(...code[kind].map((body) => `${kind} ${block(body)}`));
  }
  return `${blocks.join("\n\n")}\n`;
}

function block(body: Body): string {
  const lines = Object.entries(body).map(([name, value]) =>
    name === "lifecycle"
      ? `lifecycle ${block(value as Body)}`
      : `${name} = ${name === "depends_on" || name === "ignore_changes" ? bareList(value) : expression(value)}`,
  );
  return `{\n${lines.join("\n")}\n}`;
}

function bareList(value: Json): string {
  return `[${(value as readonly string[]).join(", ")}]`;
}

function expression(value: Json): string {
  if (typeof value === "string") {
    return value.startsWith("@") ? value.slice(1) : bare(value);
  }
  if (Array.isArray(value)) {
    return `[${(value as readonly Json[]).map(expression).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(
      ([key, member]) => `${JSON.stringify(key)} = ${expression(member)}`,
    );
    return `{\n${members.join("\n")}\n}`;
  }
  return JSON.stringify(value ?? null);
}

function mapped<T>(
  things: Readonly<Record<string, T>>,
  body: (thing: T, key: string) => Body,
): Readonly<Record<string, Body>> {
  return Object.fromEntries(Object.entries(things).map(([key, thing]) => [key, body(thing, key)]));
}

function defined(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

function withoutEmpty(resources: Code["resource"]): Code["resource"] {
  return Object.fromEntries(Object.entries(resources).filter(([, named]) => Object.keys(named).length > 0));
}
