import type { DisablePolicyType } from "../call";
import type { CallDefinition } from "../call-definition";
import { attachmentsEndWith } from "./attachments-end-with";
import { ends, KEYS } from "../claim";
import { BACKUP_POLICY_TYPE } from "../draft/organization-draft";
import { ORGANIZATIONS_EXCEPTIONS, POLICY_CHANGES_IN_PROGRESS } from "./shared-refusals";

/** AWS detaches every policy of the type; enabling the type again does not bring the attachments back. */
export const disablePolicyType: CallDefinition<DisablePolicyType> = {
  apply({ organization }, { policyType }) {
    const { enabledPolicyTypes } = organization.settings;
    if (enabledPolicyTypes?.includes(policyType) === false) {
      return {
        exception: "PolicyTypeNotEnabledException",
        message: `The policy type ${policyType} is not enabled.`,
      };
    }
    organization.updateSettings({
      enabledPolicyTypes: (enabledPolicyTypes ?? []).filter((type) => type !== policyType),
    });
    if (policyType === BACKUP_POLICY_TYPE) {
      organization.detachEverything();
    }
    return undefined;
  },
  claims({ policyType }, { organization }) {
    return [
      ends(
        KEYS.policyType(policyType),
        organization.settings.enabledPolicyTypes?.includes(policyType) ?? true,
      ),
      ...(policyType === BACKUP_POLICY_TYPE
        ? organization.attachmentTargets.flatMap((targetId) => attachmentsEndWith(targetId, organization))
        : []),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ...POLICY_CHANGES_IN_PROGRESS,
    RootNotFoundException: "the root comes from the organization itself",
  },
};
