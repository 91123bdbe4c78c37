import { createColors } from "picocolors";

/** How a terminal shows emphasis; without colour every function returns its text. */
export type Style = Pick<
  ReturnType<typeof createColors>,
  "bold" | "dim" | "red" | "green" | "yellow" | "cyan"
>;

/** @param color false for files, pipes and NO_COLOR */
export function styleFor(color: boolean): Style {
  return createColors(color);
}

export interface TextOptions {
  readonly style: Style;
  /** Columns to use; text that cannot be broken may be longer. */
  readonly width: number;
}

/** How many of the groups of accounts a text shows. */
export interface GroupTextOptions extends TextOptions {
  /** Every group; otherwise the 50 that matter most, and how many there are besides. */
  readonly all?: boolean | undefined;
}
