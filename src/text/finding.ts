import { documentationOf } from "./rule";
import type { Rule } from "./rule";
import type { Severity } from "./severity";

/** Something found in a document, a change or an organization: the one shape for all of them, as data. */
export interface Finding {
  /** Stable id of the rule, kebab-case; `org-backup help RULE` explains it. */
  readonly rule: string;
  readonly severity: Severity;
  /** One or two sentences: what is wrong and what follows. */
  readonly message: string;
  /** Where in a policy, as AWS writes paths: `plans/daily/rules/nightly`. Empty if it concerns no setting. */
  readonly path: string;
  /** Places that `path` cannot say: `daily/nightly in eu-central-1`. Undefined if there are none. */
  readonly places?: readonly string[];
  /** Where in the input; undefined if the input has no text or the finding concerns no single place. */
  readonly position?: Position;
  /** Ids of the accounts concerned; empty if there are none. */
  readonly accounts: readonly string[];
  /** The accounts in words; undefined if there are none. */
  readonly scope?: string;
  /** How many resources are concerned; undefined if no inventory says so. */
  readonly resources?: number;
  /** Ids of the policies concerned. */
  readonly policies: readonly string[];
  /** What to do; empty if there is nothing to do. */
  readonly hint: string;
  /** The page and heading about the rule: `help/findings.md#retention-shortened`. */
  readonly documentation?: string;
  /** Of a guardrail: the requirement that is not met, and where it is written. */
  readonly requirement?: { readonly id: string; readonly where: string };
  /** Set if the finding is accepted: still shown, but ignored by `--fail-on`. */
  readonly acknowledged?: { readonly reason: string; readonly where: string; readonly expires?: string };
}

/** A place in the input. */
export interface Position {
  /** A file, a construct path or a Terraform address; undefined for the one document that was given. */
  readonly where?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
}

/** What a finding says beyond its rule. */
export type FindingDetails = Pick<Finding, "message"> & Partial<Omit<Finding, "rule" | "documentation">>;

/** A finding of a rule: severity and hint are the rule's unless given, everything else is empty unless given. */
export function findingOf({ id, severity, hint }: Rule, details: FindingDetails): Finding {
  return {
    rule: id,
    severity,
    path: "",
    accounts: [],
    policies: [],
    hint,
    documentation: documentationOf(id),
    ...details,
  };
}
