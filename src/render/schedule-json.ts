import { refusedPoliciesJson } from "./refused-policies-json";
import type { Retention, Timetable, TimetableRule } from "../review/timetable";

/** The next backups as JSON, `schemaVersion` 1; times are ISO 8601 in UTC. */
export function scheduleJson({ at, groups, remarks = [], refused }: Timetable): string {
  const document = {
    schemaVersion: 1,
    at: at.toISOString(),
    ...(remarks.length === 0 ? {} : { remarks }),
    ...refusedPoliciesJson(refused),
    groups: groups.map(
      ({ accounts, scope, isKnown, rules, alternatives, mayBeWithheld, isEveryOrderShown }) => ({
        accounts,
        scope,
        known: isKnown,
        rules: rules.map(ruleJson),
        alternatives: alternatives.map((each) => each.map(ruleJson)),
        mayBeWithheld,
        everyOrderShown: isEveryOrderShown,
      }),
    ),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function ruleJson(timetable: TimetableRule): object {
  const { plan, rule, schedule, words, next, largestGapMinutes, largestGapFrom, continuous } = timetable;
  const { takenOverBy, retention, copies } = timetable;
  return {
    plan,
    rule,
    schedule,
    words: words ?? null,
    next: next.map((time) => time.toISOString()),
    largestGapMinutes: largestGapMinutes ?? null,
    largestGapFrom: largestGapFrom?.toISOString() ?? null,
    continuous,
    takenOverBy: takenOverBy.map((by) => ({ rule: by.rule, first: by.first.toISOString() })),
    retention: retentionJson(retention),
    copies: copies.map(({ arn, ...copy }) => ({ arn, ...retentionJson(copy) })),
  };
}

function retentionJson({ coldAfterDays, deletedAfterDays, recoveryPoints }: Retention): object {
  return {
    coldAfterDays: coldAfterDays ?? null,
    deletedAfterDays: deletedAfterDays ?? null,
    recoveryPoints: recoveryPoints ?? null,
  };
}
