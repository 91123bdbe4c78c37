import { declareRules } from "../../text/rule";
import type { Rule } from "../../text/rule";
import type { Shortfall } from "./violation";

/** The rules of guardrails; the severity of a shortfall is that of its requirement, an error by default. */
export const GUARDRAIL_RULES: Readonly<
  Record<`guardrail-${Shortfall | "resources" | "not-known" | "matches-nothing" | "note"}`, Rule>
> = {
  ...declareRules("error", {
    "guardrail-published": [
      "AWS publishes no effective policy for an account that a requirement applies to: none applies, or the merged policy is invalid and AWS withholds it.",
      "Fix every error listed, or attach a policy to the account or above it.",
    ],
    "guardrail-protection": [
      "An account that a requirement applies to is not backed up at all, or not by a plan with a required name.",
      "Attach a policy with such a plan to the account or above it.",
    ],
    "guardrail-retention": [
      "Recovery points are kept for a shorter time than required.",
      "Raise delete_after_days in the policy that sets it.",
    ],
    "guardrail-gap": [
      "More time passes between two backups than allowed.",
      "Let the schedule of a rule run more often.",
    ],
    "guardrail-copy-region": [
      "Recovery points are not copied to another Region.",
      "Add a copy action whose vault is in another Region than each Region of the plan.",
    ],
    "guardrail-copy-account": [
      "Recovery points are not copied to another account.",
      "Add a copy action whose vault is in another account.",
    ],
    "guardrail-copy-retention": [
      "Copies are kept for a shorter time than required, or there are none.",
      "Raise delete_after_days of the copy action.",
    ],
    "guardrail-vault": [
      "Recovery points go to a vault of another name than required.",
      "Let the rule name one of the vaults required.",
    ],
    "guardrail-vault-lock": [
      "The code under review declares no lock for the vault that recovery points go to.",
      "Lock the vault in the code that creates it, and give that code to the review.",
    ],
    "guardrail-continuous-backup": [
      "Continuous backup is off where it is required.",
      "Switch enable_continuous_backup on in a rule, with a retention of 35 days at most.",
    ],
    "guardrail-regions": [
      "A Region that is required is not covered by a rule that meets the requirement.",
      "Add the Region to the plan.",
    ],
    "guardrail-resource-types": [
      "A resource type that is required is not selected by a plan whose rules meet the requirement.",
      "Select the type, or everything.",
    ],
  }),
  ...declareRules("error", {
    "guardrail-resources": [
      "Resources of the inventory (--resources) that a requirement covers are not selected by any backup plan.",
      "The message says what is missing: tag the resources, or let a selection of the policy take them.",
    ],
  }),
  ...declareRules("warning", {
    "guardrail-matches-nothing": [
      "A requirement matches no active account of the organization, or a place or name in it matches nothing.",
      "Check the spelling of paths and names in the requirement; they are case-sensitive.",
    ],
    "guardrail-not-known": [
      "It is not known whether an account meets a requirement: its policy in force is not known, AWS's documentation contradicts itself about a resource type, or AWS may not apply backup policies.",
      "Record what AWS published last with `org-backup snapshot`, use values that are known at plan time, and name the types that matter in resourceTypes.",
    ],
  }),
  ...declareRules("notice", {
    "guardrail-note": [
      "What a requirement was judged by: the resource types that it holds for, if only tags select resources, and the conditions that AWS Backup sets.",
      "Name the types in resourceTypes, of the requirement or in org-backup.yaml, to have each of them judged; `org-backup help capabilities` has the conditions.",
    ],
  }),
};
