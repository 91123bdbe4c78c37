import type { AwsDouble } from "../../support/aws-double/aws-double";
import { BACKUP_POLICY } from "./picture";
import type { Random } from "./random";
import { MANAGEMENT } from "./start";

/** Something changes without Terraform; undefined if there was nothing to change. */
export function drift(double: AwsDouble, random: Random): string | undefined {
  const organization = double.state.organizations.current;
  if (organization === undefined) {
    return undefined;
  }
  const target = random.of([...organization.targets.values()]);
  const policy = random.of([...organization.policies.values()].filter(({ type }) => type === BACKUP_POLICY));
  switch (random.below(5)) {
    case 0:
      if (target === undefined || policy === undefined || policy.targetIds.has(target.id)) {
        return undefined;
      }
      if (!organization.enabledPolicyTypes.has(BACKUP_POLICY)) {
        return undefined;
      }
      organization.attach(policy, target);
      return `by hand: attach ${policy.name} to ${target.name}`;
    case 1: {
      const attached = random.of([...(policy?.targetIds ?? [])]);
      const from = organization.targets.get(attached ?? "");
      if (policy === undefined || from === undefined) {
        return undefined;
      }
      organization.detach(policy.id, from);
      return `by hand: detach ${policy.name} from ${from.name}`;
    }
    case 2: {
      const account = random.of([...organization.accounts.values()]);
      const parents = [...organization.targets.values()].flatMap((each) =>
        each.kind === "ACCOUNT" ? [] : [each],
      );
      const parent = random.of(parents);
      if (account === undefined || parent === undefined || parent.id === account.parentId) {
        return undefined;
      }
      organization.moveAccount(account, parent);
      return `by hand: move ${account.name} to ${parent.name}`;
    }
    case 3: {
      const { vaults } = double.state.backup.region(MANAGEMENT, "eu-central-1");
      const vault = random.of([...vaults.values()]);
      vault?.recoveryPoints.push({});
      return vault === undefined ? undefined : `by itself: a recovery point in ${vault.name}`;
    }
    default:
      if (policy === undefined || policy.targetIds.size > 0) {
        return undefined;
      }
      organization.removePolicy(policy);
      return `by hand: delete ${policy.name}`;
  }
}
