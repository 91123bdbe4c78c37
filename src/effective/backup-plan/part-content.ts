import { canonicalJson } from "../../text/json";
import type { PlanSource } from "./plan-source";

/**
 * What a plan, rule or selection says, whatever its name. Rendered when first asked for; an object of its own,
 * since a getter in the literal of each of thousands of rules is felt.
 */
export class PartContent<Node = unknown> {
  private rendered: string | undefined;

  constructor(
    private readonly source: PlanSource<Node>,
    private readonly node: Node,
  ) {}

  /** Equal for parts that do the same. */
  get text(): string {
    this.rendered ??= canonicalJson(this.source.json(this.node));
    return this.rendered;
  }

  toJSON(): string {
    return this.text;
  }
}
