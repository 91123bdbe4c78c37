import type { FixedContainer } from "./grammar/node";
import { plan } from "./grammar/plan";

/**
 * The whole syntax of backup policies, as data. The validator, the document types, the JSON Schema and
 * the reference page are derived from it: a new key of AWS is one entry.
 */
export const GRAMMAR = {
  kind: "fixed",
  concept: "policy",
  title: "a backup policy",
  doc: "A backup policy contains plans and nothing else.",
  evidence: "captured",
  keys: {
    plans: {
      kind: "named",
      concept: "plans",
      title: "the plans of a policy",
      placeholder: "plan",
      names: "name",
      child: plan,
      maximum: "plansPerRegion",
      required: "document",
      doc: "The backup plans by name; policies that name the same plan are merged, other plans stand beside each other.",
      evidence: "captured",
      aliases: ["plan", "backup_plans", "backup_plan"],
    },
  },
  foreign: { organization: "`org-backup effective --org FILE` reads organization files." },
} as const satisfies FixedContainer;

export type Grammar = typeof GRAMMAR;
