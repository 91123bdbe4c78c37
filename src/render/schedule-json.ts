import type { Retention, Timetable, TimetableGroup, TimetableRule } from "../review/timetable";
import { jsonPieces, listMemberTexts } from "./json-pieces";
import { refusedPoliciesJson } from "./refused-policies-json";

/** The next backups as JSON, `schemaVersion` 1; times are ISO 8601 in UTC. */
export function scheduleJson(timetable: Timetable): string {
  return [...scheduleJsonPieces(timetable)].join("");
}

/** As {@link scheduleJson}, a group at a time. */
export function scheduleJsonPieces({ at, groups, remarks = [], refused }: Timetable): Iterable<string> {
  const textOf = listMemberTexts(ruleJson);
  return jsonPieces(
    {
      schemaVersion: 1,
      at: at.toISOString(),
      ...(remarks.length === 0 ? {} : { remarks }),
      ...refusedPoliciesJson(refused),
    },
    "groups",
    groups,
    groupJson,
    ({ rules }) => ({ rules: rules.map(textOf) }),
  );
}

function groupJson(group: TimetableGroup): object {
  const { accounts, inactiveAccounts, scope, isKnown, alternatives, mayBeWithheld, isEveryOrderShown } =
    group;
  return {
    accounts,
    inactiveAccounts,
    scope,
    known: isKnown,
    rules: [],
    alternatives: alternatives.map((each) => each.map(ruleJson)),
    mayBeWithheld,
    everyOrderShown: isEveryOrderShown,
  };
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
