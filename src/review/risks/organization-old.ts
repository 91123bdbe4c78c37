import { counted } from "../../text/counted";
import { daysSince } from "../organization-age";
import type { Risk } from "./risk";

export const organizationOld: Risk = {
  id: "organization-old",
  severity: "warning",
  sentence:
    "The organization file is old: what changed since then is not in the review. The limit is 7 days, or --max-age.",
  hint: "Write the organization file again with `org-backup snapshot`, then review again.",
  find: ({ before: { organization }, at, maxAgeDays }) => {
    const { takenAt } = organization.settings;
    const days = takenAt === undefined ? 0 : daysSince(takenAt, at);
    return days <= maxAgeDays
      ? []
      : [
          {
            message: `The organization file was written ${counted(Math.floor(days), "day")} ago; at most ${counted(maxAgeDays, "day")} are allowed.`,
            accounts: [],
            policies: [],
            path: "",
          },
        ];
  },
};
