import type { Step } from "../../change/change";
import type { PlacedMessage } from "../../review/change-outcome";
import { shownBy, unreadCommands, unreadConcern } from "../infrastructure/unread-resource";
import type { UnreadConcern } from "../infrastructure/unread-resource";
import { objectsOf, textOf } from "../../text/json";
import { PlanConfiguration } from "./plan-configuration";
import type { PlanFile } from "./plan-file";
import { blockOf } from "./plan-order";
import { isUnknown } from "./plan-resource";
import type { PlanResource } from "./plan-resource";

/** What a plan changes, or may change, of AWS Backup in ways that nothing here reads. */
export function unreadChanges(
  managed: readonly PlanResource[],
  plans: readonly PlanFile[],
): readonly PlacedMessage[] {
  const commands = new Set(plans.flatMap(blocksWithCommands));
  return managed.flatMap((resource) => {
    const { key, type, actions } = resource;
    if (concernOf(resource) === "backup") {
      return [unread(key, `the review does not read resources of the type ${type}. This one changes.`)];
    }
    // Provisioners run when a resource is created or destroyed.
    const mayRun = commands.size > 0 && actions.some((each) => each === "create" || each === "delete");
    return mayRun && commands.has(blockOf(resource))
      ? [unread(key, "the review does not read provisioners, and Terraform may run those of this resource.")]
      : [];
  });
}

function unread(origin: string, message: string): PlacedMessage {
  return { origin, message, isNotRead: true };
}

function blocksWithCommands(plan: PlanFile, index: number): readonly string[] {
  return new PlanConfiguration(plan).modules().flatMap(({ path, module }) =>
    objectsOf(module.resources).flatMap(({ type, name, provisioners }) =>
      unreadCommands(provisioners)
        ? [
            blockOf({
              plan: index,
              modules: path,
              mode: "managed",
              type: textOf(type) ?? "",
              name: textOf(name) ?? "",
            }),
          ]
        : [],
    ),
  );
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
