import { withoutIndexes } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import type { PlacedMessage } from "../../review/change-outcome";
import { getOrAdd } from "../../text/get-or-add";
import { objectsOf, textOf } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { parseModulePath } from "./address";
import { PlanConfiguration } from "./plan-configuration";
import type { PlansRead } from "./plan-change";

/** What plans say of one organization, where providers work in several. */
export interface OwnOrganization {
  readonly read: PlansRead;
  readonly messages: readonly PlacedMessage[];
}

interface Part {
  readonly plan: number;
  readonly type: string;
  readonly address: string;
  readonly values: readonly (JsonObject | undefined)[];
}

const TYPE = "aws_organizations_";

/**
 * Leaves out what belongs to another organization than the reviewed one: by its ARN, by the ids of roots and OUs,
 * else by its provider. Without certainty everything belongs to the one that is reviewed.
 */
export function ownOrganization(read: PlansRead, file: Organization | undefined): OwnOrganization {
  const { resources, states } = read;
  const changed = resources.map((each) => ({ ...each, values: [each.before, each.after] }));
  const stored = states.map((ofPlan, plan) =>
    ofPlan.map((each) => ({ ...each, plan, values: [each.values] })),
  );
  const sorter = new Sorter(read, [...changed, ...stored.flat()]);
  const own = sorter.own(file);
  if (own === undefined) {
    return { read, messages: [] };
  }
  const isOwn = (part: Part): boolean => [undefined, own].includes(sorter.of(part));
  const others = changed.filter(
    (part) => !isOwn(part) && part.actions.some((action) => action !== "no-op" && action !== "read"),
  );
  return {
    read: {
      ...read,
      resources: resources.filter((_, index) => isOwn(changed[index] ?? NOTHING)),
      states: states.map((ofPlan, plan) =>
        ofPlan.filter((_, index) => isOwn(stored[plan]?.[index] ?? NOTHING)),
      ),
    },
    messages: others.slice(0, 1).map(({ key }) => ({
      origin: key,
      message: `it belongs to another organization than ${own}. ${others.length === 1 ? "This change is" : `${others.length} such changes are`} not reviewed: review the plan with the file of that organization, too.`,
    })),
  };
}

const NOTHING: Part = { plan: 0, type: "", address: "", values: [] };

class Sorter {
  /** Ids of organizations by what their roots and OUs begin with. */
  private readonly idByRoot = new Map<string, string>();
  private readonly all: readonly string[];
  private readonly byProvider = new Map<string, Set<string>>();
  private readonly configurations: readonly PlanConfiguration[];

  constructor({ plans }: PlansRead, parts: readonly Part[]) {
    this.configurations = plans.map((plan) => new PlanConfiguration(plan));
    const known = parts.filter(({ type }) => type.startsWith(TYPE));
    for (const values of known.flatMap((part) => part.values)) {
      const [id, root] = [idOf(values), rootOf(values)];
      if (id !== undefined && root !== undefined) {
        this.idByRoot.set(root, id);
      }
    }
    const marked = known.map((part) => [part, this.marked(part)] as const);
    this.all = [...new Set(marked.flatMap(([, id]) => id ?? []))];
    if (this.all.length > 1) {
      for (const [part, id] of marked.filter(([, each]) => each !== undefined)) {
        getOrAdd(this.byProvider, this.providerOf(part), () => new Set()).add(id ?? "");
      }
    }
  }

  /** The organization that is reviewed, if there are others besides. */
  own(file: Organization | undefined): string | undefined {
    const wanted =
      file === undefined
        ? this.all[0]
        : (this.idByRoot.get(rootOf({ id: file.root.id }) ?? "") ?? file.settings.id);
    return this.all.length > 1 ? this.all.find((id) => id === wanted) : undefined;
  }

  of(part: Part): string | undefined {
    if (!part.type.startsWith(TYPE)) {
      return undefined;
    }
    const [only, ...more] = this.byProvider.get(this.providerOf(part)) ?? [];
    return this.marked(part) ?? (more.length === 0 ? only : undefined);
  }

  private marked({ values }: Part): string | undefined {
    for (const each of values) {
      const id = idOf(each) ?? this.idByRoot.get(rootOf(each) ?? "");
      if (id !== undefined) {
        return id;
      }
    }
    return undefined;
  }

  private providerOf({ plan, address }: Part): string {
    const local = /(?:^|\.)((?:data\.)?)(\w+)\.([\w-]+)$/.exec(withoutIndexes(address));
    const [, data, type = "", name = ""] = local ?? [];
    const code = this.configurations[plan]?.resource(
      parseModulePath(address),
      data === "" ? "managed" : "data",
      type,
      name,
    );
    return `${plan} ${textOf(code?.provider_config_key) ?? "aws"}`;
  }
}

function idOf(values: JsonObject | undefined): string | undefined {
  const [, inArn] =
    /^arn:[^:]+:organizations::\d*:[a-z]+\/(o-[a-z0-9]+)/.exec(textOf(values?.arn) ?? "") ?? [];
  return inArn ?? /^o-[a-z0-9]+$/.exec(textOf(values?.id) ?? "")?.[0];
}

function rootOf(values: JsonObject | undefined): string | undefined {
  const ids = [
    values?.id,
    values?.parent_id,
    values?.target_id,
    ...objectsOf(values?.roots).map(({ id }) => id),
  ];
  return ids
    .map((id) => /^(?:r|ou)-([a-z0-9]{4,32})(?:-|$)/.exec(textOf(id) ?? "")?.[1])
    .find((root) => root !== undefined);
}
