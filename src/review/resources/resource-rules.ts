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
      "An inventory shows that it was cut off: there are resources that it does not list.",
      "Read the inventory again in smaller parts; --resources takes several files.",
    ],
  }),
} as const;
