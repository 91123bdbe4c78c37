import { EffectivePolicies } from "../organization/effective-policies";
import { timetableOf } from "../review/timetable";
import type { Timetable } from "../review/timetable";
import { accountsAskedFor } from "./accounts";
import { organizationAfter } from "./organization-after";
import type { OrganizationAfter } from "./organization-after";

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
  const organization = organizationAfter(request);
  const accounts = accountsAskedFor(organization, request.accounts);
  const policies = EffectivePolicies.compute(organization, request.at, {
    accountIds: request.accounts === undefined ? undefined : accounts,
  });
  return timetableOf(policies, accounts, request.at, request.runs);
}
