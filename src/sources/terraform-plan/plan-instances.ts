import type { ModuleStep } from "./address";
import type { PlanResource } from "./plan-resource";

/** The resource instances that plans show, by the block of code behind them. */
export class PlanInstances {
  private readonly byBlock = new Map<string, PlanResource[]>();

  constructor(readonly all: readonly PlanResource[]) {
    for (const resource of all.filter(({ deposed }) => deposed === undefined)) {
      const key = blockKey(resource.plan, resource.mode, resource.type, resource.name);
      const known = this.byBlock.get(key);
      if (known === undefined) {
        this.byBlock.set(key, [resource]);
      } else {
        known.push(resource);
      }
    }
  }

  /** The instances of one block; a module step without an index stands for every instance of the module. */
  of(
    { plan, modules }: { readonly plan: number; readonly modules: readonly ModuleStep[] },
    mode: PlanResource["mode"],
    type: string,
    name: string,
  ): readonly PlanResource[] {
    return (this.byBlock.get(blockKey(plan, mode, type, name)) ?? []).filter((instance) =>
      isSameModule(instance.modules, modules),
    );
  }
}

/** Whether the id of an instance is known only after apply. */
export function hasNewId({ actions }: Pick<PlanResource, "actions">): boolean {
  return actions.includes("create");
}

function isSameModule(instance: readonly ModuleStep[], wanted: readonly ModuleStep[]): boolean {
  return (
    instance.length === wanted.length &&
    instance.every(({ name, index }, depth) => {
      const step = wanted[depth];
      return step?.name === name && (step.index === undefined || step.index === index);
    })
  );
}

function blockKey(plan: number, mode: string, type: string, name: string): string {
  return `${plan} ${mode} ${type} ${name}`;
}
