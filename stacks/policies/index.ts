import { dataContinuous } from "./data-continuous";
import { orgBaseline } from "./org-baseline";
import { paymentsArchive } from "./payments-archive";
import { productionRetention } from "./production-retention";
import { sandboxWeekly } from "./sandbox-weekly";
import type { StackPolicy } from "./stack-policy";

/** The backup policies of the organization; policies of one target are attached in this order. */
export function backupPolicies(): readonly StackPolicy[] {
  return [orgBaseline, productionRetention, paymentsArchive, dataContinuous, sandboxWeekly];
}
