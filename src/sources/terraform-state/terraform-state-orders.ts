import { withoutIndexes } from "../../change/ownership";
import type { ShownOrder } from "../../organization/attachment-order";
import { displayName } from "../read-text";
import type { StateResource } from "../terraform-plan/plan-resource";
import { readTerraformState } from "./terraform-state";

/**
 * The attachment orders that a Terraform state shows: attachments of one target that depend on each
 * other were made one after the other. Reads `terraform show -json` and state files of version 4.
 *
 * @returns targets whose attachments form one chain; of all others nothing is known
 * @throws OrgBackupError (`input`)
 */
export function readTerraformStateOrders(file: string): readonly ShownOrder[] {
  const attachments = readTerraformState(file).flatMap(attachmentOf);
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

function attachmentOf({ mode, type, address, values, dependsOn }: StateResource): readonly StateAttachment[] {
  const { target_id: targetId, policy_id: policyId } = values;
  return mode === "managed" &&
    type === "aws_organizations_policy_attachment" &&
    typeof targetId === "string" &&
    typeof policyId === "string"
    ? [
        {
          address: withoutIndexes(address),
          targetId,
          policyId,
          dependsOn: dependsOn.map(withoutIndexes),
        },
      ]
    : [];
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
