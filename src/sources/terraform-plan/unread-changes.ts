import type { Step } from "../../change/change";
import type { PlacedMessage } from "../../review/change-outcome";
import { shownBy, unreadConcern } from "../infrastructure/unread-resource";
import type { UnreadConcern } from "../infrastructure/unread-resource";
import { isUnknown } from "./plan-resource";
import type { PlanResource } from "./plan-resource";

/** What a plan changes, or may change, of AWS Backup in ways that nothing here reads. */
export function unreadChanges(managed: readonly PlanResource[]): readonly PlacedMessage[] {
  return managed
    .filter((resource) => concernOf(resource) === "backup")
    .map(({ key, type }) => ({
      origin: key,
      message: `the review does not read resources of the type ${type}. This one changes.`,
      isNotRead: true,
    }));
}

/** What is not read and is about the organization may attach any policy anywhere, or end any attachment. */
export function unreadSteps(managed: readonly PlanResource[]): readonly Step[] {
  return managed
    .filter((resource) => concernOf(resource) === "organization")
    .map(({ key, type }) => {
      const open = { candidates: undefined, expression: `a resource of the type ${type}, which is not read` };
      const call = { operation: "AttachPolicy", policyId: open, targetId: open } as const;
      return { id: `${key} unread`, call, origin: key, after: [], decidedBy: open.expression };
    });
}

function concernOf(resource: PlanResource): UnreadConcern | undefined {
  const { type, actions, before, after } = resource;
  const isHidden = isUnknown(resource, shownBy(type) ?? "");
  const isChanged = actions.some((action) => !["no-op", "read", "forget"].includes(action));
  const [concern] = [before, after].flatMap((values) =>
    values === undefined ? [] : (unreadConcern(type, values) ?? []),
  );
  return isChanged ? (concern ?? (isHidden ? "backup" : undefined)) : undefined;
}
