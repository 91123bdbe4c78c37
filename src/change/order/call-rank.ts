import type { Call, Operation } from "../call";
import type { Step } from "../change";
import type { Organization } from "../../organization/organization";
import { compareText } from "../../text/compare-text";

/** What ends comes before what begins: of the orders that nothing decides, the one in which least is refused. */
const RANKS: Partial<Record<Operation, number>> = {
  DetachPolicy: 0,
  DeregisterDelegatedAdministrator: 0,
  DeletePolicy: 1,
  CreateOrganization: 1,
  EnableAWSServiceAccess: 1,
  EnablePolicyType: 2,
  DeleteBackupVaultLockConfiguration: 2,
  DeleteBackupVault: 3,
  DeleteRole: 3,
  UpdatePolicy: 4,
  CreateOrganizationalUnit: 4,
  UpdateOrganizationalUnit: 4,
  CreateAccount: 5,
  MoveAccount: 6,
  RemoveAccountFromOrganization: 7,
  CloseAccount: 7,
  DeleteOrganizationalUnit: 8,
  AttachPolicy: 10,
};

const OTHERS = 9;

/** Decides between steps whose order is open, the same whatever the source of the change. */
export function byCallRank(
  organization: Organization,
  steps: readonly Step[],
): (first: Step, second: Step) => number {
  const names = policyNames(organization, steps);
  const nameOf = (call: Call): string =>
    call.operation === "AttachPolicy"
      ? `${names.get(textOf(call.policyId)) ?? ""}\n${textOf(call.targetId)}`
      : "";
  return (first, second) =>
    (RANKS[first.call.operation] ?? OTHERS) - (RANKS[second.call.operation] ?? OTHERS) ||
    compareText(nameOf(first.call), nameOf(second.call));
}

function policyNames(organization: Organization, steps: readonly Step[]): ReadonlyMap<string, string> {
  const names = new Map(organization.policies.map(({ id, name }) => [id, name]));
  for (const { call } of steps) {
    if (call.operation === "CreatePolicy") {
      names.set(call.id, call.name);
    } else if (call.operation === "UpdatePolicy" && call.name !== undefined) {
      names.set(textOf(call.policyId), call.name);
    }
  }
  return names;
}

function textOf(identifier: unknown): string {
  return typeof identifier === "string" ? identifier : "";
}
