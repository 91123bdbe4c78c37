import { capabilitiesPage } from "./capabilities-page";

/** Files of the package that are derived from the tables: path from its root, and text. They are committed, and a test compares them. */
export function generatedCapabilityFiles(): ReadonlyMap<string, string> {
  return new Map([["help/capabilities.md", capabilitiesPage()]]);
}
