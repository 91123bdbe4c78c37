import type { EnablePolicyType } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS, POLICY_CHANGES_IN_PROGRESS } from "./shared-refusals";

export const enablePolicyType: CallDefinition<EnablePolicyType> = {
  apply({ organization }, { policyType, isExhaustive }) {
    const { enabledPolicyTypes } = organization.settings;
    if (enabledPolicyTypes?.includes(policyType) === true) {
      return {
        exception: "PolicyTypeAlreadyEnabledException",
        message: `The policy type ${policyType} is enabled already.`,
      };
    }
    // If the source does not show the types, naming one alone would look like a removal of all others.
    if (enabledPolicyTypes !== undefined || isExhaustive === true) {
      organization.updateSettings({ enabledPolicyTypes: [...(enabledPolicyTypes ?? []), policyType] });
    }
    return undefined;
  },
  claims({ policyType }, { organization }) {
    const isEnabled = organization.settings.enabledPolicyTypes?.includes(policyType) ?? false;
    return [makes(KEYS.policyType(policyType), isEnabled)];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ...POLICY_CHANGES_IN_PROGRESS,
    RootNotFoundException: "the root comes from the organization itself",
    "ConstraintViolationException (SERVICE_ACCESS_NOT_ENABLED)":
      "which types need which access is not documented",
    PolicyTypeNotAvailableForOrganizationException: "the feature set of the organization is not recorded",
  },
};
