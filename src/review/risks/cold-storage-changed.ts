import type { Lifecycle } from "../../effective/backup-plan/backup-rule";
import { count } from "../words";
import { findInPlans } from "./find-in-plans";
import type { PlanFinding } from "./find-in-plans";
import type { Risk } from "./risk";

export const coldStorageChanged: Risk = {
  id: "cold-storage-changed",
  severity: "notice",
  sentence:
    "Recovery points move to cold storage at another time: what a restore and the storage cost changes.",
  hint: "Recovery points stay in cold storage for at least 90 days, and a restore from there takes longer.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) => [
        ...changed(before, after, "Recovery points"),
        ...after.copies.flatMap((copy) => {
          const earlier = before.copies.find(({ arn }) => arn === copy.arn);
          return earlier === undefined ? [] : changed(earlier, copy, `Copies in ${copy.arn}`);
        }),
      ]),
    ),
};

type Stored = Lifecycle & { readonly path: string };

function changed(before: Stored, after: Stored, what: string): readonly PlanFinding[] {
  const [from, to] = [before.coldAfterDays, after.coldAfterDays];
  if (from === to) {
    return [];
  }
  const now =
    to === undefined ? "no longer move to cold storage" : `move to cold storage after ${count(to, "day")}`;
  const earlier =
    from === undefined
      ? ""
      : `${to === undefined ? ", until now they did after" : " instead of"} ${count(from, "day")}`;
  return [
    { message: `${what} ${now}${earlier}.`, path: `${after.path}/lifecycle/move_to_cold_storage_after_days` },
  ];
}
