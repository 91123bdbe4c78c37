import { count } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const copyRemoved: Risk = {
  id: "copy-removed",
  severity: "error",
  sentence: "A rule no longer copies its recovery points to a vault.",
  hint: "Keep the copy until another destination holds enough recovery points; existing copies keep their retention.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) =>
        before.copies
          .filter(({ arn }) => !after.copies.some((copy) => copy.arn === arn))
          .map(({ arn, path }) => ({
            message: `Recovery points are no longer copied to ${arn}; ${count(after.copies.length, "copy destination")} left.`,
            path,
          })),
      ),
    ),
};
