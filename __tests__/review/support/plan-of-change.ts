import type { Organization } from "../../../src/organization/organization";

/** The JSON of a Terraform plan that makes the policies and attachments of one organization out of those of another. */
export function planOfChange(before: Organization, after: Organization): string {
  const pairs = ({ attachments }: Organization): ReadonlyMap<string, object> =>
    new Map(
      attachments.flatMap(({ targetId, policyIds }) =>
        policyIds.map((policyId): [string, object] => [
          `aws_organizations_policy_attachment.${policyId}-${targetId}`,
          { id: `${targetId}:${policyId}`, policy_id: policyId, target_id: targetId },
        ]),
      ),
    );
  const policies = (organization: Organization): ReadonlyMap<string, object> =>
    new Map(
      organization.policies.map(({ id, name, content }) => [
        `aws_organizations_policy.${id}`,
        {
          id,
          name,
          type: "BACKUP_POLICY",
          content: JSON.stringify(content.kind === "known" ? content.value : {}),
        },
      ]),
    );
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.0",
    complete: true,
    errored: false,
    resource_changes: [
      ...changes("aws_organizations_policy", policies(before), policies(after)),
      ...changes("aws_organizations_policy_attachment", pairs(before), pairs(after)),
    ],
    configuration: { root_module: {} },
  });
}

function changes(
  type: string,
  before: ReadonlyMap<string, object>,
  after: ReadonlyMap<string, object>,
): readonly object[] {
  return [...new Set([...before.keys(), ...after.keys()])].map((address) => {
    const [first = null, second = null] = [before.get(address), after.get(address)];
    const isSame = JSON.stringify(first) === JSON.stringify(second);
    const actions =
      first === null ? ["create"] : second === null ? ["delete"] : isSame ? ["no-op"] : ["update"];
    const name = address.slice(type.length + 1);
    const change = { actions, before: first, after: second, after_unknown: {} };
    return { address, mode: "managed", type, name, change };
  });
}
