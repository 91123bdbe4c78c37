import { attachmentAddress, attachmentsOf, policiesOf, targetsOf } from "../configuration";
import { FOREIGN } from "../start";
import { fresh, keep, randomPolicy, withoutAttachmentsOf, leave } from "./edit";
import type { Edit } from "./edit";

export const ATTACHMENT_EDITS: Readonly<Record<string, Edit>> = {
  "change the key of an attachment": (configuration, random) => {
    const found = random.of(
      attachmentsOf(configuration).filter(({ group: { repeat } }) => repeat === "for_each"),
    );
    if (found === undefined) {
      return undefined;
    }
    const { block, group: of, member } = found;
    const from = attachmentAddress(of, block, member.key, 0);
    member.key = fresh("key");
    const isMoved = random.chance(0.3);
    if (isMoved) {
      configuration.moved.push({ from, to: attachmentAddress(of, block, member.key, 0) });
    }
    return `${from}${isMoved ? ", moved" : ""}`;
  },
  "change the address of a block of attachments": (configuration, random) => {
    const block = random.of(Object.keys(configuration.attachments));
    const found = block === undefined ? undefined : configuration.attachments[block];
    if (block === undefined || found === undefined) {
      return undefined;
    }
    const to = fresh("attached");
    leave(configuration.attachments, block);
    configuration.attachments[to] = found;
    const isMoved = random.chance(0.3);
    if (isMoved) {
      configuration.moved.push({
        from: `aws_organizations_policy_attachment.${block}`,
        to: `aws_organizations_policy_attachment.${to}`,
      });
    }
    return `${block} to ${to}${isMoved ? ", moved" : ""}`;
  },
  "attach a policy": (configuration, random) => {
    const policy = random.chance(0.8)
      ? randomPolicy(configuration, random)
      : ({ kind: "id", id: random.pick(FOREIGN.attached, FOREIGN.loose) } as const);
    const target = random.of(targetsOf(configuration));
    if (policy === undefined || target === undefined) {
      return undefined;
    }
    const repeated = random.of(
      Object.values(configuration.attachments).filter(({ repeat }) => repeat !== "none"),
    );
    if (repeated !== undefined && random.chance(0.5)) {
      repeated.members.push({ key: fresh("key"), policy, target });
    } else {
      configuration.attachments[fresh("attached")] = {
        repeat: "none",
        style: "each.value",
        skipDestroy: false,
        waits: random.chance(0.3),
        members: [{ key: "only", policy, target }],
      };
    }
    return `${JSON.stringify(policy)} to ${JSON.stringify(target)}`;
  },
  "attach several policies to one target": (configuration, random) => {
    const target = random.of(targetsOf(configuration));
    const policies = policiesOf(configuration).filter(() => random.chance(0.5));
    if (target === undefined || policies.length < 2) {
      return undefined;
    }
    configuration.attachments[fresh("many")] = {
      repeat: "for_each",
      style: random.pick("each.value", "local", "keys"),
      skipDestroy: false,
      waits: false,
      members: policies.map(({ block, member }) => ({
        key: fresh("key"),
        policy: { kind: "member", group: block, key: member.key },
        target,
      })),
    };
    return JSON.stringify(target);
  },
  "detach a policy": (configuration, random) => {
    const found = random.of(attachmentsOf(configuration));
    if (found === undefined) {
      return undefined;
    }
    found.group.members = found.group.members.filter((member) => member !== found.member);
    if (found.group.members.length === 0) {
      leave(configuration.attachments, found.block);
    }
    return `${found.block}.${found.member.key}`;
  },
  "move an attachment to another target": (configuration, random) => {
    const [found, target] = [random.of(attachmentsOf(configuration)), random.of(targetsOf(configuration))];
    if (found === undefined || target === undefined) {
      return undefined;
    }
    found.member.target = target;
    return `${found.block}.${found.member.key} to ${JSON.stringify(target)}`;
  },
  "attach another policy in its place": (configuration, random) => {
    const [found, policy] = [random.of(attachmentsOf(configuration)), randomPolicy(configuration, random)];
    if (found === undefined || policy === undefined) {
      return undefined;
    }
    found.member.policy = policy;
    return `${found.block}.${found.member.key}`;
  },
  "turn an attachment of its own into one of a block": (configuration, random) => {
    const single = random.of(
      attachmentsOf(configuration).filter(({ group: { repeat } }) => repeat === "none"),
    );
    const block = random.of(
      Object.values(configuration.attachments).filter(({ repeat }) => repeat === "for_each"),
    );
    if (single === undefined || block === undefined) {
      return undefined;
    }
    leave(configuration.attachments, single.block);
    block.members.push({ ...single.member, key: fresh("key") });
    return single.block;
  },
  "let attachments wait for each other, or not": (configuration, random) => {
    const found = random.of(Object.values(configuration.attachments));
    if (found === undefined) {
      return undefined;
    }
    found.waits = !found.waits;
    return String(found.waits);
  },
  "keep attachments in AWS": (configuration, random) =>
    keep(Object.values(configuration.attachments), random),
  "forget an attachment": (configuration, random) => {
    const found = random.of(
      attachmentsOf(configuration).filter(({ group: { repeat } }) => repeat === "none"),
    );
    if (found === undefined) {
      return undefined;
    }
    leave(configuration.attachments, found.block);
    configuration.forgotten.push(`aws_organizations_policy_attachment.${found.block}`);
    return found.block;
  },
  "remove the first of a counted block": (configuration, random) => {
    const lists: { members: unknown[] }[] = [
      ...Object.values(configuration.policies).filter(({ repeat }) => repeat === "count"),
      ...Object.values(configuration.attachments).filter(({ repeat }) => repeat === "count"),
    ].filter(({ members }) => members.length > 1);
    const found = random.of(lists);
    if (found === undefined) {
      return undefined;
    }
    const policies = Object.entries(configuration.policies).find(([, each]) => each === found);
    const [first] = policies?.[1].members ?? [];
    found.members.shift();
    if (policies !== undefined && first !== undefined) {
      withoutAttachmentsOf(configuration, policies[0], first.key);
    }
    return policies?.[0] ?? "attachments";
  },
};
