import type { Root } from "./model";

/** Stands for the root of an organization that a change creates. */
export const NEW_ROOT: Root = { id: "r-new", name: "Root" };
