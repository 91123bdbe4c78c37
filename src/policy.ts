/** Typed authoring of backup policies, with checked arguments. */
import { withCheckedArguments } from "./arguments/checked-arguments";

export * from "./policy/author";

// As in the package's main entry.
Object.assign(module, { exports: withCheckedArguments(module.exports as object) });
