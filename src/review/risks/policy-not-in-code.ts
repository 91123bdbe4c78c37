import { list } from "../words";
import type { Risk } from "./risk";

/** A message names at most this many policies; the rest is counted. */
const MAX_NAMES = 5;

export const policyNotInCode: Risk = {
  id: "policy-not-in-code",
  severity: "notice",
  sentence:
    "The organization has policies that the synthesized code does not declare; code alone does not show whether Terraform deletes them.",
  hint: "Review the Terraform plan (`--plan`) to see what is deleted.",
  find: ({ after: { organization }, change: { declared } }) => {
    const others =
      declared === undefined || declared.showsDeletions
        ? []
        : organization.policies.filter(({ id }) => !declared.origins.has(id));
    if (others.length === 0) {
      return [];
    }
    const names = others.slice(0, MAX_NAMES).map(({ name }) => JSON.stringify(name));
    const more = others.length - names.length;
    const all = list([...names, ...(more > 0 ? [`${more.toLocaleString("en-US")} more`] : [])]);
    const [are, they] = others.length === 1 ? ["is", "it stays"] : ["are", "they stay"];
    return [
      {
        message: `${all} ${are} not in the code. The review assumes that ${they}; Terraform deletes what it created and no longer finds in the code.`,
        accounts: [],
        policies: others.map(({ id }) => id),
        path: "",
      },
    ];
  },
};
