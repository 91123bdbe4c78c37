import type { Call } from "../../change/call";
import type { Organization } from "../../organization/organization";
import type { PlacedMessage } from "../../review/change-outcome";
import { textOf } from "../../text/json";
import { BACKUP_POLICY_TYPE } from "../synthesized/synthesized";
import type { ProviderCall } from "./calls/node-calls";
import type { PlanResource, StateResource } from "./plan-resource";

/** Sorts out what no backup depends on, and what names things that the organization does not show. */
export class BackupConcern {
  /** The types of existing policies of other types, by their ids. */
  private readonly otherPolicies: ReadonlyMap<string, string>;
  private readonly placeless: string[] = [];

  constructor(
    private readonly organization: Organization,
    private readonly isPartial: boolean,
    private readonly newIds: ReadonlySet<string>,
    resources: readonly PlanResource[],
    states: readonly StateResource[],
  ) {
    this.otherPolicies = new Map(
      [...states, ...resources.map(({ type, before = {} }) => ({ type, values: before }))].flatMap(
        ({ type, values }) =>
          type === "aws_organizations_policy" && values.type !== BACKUP_POLICY_TYPE
            ? [[textOf(values.id) ?? textOf(values.policy_id) ?? "", textOf(values.type) ?? ""] as const]
            : [],
      ),
    );
  }

  /** The calls that concern backups. */
  of(calls: readonly ProviderCall[]): readonly ProviderCall[] {
    return calls.filter(({ call }) => this.concerns(call)).map((each) => this.withOpenPolicy(each));
  }

  /** What was left out, as one message. */
  messages(): readonly PlacedMessage[] {
    const [first, ...others] = this.placeless;
    return first === undefined
      ? []
      : [
          {
            origin: first,
            message: `${others.length === 0 ? "An attachment goes to a target" : `${others.length + 1} attachments go to targets`} whose place in the organization is not known, so they are ignored. Give an up-to-date organization file with --org.`,
          },
        ];
  }

  private concerns(call: Call): boolean {
    if (call.operation === "DeletePolicy" || call.operation === "UpdatePolicy") {
      return !this.isOther(call.policyId);
    }
    if (call.operation !== "AttachPolicy" && call.operation !== "DetachPolicy") {
      return true;
    }
    const { policyId, targetId } = call;
    if (this.isOther(policyId)) {
      // AWS may refuse it, and what waits for it does not happen then.
      return call.operation === "AttachPolicy";
    }
    const isPlaced =
      typeof targetId !== "string" ||
      this.newIds.has(targetId) ||
      this.organization.target(targetId) !== undefined;
    if (!isPlaced && this.isPartial) {
      this.placeless.push(targetId);
      return false;
    }
    return true;
  }

  private isOther(policyId: unknown): boolean {
    return typeof policyId === "string" && this.otherPolicies.has(policyId);
  }

  /** A policy that the organization does not show may be a backup policy that is newer than it. */
  private withOpenPolicy(each: ProviderCall): ProviderCall {
    const { call } = each;
    if (call.operation === "AttachPolicy" && typeof call.policyId === "string") {
      const policyType = this.otherPolicies.get(call.policyId);
      if (policyType !== undefined) {
        return { ...each, call: { ...call, policyType } };
      }
    }
    if (
      call.operation !== "AttachPolicy" ||
      typeof call.policyId !== "string" ||
      this.newIds.has(call.policyId) ||
      this.organization.policy(call.policyId) !== undefined
    ) {
      return each;
    }
    const policyId = { candidates: undefined, expression: call.policyId };
    return { ...each, call: { ...call, policyId } };
  }
}
