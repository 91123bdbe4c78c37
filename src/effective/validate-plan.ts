import type { GrammarEntry } from "../policy/grammar/lookup";
import { GRAMMAR_ROOT } from "../policy/grammar/lookup";
import type { Evidence, FixedContainer, ListSetting, NamedContainer } from "../policy/grammar/node";
import { QUOTAS } from "../policy/quotas";
import type { QuotaId } from "../policy/quotas";
import { ScheduleValidator } from "../policy/validate/schedule-decision";
import { getOrAdd } from "../text/get-or-add";
import type { AssumptionId } from "./assumptions";
import type { MergedNode } from "./merged-node";
import { below } from "./path-link";
import type { PathLink } from "./path-link";
import { PlanFindings } from "./plan-findings";
import { child, forEachMember, memberCount } from "./rendered";
import { validateCrossFields } from "./validate-cross-fields";

/**
 * Says what AWS would report for plans of merged policies (`ListEffectivePolicyValidationErrors`), by
 * walking the grammar: required keys, counts, and the settings that depend on each other.
 */
export class PlanValidator {
  private readonly schedules: ScheduleValidator;
  /**
   * The parts of plans in which nothing was found: plans share them. A part is judged by itself, apart from
   * one thing that its rules need of the plan; the first map is for plans without scan settings.
   */
  private readonly clean: readonly [CleanParts, CleanParts] = [new Map(), new Map()];

  /** @param at the time of AWS's validation: the archive rule looks at the next two backups from there */
  constructor(at: Date) {
    this.schedules = new ScheduleValidator(at);
  }

  /** @param plan the merged plan */
  validate(name: string, plan: MergedNode): PlanFindings {
    const findings = new PlanFindings();
    const clean = this.clean[child(plan, "scan_settings") === undefined ? 0 : 1];
    const walk = new PlanWalk(plan, findings, this.schedules, clean);
    walk.container(plan, planEntry, below(below(undefined, "plans"), name));
    return findings;
  }
}

/** Parts, each by what it was looked at as. */
type CleanParts = Map<MergedNode, GrammarEntry>;

const planEntry = GRAMMAR_ROOT.keys.get("plans")?.child ?? GRAMMAR_ROOT;

/** What is looked for in a container whose keys the syntax fixes. */
interface FixedChecks {
  readonly required: readonly GrammarEntry[];
  /** The containers and lists: nothing is wrong with a single value once it is there. */
  readonly inner: readonly GrammarEntry[];
}

const checks = new Map<GrammarEntry, FixedChecks>();

function checksOf(entry: GrammarEntry): FixedChecks {
  return getOrAdd(checks, entry, () => ({
    required: entry.entries.filter(({ node }) => node.required !== undefined),
    inner: entry.entries.filter(({ node }) => node.kind !== "single"),
  }));
}

class PlanWalk {
  constructor(
    private readonly plan: MergedNode,
    private readonly findings: PlanFindings,
    private readonly schedules: ScheduleValidator,
    private readonly clean: CleanParts,
  ) {}

  container(node: MergedNode, entry: GrammarEntry, path: PathLink): void {
    if (entry.node.kind === "named") {
      this.named(node, entry.node, entry.child, path);
    } else if (entry.node.kind === "fixed") {
      this.fixed(node, entry.node, entry, path);
    }
  }

  /** A container right below the plan. */
  private part(node: MergedNode, entry: GrammarEntry, path: PathLink): void {
    const { findings, clean } = this;
    if (clean.get(node) !== entry) {
      const earlier = findings.count;
      this.container(node, entry, path);
      if (findings.count === earlier) {
        clean.set(node, entry);
      }
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
    const { required, inner } = checksOf(entry);
    for (const key of required) {
      if (!isPresent(node, key.name, key)) {
        this.missing(key.name, path, key.node.requiredEvidence ?? key.node.evidence);
      }
    }
    if (grammar.oneOf !== undefined) {
      this.oneOf(node, grammar.oneOf, grammar.oneOfUnrecorded ?? [], entry, path);
    }
    if (grammar.concept === "rule") {
      validateCrossFields(node, this.plan, path, this.findings, this.schedules);
    }
    if (grammar.maximumInside !== undefined) {
      this.count(grandchildCount(node), grammar.maximumInside, false, path);
    }
    for (const key of inner) {
      const found = node.children.get(key.name);
      if (found?.hasContent !== true) {
        continue;
      }
      if (key.node.kind === "list") {
        this.list(key.name, found, key.node, path);
      } else if (node === this.plan) {
        this.part(found, key, below(path, key.name));
      } else {
        this.container(found, key, below(path, key.name));
      }
    }
  }

  private oneOf(
    node: MergedNode,
    oneOf: readonly string[],
    unrecorded: readonly string[],
    entry: GrammarEntry,
    path: PathLink,
  ): void {
    const has = (key: string): boolean => isPresent(node, key, entry.keys.get(key));
    const first = oneOf[0];
    if (first === undefined || oneOf.some(has)) {
      return;
    }
    if (unrecorded.some(has)) {
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
