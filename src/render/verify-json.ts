import type { EffectivePolicies } from "../organization/effective-policies";
import type { Verification } from "../review/verification/verification";
import { findingJson } from "./finding-json";

/** The comparison as JSON, `schemaVersion` 1. */
export function verifyJson(
  { compared, without, invalid, mismatches, orders }: Verification,
  policies: EffectivePolicies,
): string {
  const { accounts } = policies.organization;
  const differing = new Set(mismatches.flatMap(({ accounts }) => accounts)).size;
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      summary: {
        accounts: accounts.length,
        compared: compared.length,
        differing,
        withoutEffectivePolicy: without,
      },
      mismatches: mismatches.map(({ values, errors, ...finding }) => ({
        ...findingJson(finding),
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
      invalid: invalid === undefined ? null : [...invalid].map(([account, errors]) => ({ account, errors })),
      orders: {
        settled: Object.fromEntries(orders.settled),
        unknown: [...orders.open.keys(), ...orders.notTried],
      },
    },
    undefined,
    2,
  )}\n`;
}
