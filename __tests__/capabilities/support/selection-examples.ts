import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SelectionCriteria } from "../../../src/capabilities/selection/selection-criteria";

/** A worked example of AWS's documentation. */
interface SelectionExample {
  readonly title: string;
  readonly source: string;
  readonly selections: readonly SelectionCriteria[];
  readonly resources: readonly {
    readonly arn: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly isSelected: boolean;
  }[];
}

export const SELECTION_EXAMPLES = JSON.parse(
  readFileSync(join(__dirname, "../../fixtures/capabilities/selections.json"), "utf8"),
) as readonly SelectionExample[];
