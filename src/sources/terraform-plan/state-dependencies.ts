import { withoutIndexes } from "../../change/ownership";
import { textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { blockOf } from "./plan-order";
import type { PlanResource, StateResource } from "./plan-resource";

/** Arguments that name another resource, for plans without a state that shows dependencies. */
const NAMING = ["policy_id", "target_id", "parent_id", "account_id", "backup_vault_name", "stack_set_name"];

/**
 * The blocks that each resource instance depended on when it was last applied. The state shows them; a plan
 * that comes without its state shows at least which ids its resources name.
 */
export class StateDependencies {
  private readonly recorded = new Map<string, readonly string[]>();
  private readonly blocksById = new Map<string, string>();

  constructor(states: readonly (readonly StateResource[])[], resources: readonly PlanResource[]) {
    states.forEach((ofPlan, plan) => {
      for (const { mode, address, dependsOn } of ofPlan) {
        if (mode === "managed" && address !== "") {
          this.recorded.set(
            `${plan} ${address}`,
            dependsOn.map((block) => `${plan} ${withoutIndexes(block)}`),
          );
        }
      }
    });
    for (const resource of resources) {
      for (const id of idsOf(resource.before)) {
        this.blocksById.set(id, blockOf(resource));
      }
    }
  }

  of(resource: PlanResource): readonly string[] {
    return this.recorded.get(`${resource.plan} ${resource.address}`) ?? this.named(resource);
  }

  private named({ before }: PlanResource): readonly string[] {
    return NAMING.flatMap((argument) => {
      const id = textOf(before?.[argument]);
      return id === undefined ? [] : (this.blocksById.get(id) ?? []);
    });
  }
}

function idsOf(values: JsonObject | undefined): readonly string[] {
  return [values?.id].map(textOf).filter((id) => id !== undefined);
}
