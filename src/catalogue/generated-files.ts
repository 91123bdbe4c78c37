import { findingsPage } from "./findings-page";

/** Files of the package that are derived from the rules: path from its root, and text. They are committed, and a test compares them. */
export function generatedCatalogueFiles(): ReadonlyMap<string, string> {
  return new Map([["help/findings.md", findingsPage()]]);
}
