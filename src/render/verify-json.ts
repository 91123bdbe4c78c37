import type { EffectivePolicies } from "../organization/effective-policies";
import type { Verification } from "../review/verification/verification";
import { CAUSE_SEVERITY } from "../review/verification/verification";

/** The comparison as JSON, `schemaVersion` 1. */
export function verifyJson(
  { compared, without, differences, orders }: Verification,
  policies: EffectivePolicies,
): string {
  const { accounts } = policies.organization;
  const differing = new Set(differences.flatMap(({ accountIds }) => accountIds)).size;
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      summary: {
        accounts: accounts.length,
        compared: compared.length,
        differing,
        withoutEffectivePolicy: without,
      },
      differences: differences.map(({ accountIds, cause, because, values, errors }) => ({
        accounts: accountIds,
        cause,
        severity: CAUSE_SEVERITY[cause],
        message: because,
        values: values.map(({ path, predicted, published, origin }) => ({
          path,
          predicted: predicted ?? null,
          published: published ?? null,
          policies: [...new Set(origin.map(({ policyId }) => policyId))],
        })),
        ...(errors === undefined
          ? {}
          : { errors: { predicted: errors.predicted, reported: errors.reported ?? null } }),
      })),
      orders: {
        settled: Object.fromEntries(orders.settled),
        unknown: [...orders.open.keys(), ...orders.notTried],
      },
    },
    undefined,
    2,
  )}\n`;
}
