import type { Risk } from "./risk";

export const organizationOutdated: Risk = {
  id: "organization-outdated",
  severity: "error",
  sentence:
    "The Terraform state differs from the organization file: the file is out of date, and the review may be wrong.",
  hint: "Write the organization file again with `org-backup snapshot`, then review the plan again.",
  find: ({ change: { contradictions = [] } }) =>
    contradictions.map(({ what, inFile, inState }) => ({
      message: `${what.charAt(0).toUpperCase()}${what.slice(1)}: ${inFile} in the organization file, ${inState} in the plan's state. The review uses the state.`,
      accounts: [],
      policies: [],
      path: "",
    })),
};
