import { OrgBackupError } from "../org-backup-error";
import type { ShownOrder } from "../organization/attachment-order";
import { isJsonObject, objectsOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { toValue } from "../text/source-node";
import { readDocument } from "./read-document";
import { displayName } from "./read-text";

/**
 * The orders of attachment that a Terraform state shows: attachments of one target that depend on each
 * other were made one after the other. Reads `terraform show -json` and state files of version 4.
 *
 * @returns targets whose attachments form one chain; of all others nothing is known
 * @throws OrgBackupError (`input`)
 */
export function readTerraformStateOrders(file: string): readonly ShownOrder[] {
  const state = toValue(readDocument(file).root);
  const attachments = isJsonObject(state) ? attachmentsIn(state) : undefined;
  if (attachments === undefined) {
    throw new OrgBackupError("input", "This is no Terraform state.", {
      where: displayName(file),
      hint: "Write one with: terraform show -json > state.json, or terraform state pull > state.json",
    });
  }
  const byTarget = new Map<string, StateAttachment[]>();
  for (const attachment of attachments) {
    byTarget.set(attachment.targetId, [...(byTarget.get(attachment.targetId) ?? []), attachment]);
  }
  return [...byTarget].flatMap(([targetId, members]) => {
    const chain = chainOf(members);
    return chain === undefined
      ? []
      : [{ targetId, policyIds: chain.map(({ policyId }) => policyId), source: displayName(file) }];
  });
}

interface StateAttachment {
  /** Without index, as dependencies name it. */
  readonly address: string;
  readonly targetId: string;
  readonly policyId: string;
  readonly dependsOn: readonly string[];
}

const TYPE = "aws_organizations_policy_attachment";

function attachmentsIn(state: JsonObject): readonly StateAttachment[] | undefined {
  if (Array.isArray(state.resources)) {
    return objectsOf(state.resources).flatMap(rawAttachments);
  }
  if (state.format_version === undefined) {
    return undefined;
  }
  const root = at(state.values, "root_module");
  return isJsonObject(root) ? moduleAttachments(root) : [];
}

/** One resource of a state file, with all its instances. */
function rawAttachments(resource: JsonObject): readonly StateAttachment[] {
  if (resource.type !== TYPE || resource.mode === "data" || typeof resource.name !== "string") {
    return [];
  }
  const module = typeof resource.module === "string" ? `${resource.module}.` : "";
  const address = withoutIndexes(`${module}${TYPE}.${resource.name}`);
  return objectsOf(resource.instances).flatMap((instance) =>
    attachment(address, instance.attributes, instance.dependencies),
  );
}

function moduleAttachments(module: JsonObject): readonly StateAttachment[] {
  const own = objectsOf(module.resources).flatMap((resource) =>
    resource.type === TYPE && typeof resource.address === "string"
      ? attachment(withoutIndexes(resource.address), resource.values, resource.depends_on)
      : [],
  );
  return [...own, ...objectsOf(module.child_modules).flatMap(moduleAttachments)];
}

function attachment(
  address: string,
  values: JsonValue | undefined,
  dependsOn: JsonValue | undefined,
): readonly StateAttachment[] {
  const [targetId, policyId] = [at(values, "target_id"), at(values, "policy_id")];
  if (typeof targetId !== "string" || typeof policyId !== "string") {
    return [];
  }
  const names = Array.isArray(dependsOn)
    ? dependsOn.filter((name): name is string => typeof name === "string")
    : [];
  return [{ address, targetId, policyId, dependsOn: names.map(withoutIndexes) }];
}

/** Attachments by how many of the others each one waits for: a chain if that is 0, 1, 2 and so on. */
function chainOf(members: readonly StateAttachment[]): readonly StateAttachment[] | undefined {
  const addresses = new Set(members.map(({ address }) => address));
  if (addresses.size < members.length) {
    // Instances of one resource: the state does not tell them apart in dependencies.
    return undefined;
  }
  const direct = new Map(
    members.map(({ address, dependsOn }) => [
      address,
      dependsOn.filter((name) => addresses.has(name) && name !== address),
    ]),
  );
  const all = new Map<string, ReadonlySet<string>>();
  const before = (address: string, trail: readonly string[]): ReadonlySet<string> => {
    const known = all.get(address);
    if (known !== undefined || trail.includes(address)) {
      return known ?? new Set();
    }
    const names = (direct.get(address) ?? []).flatMap((name) => [name, ...before(name, [...trail, address])]);
    all.set(address, new Set(names));
    return new Set(names);
  };
  const sorted = members
    .map((member) => ({ member, count: before(member.address, []).size }))
    .sort((left, right) => left.count - right.count);
  return sorted.every(({ count }, index) => count === index) ? sorted.map(({ member }) => member) : undefined;
}

/** `module.a["x"].type.name[0]` is `module.a.type.name`. */
function withoutIndexes(address: string): string {
  return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}

function at(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}
