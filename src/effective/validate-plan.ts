import type { GrammarEntry } from "../policy/grammar/lookup";
import { GRAMMAR_ROOT } from "../policy/grammar/lookup";
import type { Evidence, FixedContainer, ListSetting, NamedContainer } from "../policy/grammar/node";
import { QUOTAS } from "../policy/quotas";
import type { QuotaId } from "../policy/quotas";
import { ScheduleValidator } from "../policy/validate/schedule-decision";
import type { AssumptionId } from "./assumptions";
import type { MergedNode } from "./merged-node";
import { below } from "./path-link";
import type { PathLink } from "./path-link";
import { PlanFindings } from "./plan-findings";
import { forEachMember, memberCount } from "./rendered";
import { validateCrossFields } from "./validate-cross-fields";

/**
 * Says what AWS would report for one plan of a merged policy (`ListEffectivePolicyValidationErrors`), by
 * walking the grammar: required keys, counts, and the settings that depend on each other.
 *
 * @param plan the merged plan
 * @param at the time of AWS's validation: the archive rule looks at the next two backups from there
 */
export function validatePlan(name: string, plan: MergedNode, at: Date): PlanFindings {
  const findings = new PlanFindings();
  const walk = new PlanWalk(plan, findings, new ScheduleValidator(at));
  walk.container(plan, planEntry, below(below(undefined, "plans"), name));
  return findings;
}

const planEntry = GRAMMAR_ROOT.keys.get("plans")?.child ?? GRAMMAR_ROOT;

class PlanWalk {
  constructor(
    private readonly plan: MergedNode,
    private readonly findings: PlanFindings,
    private readonly schedules: ScheduleValidator,
  ) {}

  container(node: MergedNode, entry: GrammarEntry, path: PathLink): void {
    if (entry.node.kind === "named") {
      this.named(node, entry.node, entry.child, path);
    } else if (entry.node.kind === "fixed") {
      this.fixed(node, entry.node, entry, path);
    }
  }

  private named(
    node: MergedNode,
    grammar: NamedContainer,
    child: GrammarEntry | undefined,
    path: PathLink,
  ): void {
    this.count(memberCount(node), grammar.maximum, grammar.maximumInEffective === true, path);
    forEachMember(node, (member, name) => {
      if (child !== undefined) {
        this.container(member, child, below(path, name));
      }
    });
  }

  private fixed(node: MergedNode, grammar: FixedContainer, entry: GrammarEntry, path: PathLink): void {
    for (const child of entry.entries) {
      if (child.node.required !== undefined && !isPresent(node, child.name, child)) {
        this.missing(child.name, path, child.node.requiredEvidence ?? child.node.evidence);
      }
    }
    this.oneOf(node, grammar, entry, path);
    if (grammar.concept === "rule") {
      validateCrossFields(node, this.plan, path, this.findings, this.schedules);
    }
    if (grammar.maximumInside !== undefined) {
      this.count(grandchildCount(node), grammar.maximumInside, false, path);
    }
    for (const child of entry.entries) {
      const found = node.children.get(child.name);
      if (found?.hasContent !== true) {
        continue;
      }
      if (child.node.kind === "list") {
        this.list(child.name, found, child.node, path);
      } else if (child.node.kind !== "single") {
        this.container(found, child, below(path, child.name));
      }
    }
  }

  private oneOf(node: MergedNode, grammar: FixedContainer, entry: GrammarEntry, path: PathLink): void {
    const has = (key: string): boolean => isPresent(node, key, entry.keys.get(key));
    const [first] = grammar.oneOf ?? [];
    if (first === undefined || grammar.oneOf?.some(has) === true) {
      return;
    }
    if (grammar.oneOfUnrecorded?.some(has) === true) {
      this.findings.note("exclusion-alone-selects", path);
    } else {
      this.missing(first, path, "inferred");
    }
  }

  private list(key: string, node: MergedNode, grammar: ListSetting, path: PathLink): void {
    const length = typeof node.value === "object" ? node.value.length : 1;
    const link = below(path, key);
    if (length === 0 && grammar.emptyInEffective !== undefined) {
      this.noteEvidence(grammar.emptyInEffective.evidence, link);
      this.findings.add("ELEMENTS_TOO_FEW", `'${key}' is less than the allowed minimum limit 1`, link);
    }
    this.count(length, grammar.maximum, false, link);
  }

  /** Only some counts are recorded to make AWS withhold a policy; whether the others do is a note. */
  private count(count: number, quota: QuotaId | undefined, isRecorded: boolean, path: PathLink): void {
    if (quota === undefined || count <= QUOTAS[quota].limit) {
      return;
    }
    if (isRecorded) {
      const message = `'${path.name}' exceeds the allowed maximum limit ${QUOTAS[quota].limit}`;
      this.findings.add("ELEMENTS_TOO_MANY", message, path);
    } else {
      this.findings.exceeds(QUOTAS[quota], count, path);
    }
  }

  private missing(key: string, path: PathLink, evidence: Evidence): void {
    this.findings.add("KEY_REQUIRED", `'${key}' is missing`, path);
    this.noteEvidence(evidence, path);
  }

  private noteEvidence(evidence: Evidence, path: PathLink): void {
    const id = assumptionByEvidence[evidence];
    if (id !== undefined) {
      this.findings.note(id, path);
    }
  }
}

/** What an error rests on that is not recorded. */
const assumptionByEvidence: Readonly<Record<Evidence, AssumptionId | undefined>> = {
  captured: undefined,
  documented: "required-as-documented",
  inferred: "required-settings-by-analogy",
  unknown: "required-settings-by-analogy",
};

/** A setting with a value, or a container in which something is rendered. */
function isPresent(node: MergedNode, key: string, entry: GrammarEntry | undefined): boolean {
  const found = node.children.get(key);
  const isContainer = entry?.node.kind === "fixed" || entry?.node.kind === "named";
  return isContainer ? memberCount(found) > 0 : found?.value !== undefined;
}

function grandchildCount(node: MergedNode): number {
  let count = 0;
  forEachMember(node, (member) => {
    count += memberCount(member);
  });
  return count;
}
