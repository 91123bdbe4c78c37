import { list } from "../words";
import type { Risk } from "./risk";
import { grouped } from "../../text/grouped";

/** A message names at most this many policies; the rest is counted. */
const MAX_NAMES = 5;

export const ownershipNarrowed: Risk = {
  id: "ownership-narrowed",
  severity: "warning",
  sentence:
    "The target branch says that Terraform manages a policy (`manages`), and the code under review no longer says so: from the next review on, its deletion would not be seen.",
  hint: "Keep the policy in `manages` until it is deleted, or has left the Terraform state.",
  find: ({ change: { declared } }) => {
    const names = declared?.ownership?.narrowed ?? [];
    const shown = names.slice(0, MAX_NAMES).map((name) => JSON.stringify(name));
    const more = names.length - shown.length;
    const all = list([...shown, ...(more > 0 ? [`${grouped(more)} more`] : [])]);
    return names.length === 0
      ? []
      : [
          {
            message: `"manages" no longer covers ${all}. This review still counts ${names.length === 1 ? "it" : "them"} as managed.`,
            accounts: [],
            policies: [],
            path: "",
          },
        ];
  },
};
