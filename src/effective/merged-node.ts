import { ALL_OPERATORS } from "../policy/operator-set";
import type { OperatorSet } from "../policy/operator-set";
import { setOwn } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { RENDER_EMPTY_LISTS } from "./assumptions";
import type { AssumptionId } from "./assumptions";
import type { SettingValue } from "./fragment";

/** A value that a setting has if, of the policies of one target, a certain one was attached first. */
export interface Alternative {
  readonly value: SettingValue;
  /** The target whose attachment order is not known. */
  readonly targetId: string;
  /** The policy that supplies the value if it was attached before the others that assign the setting. */
  readonly policyId: string;
  /** The policies of the same target that assign the setting too and lose in that case. */
  readonly before: readonly string[];
}

/**
 * A node of the merge. Immutable, so that an account without policies of its own shares its parent's
 * result by identity, and a policy that touches one plan leaves the others as they are.
 */
export class MergedNode {
  static readonly EMPTY = new MergedNode(undefined, undefined, new Map(), ALL_OPERATORS, undefined, false);

  private renderedValue: JsonValue | undefined;
  private isRendered = false;

  constructor(
    readonly value: SettingValue | undefined,
    /** Set where the order of attachment decides and is not known; `value` is then the first of them. */
    readonly alternatives: readonly Alternative[] | undefined,
    readonly children: ReadonlyMap<string, MergedNode>,
    /** The operators that policies at lower levels may use here. */
    readonly allowed: OperatorSet,
    readonly assumptions: readonly AssumptionId[] | undefined,
    /** True where a list's members are certain but, for want of the attachment order, not their order. */
    readonly memberOrderUnknown: boolean,
  ) {}

  /**
   * The node as `DescribeEffectivePolicy` shows it: no operators, empty containers pruned; undefined
   * where nothing is left. The same object each time: treat it as frozen.
   */
  rendered(): JsonValue | undefined {
    if (!this.isRendered) {
      this.renderedValue = this.render();
      this.isRendered = true;
    }
    return this.renderedValue;
  }

  private render(): JsonValue | undefined {
    if (this.value !== undefined) {
      return RENDER_EMPTY_LISTS || this.value.length > 0 || typeof this.value === "string"
        ? this.value
        : undefined;
    }
    const object: Record<string, JsonValue> = {};
    let empty = true;
    for (const [name, child] of this.children) {
      const rendered = child.rendered();
      if (rendered !== undefined) {
        setOwn(object, name, rendered);
        empty = false;
      }
    }
    return empty ? undefined : object;
  }
}

/** The merged document; `{}` where nothing is left. */
export function renderPolicy(state: MergedNode): JsonObject {
  return (state.rendered() as JsonObject | undefined) ?? {};
}
