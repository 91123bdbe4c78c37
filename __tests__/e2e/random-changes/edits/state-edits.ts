import { EXISTING_UNITS, ROOT_ID } from "../configuration";
import type { Configuration, TargetRef } from "../configuration";
import { documentOf } from "../documents";
import { FOREIGN, group } from "../start";
import { fresh, isTarget, leave } from "./edit";
import type { Edit } from "./edit";

/** Edits of what Terraform manages, and at which address. */
export const STATE_EDITS: Readonly<Record<string, Edit>> = {
  "import a policy": (configuration, random) => {
    const which = random.pick("attached", "loose");
    const block = `imported_${which}`;
    if (configuration.policies[block] !== undefined) {
      return undefined;
    }
    const name = which === "attached" ? "foreign" : "loose";
    const imported = group("none", name);
    imported.members = imported.members.map((member) => ({
      ...member,
      name: random.chance(0.3) ? fresh("imported") : name,
      content: documentOf(name, random.chance(0.5) ? "35" : "60"),
    }));
    configuration.policies[block] = imported;
    configuration.imports.push({ to: `aws_organizations_policy.${block}`, id: FOREIGN[which] });
    const isAttached = which === "attached" && random.chance(0.6);
    if (isAttached) {
      const to = fresh("attached");
      const target = { kind: "id", id: ROOT_ID } as const;
      configuration.attachments[to] = {
        repeat: "none",
        style: "each.value",
        skipDestroy: false,
        waits: false,
        members: [{ key: "only", policy: { kind: "member", group: block, key: name }, target }],
      };
      if (random.chance(0.7)) {
        const id = `${ROOT_ID}:${FOREIGN.attached}`;
        configuration.imports.push({ to: `aws_organizations_policy_attachment.${to}`, id });
      }
    }
    return `${name}${isAttached ? ", attached" : ""}`;
  },
  "forget an OU": (configuration, random) => {
    const key = random.of(Object.keys(configuration.units));
    const id = Object.entries(EXISTING_UNITS).find(([existing]) => existing === key)?.[1];
    if (key === undefined || id === undefined) {
      return undefined;
    }
    leave(configuration.units, key);
    configuration.forgotten.push(`aws_organizations_organizational_unit.${key}`);
    retarget(configuration, key, { kind: "id", id });
    return key;
  },
  "change the address of an OU": (configuration, random) => {
    const key = random.of(Object.keys(configuration.units));
    const unit = key === undefined ? undefined : configuration.units[key];
    if (key === undefined || unit === undefined) {
      return undefined;
    }
    const to = fresh("unit");
    leave(configuration.units, key);
    configuration.units[to] = unit;
    retarget(configuration, key, { kind: "unit", key: to });
    const type = "aws_organizations_organizational_unit";
    const isMoved = random.chance(0.6);
    if (isMoved) {
      configuration.moved.push({ from: `${type}.${key}`, to: `${type}.${to}` });
    }
    return `${key} to ${to}${isMoved ? ", moved" : ""}`;
  },
  "change the address of an account": (configuration, random) => {
    const key = random.of(Object.keys(configuration.accounts));
    const account = key === undefined ? undefined : configuration.accounts[key];
    if (key === undefined || account === undefined) {
      return undefined;
    }
    const to = fresh("account");
    leave(configuration.accounts, key);
    configuration.accounts[to] = account;
    for (const { members } of Object.values(configuration.attachments)) {
      members.forEach((member) => {
        member.target = isTarget(member.target, "account", key)
          ? { kind: "account", key: to }
          : member.target;
      });
    }
    for (const administrator of Object.values(configuration.administrators)) {
      administrator.account = administrator.account === key ? to : administrator.account;
    }
    const type = "aws_organizations_account";
    configuration.moved.push({ from: `${type}.${key}`, to: `${type}.${to}` });
    return `${key} to ${to}`;
  },
  "create OUs or attachments before destroying": (configuration, random) => {
    const found = random.of<{ createBeforeDestroy?: boolean }>([
      ...Object.values(configuration.units),
      ...Object.values(configuration.attachments),
    ]);
    if (found === undefined) {
      return undefined;
    }
    found.createBeforeDestroy = found.createBeforeDestroy !== true;
    return String(found.createBeforeDestroy);
  },
};

/** What names an OU names something else. */
function retarget({ units, accounts, attachments }: Configuration, key: string, to: TargetRef): void {
  for (const unit of Object.values(units)) {
    unit.parent = isTarget(unit.parent, "unit", key) ? to : unit.parent;
  }
  for (const account of Object.values(accounts)) {
    account.parent =
      account.parent !== undefined && isTarget(account.parent, "unit", key) ? to : account.parent;
  }
  for (const { members } of Object.values(attachments)) {
    members.forEach((member) => {
      member.target = isTarget(member.target, "unit", key) ? to : member.target;
    });
  }
}
