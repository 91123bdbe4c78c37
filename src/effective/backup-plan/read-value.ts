import { wholeNumber } from "../../policy/whole-number";
import type { PlanSource } from "./plan-source";

/** A setting of one value. */
export function text<Node>(
  source: PlanSource<Node>,
  node: Node | undefined,
  name: string,
): string | undefined {
  const value = source.setting(node, name);
  return typeof value === "string" ? value : undefined;
}

/** A setting that is a list; AWS may show a list of one as its member. */
export function texts<Node>(
  source: PlanSource<Node>,
  node: Node | undefined,
  name: string,
): readonly string[] {
  const value = source.setting(node, name);
  return typeof value === "string" ? [value] : (value ?? NO_TEXTS);
}

const NO_TEXTS: readonly string[] = [];

/** A setting that is a number, which AWS renders as text. */
export function numeric<Node>(
  source: PlanSource<Node>,
  node: Node | undefined,
  name: string,
): number | undefined {
  return wholeNumber(text(source, node, name));
}

/** A setting that is on or off; one that is not there is off. */
export function isOn<Node>(source: PlanSource<Node>, node: Node | undefined, name: string): boolean {
  return text(source, node, name) === "true";
}
