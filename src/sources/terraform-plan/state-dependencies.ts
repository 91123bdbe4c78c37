import { withoutIndexes } from "../../change/ownership";
import { getOrAdd } from "../../text/get-or-add";
import { textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { blockOf } from "./plan-order";
import type { PlanResource, StateResource } from "./plan-resource";
import { reachable } from "../../text/reachable";

/** Arguments that name another resource, for plans without a state that shows dependencies. */
const NAMING = ["policy_id", "target_id", "parent_id", "account_id", "backup_vault_name", "stack_set_name"];

/**
 * The blocks that each resource instance depended on when it was last applied. The state shows them; a plan
 * that comes without its state shows at least which ids its resources name.
 */
export class StateDependencies {
  private readonly recorded = new Map<string, readonly string[]>();
  private readonly blocksById = new Map<string, string>();
  private readonly reached = new Map<string, ReadonlySet<string>>();

  /** @param edges what each block waits for by its code: it counts where no state shows dependencies */
  constructor(
    states: readonly (readonly StateResource[])[],
    resources: readonly PlanResource[],
    private readonly edges: ReadonlyMap<string, readonly string[]>,
  ) {
    states.forEach((ofPlan, plan) => {
      for (const { mode, address, dependsOn, deposed } of ofPlan) {
        if (mode === "managed" && address !== "" && deposed === undefined) {
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
    const recorded = this.recorded.get(`${resource.plan} ${resource.address}`);
    return (
      recorded ??
      (resource.before === undefined ? [] : [...this.named(resource), ...this.inCode(blockOf(resource))])
    );
  }

  /** All that a block waits for, directly and through others. */
  private inCode(block: string): ReadonlySet<string> {
    return getOrAdd(this.reached, block, () =>
      reachable(this.edges.get(block) ?? [], (next) => this.edges.get(next)),
    );
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
