import type { ModuleStep } from "./address";
import { modulePathKey } from "./address";
import { referencesOf } from "./plan-configuration";
import type { PlanConfiguration } from "./plan-configuration";
import { isUnknown } from "./plan-resource";
import type { PlanResource } from "./plan-resource";
import { objectOf } from "../../text/json";

/**
 * Plans do not show local values. One that is the whole of an argument whose value is known is known itself.
 */
export class KnownLocals {
  private readonly known = new Set<string>();

  constructor(configurations: readonly PlanConfiguration[], resources: readonly PlanResource[]) {
    for (const resource of resources) {
      const { plan, modules, mode, type, name, after } = resource;
      const code = configurations[plan]?.resource(modules, mode, type, name);
      for (const [argument, expression] of Object.entries(objectOf(code?.expressions))) {
        const [only, ...more] = referencesOf(expression);
        const [, local] = /^local\.([A-Za-z0-9_-]+)$/.exec(only ?? "") ?? [];
        const value = after?.[argument];
        if (
          local !== undefined &&
          more.length === 0 &&
          typeof value === "string" &&
          !isUnknown(resource, argument)
        ) {
          this.known.add(keyOf(plan, modules, local));
        }
      }
    }
  }

  isKnown(plan: number, modules: readonly ModuleStep[], name: string): boolean {
    return this.known.has(keyOf(plan, modules, name));
  }
}

function keyOf(plan: number, modules: readonly ModuleStep[], name: string): string {
  return `${plan} ${modulePathKey(modules)}local.${name}`;
}
