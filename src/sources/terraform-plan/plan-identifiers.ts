import type { Identifier } from "../../change/identifier";
import { textOf } from "../../text/json";
import { hasNewId } from "./plan-instances";
import type { PlanReferences } from "./plan-references";
import { isUnknown } from "./plan-resource";
import type { PlanResource } from "./plan-resource";
import type { ValueSources } from "./value-sources";

/** What an argument names. */
export type IdentifierKind = "policy" | "target" | "parent" | "account";

const TYPES: Readonly<Record<IdentifierKind, readonly string[]>> = {
  policy: ["aws_organizations_policy"],
  target: ["aws_organizations_organizational_unit", "aws_organizations_account"],
  parent: ["aws_organizations_organizational_unit"],
  account: ["aws_organizations_account"],
};

/** Resources whose values after apply cannot be the id of anything that this plan does not create. */
const CLOSED_TYPES = /^aws_(?:organizations|backup|iam|kms|cloudformation|sns|s3)_/;

/** The ids that arguments of a plan name: known, one of several, or not knowable. */
export class PlanIdentifiers {
  private readonly fresh: readonly PlanResource[];
  /** Whether something in the plan may give any value after apply. */
  private readonly hasOpenSource: boolean;

  constructor(
    private readonly references: PlanReferences,
    resources: readonly PlanResource[],
    private readonly idOfNew: (resource: PlanResource) => string,
    private readonly rootId: string,
  ) {
    this.fresh = resources.filter((resource) => resource.deposed === undefined && hasNewId(resource));
    this.hasOpenSource = resources.some(
      ({ mode, type, actions }) =>
        (mode === "data" || !CLOSED_TYPES.test(type)) && actions.some((action) => action !== "no-op"),
    );
  }

  of(resource: PlanResource, argument: string, kind: IdentifierKind): Identifier {
    const known = textOf(resource.after?.[argument]);
    if (known !== undefined && !isUnknown(resource, argument)) {
      return known;
    }
    const expression = this.references.sentence(resource, argument);
    const replaced = this.replacedBefore(resource, argument, kind);
    if (replaced !== undefined && !this.references.hasExpression(resource, argument)) {
      return this.idOfNew(replaced);
    }
    const candidates = this.candidates(this.references.sources(resource, argument), kind);
    const [only, ...more] = candidates ?? [];
    return only !== undefined && more.length === 0 ? only : { candidates, expression };
  }

  /** What an unknown argument depends on, in words. */
  sentence(resource: PlanResource, argument: string): string {
    return this.references.sentence(resource, argument);
  }

  private candidates(sources: ValueSources, kind: IdentifierKind): readonly string[] | undefined {
    const types = TYPES[kind];
    const ofKind = (resource: PlanResource): boolean => types.includes(resource.type);
    const { instances, root, knownRoot, hidden, anything } = sources;
    if (anything || !instances.every(ofKind) || (hidden && this.hasOpenSource)) {
      return undefined;
    }
    const all = hidden ? [...instances, ...this.fresh.filter(ofKind)] : instances;
    const ids = [...new Set(all.map(this.idOfNew))];
    const isRoot = root || (knownRoot && ids.length === 0);
    const withRoot = isRoot && kind !== "policy" && kind !== "account" ? [this.rootId, ...ids] : ids;
    // No source at all: what the value comes from is not shown.
    return withRoot.length === 0 ? undefined : withRoot;
  }

  /** The replaced thing that an argument named before, for plans that come without their code. */
  private replacedBefore(
    { before }: PlanResource,
    argument: string,
    kind: IdentifierKind,
  ): PlanResource | undefined {
    const old = textOf(before?.[argument]);
    return old === undefined
      ? undefined
      : this.fresh.find((resource) => TYPES[kind].includes(resource.type) && resource.before?.id === old);
  }
}
