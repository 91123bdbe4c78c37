import { policiesOf, policyAddress, targetsOf } from "../configuration";
import type { AttachmentGroup } from "../configuration";
import { documentOf, REFUSED_DOCUMENTS } from "../documents";
import { group } from "../start";
import { fresh, keep, isOf, withoutAttachmentsOf, leave } from "./edit";
import type { Edit } from "./edit";

export const POLICY_EDITS: Readonly<Record<string, Edit>> = {
  "update content": (configuration, random) => {
    const found = random.of(policiesOf(configuration));
    if (found === undefined) {
      return undefined;
    }
    found.member.content = documentOf(found.member.name, String(30 + random.below(60)));
    return `${found.block}.${found.member.key}`;
  },
  "write a refused document": (configuration, random) => {
    const found = random.of(policiesOf(configuration));
    if (found?.group.type !== "BACKUP_POLICY") {
      return undefined;
    }
    found.member.content = random.pick(...REFUSED_DOCUMENTS);
    return `${found.block}.${found.member.key}`;
  },
  "rename a policy": (configuration, random) => {
    const found = random.of(policiesOf(configuration));
    if (found === undefined) {
      return undefined;
    }
    found.member.name = fresh("renamed");
    return `${found.block}.${found.member.key}`;
  },
  "give a policy a name that is taken": (configuration, random) => {
    const [one, other] = [random.of(policiesOf(configuration)), random.of(policiesOf(configuration))];
    if (one === undefined || other === undefined || one.member === other.member) {
      return undefined;
    }
    one.member.name = other.member.name;
    return one.member.name;
  },
  "swap the names of two policies": (configuration, random) => {
    const [one, other] = [random.of(policiesOf(configuration)), random.of(policiesOf(configuration))];
    if (one === undefined || other === undefined || one.member === other.member) {
      return undefined;
    }
    [one.member.name, other.member.name] = [other.member.name, one.member.name];
    return `${one.member.name} and ${other.member.name}`;
  },
  "hand a policy's name on to another one": (configuration, random) => {
    const [one, other] = [random.of(policiesOf(configuration)), random.of(policiesOf(configuration))];
    if (one === undefined || other === undefined || one.member === other.member) {
      return undefined;
    }
    one.member.name = other.member.name;
    other.member.name = fresh("handed");
    return one.member.name;
  },
  "change the address of a block of policies": (configuration, random) => {
    const block = random.of(Object.keys(configuration.policies));
    const found = block === undefined ? undefined : configuration.policies[block];
    if (block === undefined || found === undefined) {
      return undefined;
    }
    const to = fresh("block");
    leave(configuration.policies, block);
    configuration.policies[to] = found;
    for (const each of Object.values(configuration.attachments)) {
      each.members = each.members.map((member) =>
        member.policy.kind === "member" && member.policy.group === block
          ? {
              ...member,
              policy: {
                kind: "member",
                group: to,
                key: member.policy.key,
              },
            }
          : member,
      );
    }
    const isMoved = random.chance(0.5);
    if (isMoved) {
      const prefix = found.repeat === "module" ? "module" : "aws_organizations_policy";
      configuration.moved.push({ from: `${prefix}.${block}`, to: `${prefix}.${to}` });
    }
    return `${block} to ${to}${isMoved ? ", moved" : ""}`;
  },
  "change the key of a policy": (configuration, random) => {
    const found = random.of(
      policiesOf(configuration).filter(
        ({ group: { repeat } }) => repeat === "for_each" || repeat === "module",
      ),
    );
    if (found === undefined) {
      return undefined;
    }
    const { block, group: of, member } = found;
    const from = policyAddress(of, block, member.key, 0);
    const old = member.key;
    member.key = fresh("key");
    for (const each of Object.values(configuration.attachments)) {
      each.members = each.members.map((attached) =>
        isOf(attached.policy, block, old)
          ? { ...attached, policy: { kind: "member", group: block, key: member.key } }
          : attached,
      );
    }
    const isMoved = random.chance(0.4);
    if (isMoved) {
      const modules = /^(module\.[^.]*)\./;
      const to = policyAddress(of, block, member.key, 0);
      configuration.moved.push({
        from: modules.exec(from)?.[1] ?? from,
        to: modules.exec(to)?.[1] ?? to,
      });
    }
    return `${from}${isMoved ? ", moved" : ""}`;
  },
  "keep policies in AWS": (configuration, random) => keep(Object.values(configuration.policies), random),
  "create policies before destroying": (configuration, random) => {
    const found = random.of(
      Object.values(configuration.policies).filter(({ repeat }) => repeat !== "module"),
    );
    if (found === undefined) {
      return undefined;
    }
    found.createBeforeDestroy = !found.createBeforeDestroy;
    return String(found.createBeforeDestroy);
  },
  "change the type of policies": (configuration, random) => {
    const found = random.of(
      Object.values(configuration.policies).filter(({ repeat }) => repeat !== "module"),
    );
    if (found === undefined) {
      return undefined;
    }
    found.type = found.type === "BACKUP_POLICY" ? "TAG_POLICY" : "BACKUP_POLICY";
    if (random.chance(0.5)) {
      found.members.forEach((member) => (member.name = fresh("typed")));
    }
    return found.type;
  },
  "add policies": (configuration, random) => {
    const block = fresh("added");
    const repeat = random.pick("none", "for_each", "count");
    const names = repeat === "none" ? [fresh("new")] : [fresh("new"), fresh("new")];
    configuration.policies[block] = group(repeat, ...names);
    const target = random.of(targetsOf(configuration));
    if (target !== undefined) {
      const attachments: AttachmentGroup = {
        repeat: random.pick("for_each", "count"),
        style: random.pick("each.value", "local", "keys"),
        skipDestroy: false,
        waits: random.chance(0.3),
        members: names.map((key) => ({ key, policy: { kind: "member", group: block, key }, target })),
      };
      configuration.attachments[fresh("attached")] = attachments;
    }
    return `${repeat} ${names.join(" ")}`;
  },
  "delete a policy with its attachments": (configuration, random) => {
    const found = random.of(policiesOf(configuration));
    if (found === undefined) {
      return undefined;
    }
    const { block, group: of, member } = found;
    of.members = of.members.filter((other) => other !== member);
    if (of.members.length === 0 && of.repeat !== "module") {
      leave(configuration.policies, block);
    }
    withoutAttachmentsOf(configuration, block, member.key);
    return `${block}.${member.key}`;
  },
  "replace a policy by one of the same name": (configuration, random) => {
    const found = random.of(policiesOf(configuration).filter(({ group: { repeat } }) => repeat === "none"));
    if (found === undefined) {
      return undefined;
    }
    const block = fresh("replaced");
    leave(configuration.policies, found.block);
    withoutAttachmentsOf(configuration, found.block, found.member.key);
    configuration.policies[block] = group("none", found.member.name);
    configuration.attachments[fresh("attached")] = {
      repeat: "none",
      style: "each.value",
      skipDestroy: false,
      waits: false,
      members: [
        {
          key: "only",
          policy: { kind: "member", group: block, key: found.member.name },
          target: { kind: "root" },
        },
      ],
    };
    return found.member.name;
  },
  "forget a policy": (configuration, random) => {
    const found = random.of(policiesOf(configuration).filter(({ group: { repeat } }) => repeat === "none"));
    if (found === undefined) {
      return undefined;
    }
    leave(configuration.policies, found.block);
    withoutAttachmentsOf(configuration, found.block, found.member.key);
    configuration.forgotten.push(`aws_organizations_policy.${found.block}`);
    return found.block;
  },
};
