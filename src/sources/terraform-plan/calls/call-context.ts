import type { Identifier } from "../../../change/identifier";
import type { WrittenContent } from "../../../change/call";
import type { Place } from "../../../organization/place";
import type { JsonObject } from "../../../text/json";
import type { IdentifierKind } from "../plan-identifiers";
import type { PlanResource } from "../plan-resource";

/** What the calls of a resource need besides the resource itself. */
export interface CallContext {
  identifier(resource: PlanResource, argument: string, kind: IdentifierKind): Identifier;
  /** What stands for the id of something that the plan creates. */
  idOfNew(resource: PlanResource): string;
  /** What an unknown argument depends on, in words. */
  sentence(resource: PlanResource, argument: string): string;
  /** Whether the code is known not to set an argument; false if the plan does not show the code. */
  leavesOut(resource: PlanResource, argument: string): boolean;
  content(resource: PlanResource, argument: string): WrittenContent;
  place(resource: PlanResource, values: JsonObject): Place;
  /** The id of the organization's root, under which new accounts are created. */
  readonly rootId: string;
}
