import type {
  OwnedAccount,
  OwnedAttachment,
  OwnedPolicy,
  OwnedResources,
  StoredOrder,
} from "../../change/ownership";
import { withoutIndexes } from "../../change/ownership";
import { textOf } from "../../text/json";
import { BACKUP_POLICY_TYPE } from "../synthesized/synthesized";
import type { StateResource } from "../terraform-plan/plan-resource";
import type { DeclaredResources } from "./declared-resources";
import { leavingAddress } from "./owned-addresses";

/** A Terraform state, as it was read. */
export interface ReadState {
  readonly file: string;
  /** The stack that the state belongs to; undefined if only its resources can show that. */
  readonly stack: string | undefined;
  readonly resources: readonly StateResource[];
}

/** Every state with the stack that it belongs to. */
export function statesOfStacks(
  states: readonly ReadState[],
  declared: DeclaredResources,
  stacks: readonly string[],
): readonly (ReadState & { readonly stack: string })[] {
  return states.map((state) => ({ ...state, stack: state.stack ?? stackOf(state, declared, stacks) }));
}

/** What the states of an app's stacks show that Terraform manages. */
export function ownedByStates(
  states: readonly ReadState[],
  declared: DeclaredResources,
  stacks: readonly string[],
): OwnedResources {
  const policies = new Map<string, OwnedPolicy>();
  const attachments = new Map<string, OwnedAttachment>();
  const organizationalUnits = new Map<string, string>();
  const accounts = new Map<string, OwnedAccount>();
  const exactStacks = new Set<string>();
  const stored = new Map<string, StoredOrder>();
  for (const { stack, resources } of statesOfStacks(states, declared, stacks)) {
    exactStacks.add(stack);
    for (const resource of resources) {
      const { mode, type, values } = resource;
      const address = `${stack}/${leavingAddress(resource)}`;
      const id = textOf(values.id);
      const skipsDestroy = values.skip_destroy === true;
      const [policyId, targetId] = [textOf(values.policy_id), textOf(values.target_id)];
      if (mode === "data") {
        continue;
      }
      stored.set(address, storedOrder(stack, resource));
      if (type === "aws_organizations_policy" && values.type === BACKUP_POLICY_TYPE && id !== undefined) {
        policies.set(address, { id, skipsDestroy });
      } else if (
        type === "aws_organizations_policy_attachment" &&
        policyId !== undefined &&
        targetId !== undefined
      ) {
        attachments.set(address, { policyId, targetId, skipsDestroy });
      } else if (type === "aws_organizations_organizational_unit" && id !== undefined) {
        organizationalUnits.set(address, id);
      } else if (type === "aws_organizations_account" && id !== undefined) {
        accounts.set(address, { id, closes: values.close_on_deletion === true });
      }
    }
  }
  return { policies, attachments, organizationalUnits, accounts, exactStacks, stored };
}

/** What a state says of the order in which an object is destroyed. */
export function storedOrder(stack: string, { dependsOn, deposed, createsFirst }: StateResource): StoredOrder {
  return {
    dependsOn: dependsOn.map((block) => `${stack}/${withoutIndexes(block)}`),
    endsLast: deposed !== undefined || createsFirst === true,
  };
}

/** The stack that declares most of what the state holds; the only one, if there is one. */
function stackOf(
  { file, resources }: ReadState,
  declared: DeclaredResources,
  stacks: readonly string[],
): string {
  const all = new Set(
    [
      ...declared.policies,
      ...declared.attachments,
      ...declared.organizationalUnits,
      ...declared.accounts,
    ].map(({ address }) => withoutIndexes(address)),
  );
  const counted = stacks.map((stack) => ({
    stack,
    count: resources.filter(({ address }) => all.has(`${stack}/${withoutIndexes(address)}`)).length,
  }));
  const [best] = counted.toSorted((first, second) => second.count - first.count);
  // Everything in it leaves the code: whichever stack it was, all of it is destroyed.
  return best === undefined || (best.count === 0 && stacks.length > 1) ? file : best.stack;
}
