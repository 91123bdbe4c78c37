import type { ThrottleLimit } from "./token-bucket";

const policyWrites = { rate: 2, burst: 3 };
const accessWrites = { rate: 1, burst: 2 };

/**
 * The throttles that AWS Organizations documents, each action counted by itself; the others are not documented.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const DOCUMENTED_THROTTLES: Readonly<Record<string, ThrottleLimit>> = {
  "organizations:CreatePolicy": policyWrites,
  "organizations:DeletePolicy": policyWrites,
  "organizations:UpdatePolicy": policyWrites,
  "organizations:AttachPolicy": policyWrites,
  "organizations:DetachPolicy": policyWrites,
  "organizations:DescribePolicy": { rate: 2, burst: 2 },
  "organizations:EnablePolicyType": { rate: 1, burst: 1 },
  "organizations:DisablePolicyType": { rate: 1, burst: 1 },
  "organizations:EnableAWSServiceAccess": accessWrites,
  "organizations:DisableAWSServiceAccess": accessWrites,
  "organizations:RegisterDelegatedAdministrator": accessWrites,
  "organizations:DeregisterDelegatedAdministrator": accessWrites,
};
