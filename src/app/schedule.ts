import { timetableOf } from "../review/timetable";
import type { Timetable } from "../review/timetable";
import { organizationAfter } from "./organization-after";
import type { OrganizationAfter } from "./organization-after";
import { policiesAskedFor } from "./policies-asked-for";

export interface ScheduleRequest extends OrganizationAfter {
  /** Ids or names; all accounts if undefined. */
  readonly accounts?: readonly string[] | undefined;
  /** Looks ahead from here. */
  readonly at: Date;
  /** Runs to list for each rule. */
  readonly runs: number;
}

/** The next backups, the largest gap between them, and how long recovery points are kept. */
export function schedule(request: ScheduleRequest): Timetable {
  const { accounts, policies } = policiesAskedFor(organizationAfter(request), request.accounts, request.at);
  return timetableOf(policies, accounts, request.at, request.runs);
}
