import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Severity } from "../../text/severity";
import type { ChangeOutcome } from "../change-outcome";
import type { AccountGroup } from "../account-groups";
import type { ProtectionChange } from "../protection-change";
import type { ResourceReview } from "../resources/resource-changes";
import type { Finding, Position } from "../../text/finding";

/** What a rule may look at. */
export interface RiskContext {
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  readonly groups: readonly AccountGroup[];
  /** What accounts are backed up by before and after, where that changes. */
  readonly protections: readonly ProtectionChange[];
  /** The time of the review: AWS judges schedules from the moment of a request. */
  readonly at: Date;
  readonly change: ChangeOutcome;
  /** What the change does to the resources of an inventory; undefined if none was given. */
  readonly resources?: ResourceReview;
  /** An organization file that is older is a finding. */
  readonly maxAgeDays: number;
}

/** One rule: what it looks for, how bad it is, what to do. The page of findings is made from these. */
export interface Risk {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence on what the rule reports. */
  readonly sentence: string;
  /** Whether the synthesis of an app fails on an error of this rule that is not acknowledged. */
  readonly failsSynthesis?: true;
  /** What to do about it. */
  readonly hint: string;
  readonly find: (context: RiskContext) => readonly RiskFinding[];
}

/** What a rule says of one occurrence; its id and, unless given here, its severity and hint come from the rule. */
export interface RiskFinding {
  readonly message: string;
  readonly accounts: readonly string[];
  readonly policies: readonly string[];
  readonly path: string;
  /** How many resources are concerned; counted for every finding about accounts unless given. */
  readonly resources?: number;
  /** Otherwise the place of the policies in the code. */
  readonly position?: Position;
  readonly severity?: Severity;
  readonly hint?: Finding["hint"];
}
