import { accountWithheld } from "./account-withheld";
import { blockedByParent } from "./blocked-by-parent";
import { notKnowable } from "./not-knowable";
import { orderDependent } from "./order-dependent";
import { policyRefused } from "./policy-refused";
import type { Risk } from "./risk";

/** Every rule of the review. */
export const ALL_RISKS: readonly Risk[] = [policyRefused, accountWithheld, blockedByParent, notKnowable, orderDependent];
