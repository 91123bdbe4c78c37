import { policiesOf } from "../configuration";
import type { Configuration, PolicyRef, TargetRef } from "../configuration";
import type { Random } from "../random";

/** Changes the configuration and says how; undefined if there is nothing that it could change. */
export type Edit = (configuration: Configuration, random: Random) => string | undefined;

let counter = 0;

/** A name that no run has used yet. */
export function fresh(prefix: string): string {
  counter += 1;
  return `${prefix}${counter}`;
}

/** Names are counted anew, so that equal seeds give equal runs. */
export function resetNames(): void {
  counter = 0;
}

export function randomPolicy(configuration: Configuration, random: Random): PolicyRef | undefined {
  const found = random.of(policiesOf(configuration));
  return found === undefined ? undefined : { kind: "member", group: found.block, key: found.member.key };
}

export function isOf(policy: PolicyRef, block: string, key: string): boolean {
  return policy.kind === "member" && policy.group === block && policy.key === key;
}

/** Attachments of a policy leave the code, or stay and make the code refer to nothing. */
export function withoutAttachmentsOf(configuration: Configuration, block: string, key: string): void {
  for (const [name, each] of Object.entries(configuration.attachments)) {
    each.members = each.members.filter(({ policy }) => !isOf(policy, block, key));
    if (each.members.length === 0) {
      leave(configuration.attachments, name);
    }
  }
}

export function isTarget(target: TargetRef, kind: "unit" | "account", key: string): boolean {
  return target.kind === kind && target.key === key;
}

export function withoutAttachmentsTo(
  configuration: Configuration,
  kind: "unit" | "account",
  key: string,
): void {
  for (const [name, each] of Object.entries(configuration.attachments)) {
    each.members = each.members.filter(({ target }) => !isTarget(target, kind, key));
    if (each.members.length === 0) {
      leave(configuration.attachments, name);
    }
  }
}

export function keep(groups: readonly { skipDestroy: boolean }[], random: Random): string | undefined {
  const found = random.of(groups);
  if (found === undefined) {
    return undefined;
  }
  found.skipDestroy = !found.skipDestroy;
  return String(found.skipDestroy);
}

/** What has the key leaves the code. */
export function leave(things: object, key: string): void {
  Reflect.deleteProperty(things, key);
}
