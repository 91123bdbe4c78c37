import { targetsOf } from "../configuration";
import type { TargetRef } from "../configuration";
import { fresh, randomPolicy, isTarget, withoutAttachmentsTo, leave } from "./edit";
import type { Edit } from "./edit";

export const TREE_EDITS: Readonly<Record<string, Edit>> = {
  "move an account": (configuration, random) => {
    const key = random.of(Object.keys(configuration.accounts));
    const target = random.of(targetsOf(configuration, true));
    const found = key === undefined ? undefined : configuration.accounts[key];
    if (found === undefined || target === undefined) {
      return undefined;
    }
    found.parent = random.chance(0.1) ? undefined : target;
    return `${found.name} to ${JSON.stringify(found.parent)}`;
  },
  "remove an account": (configuration, random) => {
    const key = random.of(Object.keys(configuration.accounts));
    if (key === undefined) {
      return undefined;
    }
    leave(configuration.accounts, key);
    if (random.chance(0.8)) {
      withoutAttachmentsTo(configuration, "account", key);
    }
    if (random.chance(0.3)) {
      configuration.forgotten.push(`aws_organizations_account.${key}`);
      withoutAttachmentsTo(configuration, "account", key);
    }
    return key;
  },
  "close accounts when they are removed": (configuration, random) => {
    const found = random.of(Object.values(configuration.accounts));
    if (found === undefined) {
      return undefined;
    }
    found.closes = !found.closes;
    return `${found.name} ${String(found.closes)}`;
  },
  "add an OU": (configuration, random) => {
    const key = fresh("ou");
    const parent = random.of(targetsOf(configuration, true));
    if (parent === undefined) {
      return undefined;
    }
    const taken = random.of(Object.values(configuration.units))?.name;
    configuration.units[key] = {
      name: random.chance(0.15) && taken !== undefined ? taken : key,
      parent,
    };
    const moved = random.of(Object.values(configuration.accounts));
    if (moved !== undefined && random.chance(0.4)) {
      moved.parent = { kind: "unit", key };
    }
    const policy = randomPolicy(configuration, random);
    if (policy !== undefined && random.chance(0.5)) {
      configuration.attachments[fresh("attached")] = {
        repeat: "none",
        style: "each.value",
        skipDestroy: false,
        waits: false,
        members: [{ key: "only", policy, target: { kind: "unit", key } }],
      };
    }
    return key;
  },
  "add OUs down to the sixth level": (configuration, random) => {
    let parent: TargetRef = { kind: "root" };
    const depth = 4 + random.below(3);
    for (let level = 1; level <= depth; level += 1) {
      const key = fresh("deep");
      configuration.units[key] = { name: key, parent };
      parent = { kind: "unit", key };
    }
    return String(depth);
  },
  "rename an OU": (configuration, random) => {
    const found = random.of(Object.values(configuration.units));
    if (found === undefined) {
      return undefined;
    }
    found.name = fresh("Renamed");
    return found.name;
  },
  "swap the names of two OUs": (configuration, random) => {
    const [one, other] = [
      random.of(Object.values(configuration.units)),
      random.of(Object.values(configuration.units)),
    ];
    if (one === undefined || other === undefined || one === other) {
      return undefined;
    }
    [one.name, other.name] = [other.name, one.name];
    return `${one.name} and ${other.name}`;
  },
  "move an OU": (configuration, random) => {
    const key = random.of(Object.keys(configuration.units));
    const found = key === undefined ? undefined : configuration.units[key];
    const parent = random.of(targetsOf(configuration, true));
    if (found === undefined || parent === undefined) {
      return undefined;
    }
    found.parent = parent;
    return `${found.name} to ${JSON.stringify(parent)}`;
  },
  "delete an OU": (configuration, random) => {
    const key = random.of(Object.keys(configuration.units));
    const found = key === undefined ? undefined : configuration.units[key];
    if (key === undefined || found === undefined) {
      return undefined;
    }
    leave(configuration.units, key);
    withoutAttachmentsTo(configuration, "unit", key);
    // What is in it goes elsewhere, or is not looked after.
    for (const unit of Object.values(configuration.units).filter(({ parent }) =>
      isTarget(parent, "unit", key),
    )) {
      unit.parent = found.parent;
    }
    const keepsParent = random.chance(0.3);
    for (const account of Object.values(configuration.accounts)) {
      if (account.parent !== undefined && isTarget(account.parent, "unit", key)) {
        account.parent = keepsParent ? undefined : found.parent;
      }
    }
    return `${found.name}${keepsParent ? ", its accounts stay" : ""}`;
  },
};
