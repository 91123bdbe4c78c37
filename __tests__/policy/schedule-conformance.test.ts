import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_SCHEDULE } from "../../src/policy/rule-defaults";
import { parseSchedule } from "../../src/policy/schedule";

/** The parts of a recorded request that decide, together with the moment, whether its schedules are admitted. */
interface Lifecycle {
  readonly move_to_cold_storage_after_days?: { readonly "@@assign": string };
  readonly delete_after_days?: { readonly "@@assign": string };
  readonly opt_in_to_archive_for_supported_resources?: { readonly "@@assign": string | boolean };
}
interface Rule {
  readonly schedule_expression?: { readonly "@@assign"?: string };
  readonly lifecycle?: Lifecycle;
  readonly copy_actions?: Readonly<Record<string, { readonly lifecycle?: Lifecycle }>>;
}
interface Content {
  readonly plans: Readonly<Record<string, { readonly rules?: Readonly<Record<string, Rule>> }>>;
}
interface ScheduleVector {
  readonly name: string;
  readonly at: string;
  readonly accepted: boolean;
  readonly content: Content;
}
interface AdmissionVector {
  readonly name: string;
  readonly accepted: boolean;
  readonly content?: Content;
}

const HOUR = 60;
const ARCHIVE_GAP = 28 * 24 * 60;

function vectorsOf(file: string): unknown {
  const text = readFileSync(join(__dirname, "..", "conformance", file), "utf8");
  return (JSON.parse(text) as { readonly vectors: unknown }).vectors;
}

function rulesOf(content: Content): readonly Rule[] {
  return Object.values(content.plans).flatMap((plan) => Object.values(plan.rules ?? {}));
}

function lifecyclesOf(rule: Rule): readonly Lifecycle[] {
  return [rule, ...Object.values(rule.copy_actions ?? {})].flatMap(({ lifecycle }) => lifecycle ?? []);
}

function isAdmitted(rule: Rule, at: Date): boolean {
  const read = parseSchedule(rule.schedule_expression?.["@@assign"] ?? DEFAULT_SCHEDULE);
  const archives = lifecyclesOf(rule).some(
    (lifecycle) => String(lifecycle.opt_in_to_archive_for_supported_resources?.["@@assign"]) === "true",
  );
  const gap = read.ok ? read.schedule.nextGapMinutes(at) : undefined;
  return gap !== undefined && gap >= (archives ? ARCHIVE_GAP : HOUR);
}

/** Whether the lifecycles alone would be admitted, so that a refusal is due to the schedule. */
function hasSoundLifecycles(rule: Rule): boolean {
  return lifecyclesOf(rule).every(
    ({ delete_after_days: end, move_to_cold_storage_after_days: cold }) =>
      end !== undefined && cold !== undefined && Number(end["@@assign"]) >= Number(cold["@@assign"]) + 90,
  );
}

describe("recorded decisions on schedules", () => {
  const vectors = vectorsOf("schedules.json") as readonly ScheduleVector[];

  it.each(vectors)("$name, asked at $at, accepted: $accepted", ({ content, at, accepted }) => {
    expect(rulesOf(content).every((rule) => isAdmitted(rule, new Date(at)))).toBe(accepted);
  });
});

describe("recorded decisions on whole documents that hold a schedule", () => {
  const admissions = vectorsOf("admission.json") as readonly AdmissionVector[];
  // Their names begin with the moment of the request.
  const vectors = admissions
    .flatMap(({ name, accepted, content }) => (content ? { name, accepted, content } : []))
    .filter(({ content }) => JSON.stringify(content).includes('"schedule_expression"'))
    .filter(({ content }) => rulesOf(content).every(hasSoundLifecycles))
    .map((vector) => ({ ...vector, at: vector.name.split(" ")[0] ?? "" }));

  it.each(vectors)("$name, accepted: $accepted", ({ content, at, accepted }) => {
    expect(rulesOf(content).every((rule) => isAdmitted(rule, new Date(at)))).toBe(accepted);
  });
});

describe("the frequency check looks at the next two occurrences only", () => {
  const schedule = "cron(0,59 7 ? * * *)";
  const gapAt = (at: string): number | undefined => {
    const read = parseSchedule(schedule);
    return read.ok ? read.schedule.nextGapMinutes(new Date(at)) : undefined;
  };

  it("sees the long gap while the next occurrence is the last of the day", () => {
    expect(gapAt("2026-09-13T07:40:34Z")).toBe(23 * 60 + 1);
  });

  it("sees the short gap once that occurrence has passed", () => {
    expect(gapAt("2026-09-13T07:59:00Z")).toBe(59);
  });
});
