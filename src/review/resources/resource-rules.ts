import { declareRules } from "../../text/rule";

/** What an inventory can show. */
export const RESOURCE_RULES = {
  ...declareRules("error", {
    "unprotected-resource": [
      "Resources of an inventory that no backup plan selects. As a warning: it is not known whether one does.",
      "The message says what is missing: tag the resources, or let a selection of the policy take them.",
    ],
  }),
  ...declareRules("warning", {
    "inventory-incomplete": [
      "An inventory holds no resources, or says that it is incomplete: it was cut off, or accounts or Regions could not be read.",
      "Read what is missing, and give it as well: --resources takes several files.",
    ],
  }),
} as const;
