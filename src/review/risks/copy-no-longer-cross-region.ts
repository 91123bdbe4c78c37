import type { BackupCopy } from "../../effective/backup-plan/backup-rule";
import { list } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const copyNoLongerCrossRegion: Risk = {
  id: "copy-no-longer-cross-region",
  severity: "error",
  sentence: "Recovery points are still copied, but no longer to another Region than their own.",
  hint: "Add a copy to a vault in another Region: an outage of the Region would take backups and copies together.",
  find: (context) =>
    findInPlans(context, ({ before, after, rules }) =>
      rules.flatMap((rule) => {
        const regions = after.regions.filter(
          (region) =>
            before.regions.includes(region) &&
            isCopiedOut(rule.before.copies, region) &&
            !isCopiedOut(rule.after.copies, region),
        );
        // Without any copy at all there is a finding on that.
        return regions.length === 0 || rule.after.copies.length === 0
          ? []
          : [
              {
                message: `Recovery points of ${list(regions)} are no longer copied to another Region.`,
                path: `${rule.after.path}/copy_actions`,
              },
            ];
      }),
    ),
};

function isCopiedOut(copies: readonly BackupCopy[], from: string): boolean {
  return copies.some(({ region }) => region !== undefined && region !== from);
}
