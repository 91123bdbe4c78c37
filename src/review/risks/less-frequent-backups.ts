import { rhythmOf } from "../rhythm";
import { duration } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const lessFrequentBackups: Risk = {
  id: "less-frequent-backups",
  severity: "warning",
  sentence:
    "Backups become less frequent: the longest time between two of them, and so the data that can be lost, grows.",
  hint: "Check that the recovery point objective of what the plan selects allows it.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) => {
        if (before.schedule === after.schedule) {
          return [];
        }
        const first = rhythmOf(before.schedule, context.at);
        const second = rhythmOf(after.schedule, context.at);
        const [from, to] = [first?.largestGapMinutes, second?.largestGapMinutes];
        const path = `${after.path}/schedule_expression`;
        if (second === undefined) {
          const message = `It is not known when backups are made: the schedule ${JSON.stringify(after.schedule)} cannot be read.`;
          return [{ message, path }];
        }
        if (from === undefined || (to !== undefined && to <= from)) {
          return [];
        }
        return [
          {
            message:
              to === undefined
                ? `The schedule runs only once more: ${second.words}. Now the longest time between two backups is ${duration(from)}.`
                : `The longest time between two backups grows from ${duration(from)} to ${duration(to)}: ${second.words}.`,
            path,
          },
        ];
      }),
    ),
};
