import { CHILD_CONTROL } from "../operator-set";
import type { Occurrence } from "../validate/findings";
import type { ContainerView, View } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

const MOST_NAMED = 5;

/**
 * A control on a container governs which keys may be added to it, not the settings below: a lock needs a
 * control at every node. The "locked" example of AWS's own guide leaves a setting open.
 */
export const incompleteLock: AdviceRule = {
  id: "incomplete-lock",
  severity: "warning",
  sentence:
    "@@none on a container protects nothing below it; every container and setting inside needs a control of its own.",
  hint: 'Add `"@@operators_allowed_for_child_policies": ["@@none"]` to every container and setting inside.',
  concepts: "every",
  check: (view) => {
    if (view.control?.blocksEverything !== true || isInsideLock(view)) {
      return undefined;
    }
    const open: View[] = [];
    collectOpen(view, open);
    return open.length === 0 ? undefined : [occurrenceOf(view, open)];
  },
};

function occurrenceOf(lock: ContainerView, open: readonly View[]): Occurrence {
  const named = open.slice(0, MOST_NAMED).map((view) => view.path());
  const more = open.length - named.length;
  const first = open[0] ?? lock;
  return {
    message: `@@none here only keeps policies below from adding keys to ${lock.path() === "" ? "the document" : lock.path()}; ${open.length === 1 ? "1 node" : `${open.length} nodes`} inside ${open.length === 1 ? "stays" : "stay"} open to change: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    path: lock.path(),
    offset: first.offset,
    hint: `Add "${CHILD_CONTROL}": ["@@none"] to each of them.`,
  };
}

function isInsideLock(view: ContainerView): boolean {
  for (let at = view.parent; at !== undefined; at = at.parent) {
    if (at.control?.blocksEverything === true) {
      return true;
    }
  }
  return false;
}

/** Nodes without a control of their own; one that says @@all is open on purpose. */
function collectOpen(view: ContainerView, open: View[]): void {
  for (const child of view.children.values()) {
    if (child === undefined) {
      continue;
    }
    if (child.control === undefined) {
      open.push(child);
    }
    if (child.kind === "container") {
      collectOpen(child, open);
    }
  }
}
