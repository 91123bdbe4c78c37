import type { JsonObject } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import {
  account,
  accountId,
  entries,
  list,
  ORGANIZATION,
  plan,
  policy,
  policyId,
  POLICY_TEXT,
  rule,
  unit,
  unitId,
} from "./parts";

const EFFECTIVE = ["effective", "--org", "org.json"];

function organization(
  name: string,
  parts: (size: number) => JsonObject,
  { from = 500, to = 64_000, command = EFFECTIVE } = {},
): DoubledInput {
  return {
    name: `organization: ${name}`,
    from,
    to,
    command,
    files: (size) => ({ "org.json": JSON.stringify({ ...ORGANIZATION, ...parts(size) }) }),
  };
}

/** The same file with a line for each member, as people write it. */
function inYaml(name: string, parts: (size: number) => JsonObject): DoubledInput {
  const row = organization(name, parts, {
    from: 100,
    to: 16_000,
    command: ["effective", "--org", "org.yaml"],
  });
  return {
    ...row,
    files: (size) => ({
      "org.yaml": Object.entries({ ...ORGANIZATION, ...parts(size) })
        .map(([key, value]) =>
          Array.isArray(value)
            ? `${key}:\n${value.map((item) => `  - ${JSON.stringify(item)}`).join("\n")}`
            : `${key}: ${JSON.stringify(value)}`,
        )
        .join("\n")
        .replaceAll(":\n\n", ": []\n"),
    }),
  };
}

export const organizationInputs: readonly DoubledInput[] = [
  organization("accounts", (size) => ({ accounts: list(size, (index) => account(index)) })),
  organization("OUs", (size) => ({
    organizationalUnits: list(size, (index) => unit(index)),
    accounts: list(size, (index) => account(index, unitId(index))),
  })),
  organization("OUs, each with policies of its own", (size) => ({
    organizationalUnits: list(size, (index) => unit(index)),
    accounts: list(size, (index) => account(index, unitId(index))),
    policies: list(size, (index) =>
      policy(index, { plans: { daily: plan({ nightly: rule(8 + (index % 1000)) }) } }),
    ),
    attachments: list(size, (index) => ({ targetId: unitId(index), policyIds: [policyId(index)] })),
  })),
  organization("a cycle of OUs", (size) => ({
    organizationalUnits: list(size, (index) => unit(index, unitId((index + 1) % size))),
  })),
  organization("a chain of OUs", (size) => ({
    organizationalUnits: list(size, (index) => unit(index, index === 0 ? "r-big0" : unitId(index - 1))),
  })),
  organization("parents that do not exist", (size) => ({
    organizationalUnits: list(size, (index) => unit(index)),
    accounts: list(size, (index) => account(index, `ou-big0-1${String(index).padStart(7, "0")}`)),
  })),
  organization("targets that do not exist", (size) => ({
    accounts: list(size, (index) => account(index)),
    attachments: list(size, (index) => ({
      targetId: String(200_000_000_000 + index),
      policyIds: [policyId(0)],
    })),
  })),
  organization("policies that do not exist", (size) => ({
    policies: list(size, (index) => policy(index)),
    attachments: [{ targetId: "r-big0", policyIds: list(size, (index) => policyId(index + size)) }],
  })),
  organization("ids that appear twice", (size) => ({ accounts: list(size, () => account(1)) })),
  organization("unknown keys", (size) => entries(size, (index) => index, "acount")),
  organization("published policies", (size) => ({
    accounts: list(size, (index) => account(index)),
    publishedPolicies: Object.fromEntries(list(size, (index) => [accountId(index), { plans: {} }])),
  })),
  organization(
    "policies on one target, known order",
    (size) => ({
      policies: list(size, (index) => policy(index)),
      attachments: [
        { targetId: "r-big0", order: "known", policyIds: list(size, (index) => policyId(index)) },
      ],
    }),
    { from: 100 },
  ),
  organization(
    "policies on one target, unknown order",
    (size) => ({
      policies: list(size, (index) => policy(index)),
      attachments: [
        { targetId: "r-big0", order: "unknown", policyIds: list(size, (index) => policyId(index)) },
      ],
    }),
    { from: 2, to: 64 },
  ),
  organization(
    "policies that differ on one target, unknown order",
    (size) => ({
      policies: list(size, (index) =>
        policy(index, { plans: { daily: plan({ nightly: rule(index + 8) }) } }),
      ),
      attachments: [
        { targetId: "r-big0", order: "unknown", policyIds: list(size, (index) => policyId(index)) },
      ],
    }),
    { from: 2, to: 64 },
  ),
  organization(
    "policies that differ in unknown order at five levels",
    (size) => ({
      organizationalUnits: list(5, (index) => unit(index, index === 0 ? "r-big0" : unitId(index - 1))),
      accounts: [account(0, unitId(4))],
      policies: list(size * 5, (index) =>
        policy(index, {
          plans: {
            daily: plan({
              nightly: rule(index + 8),
              [`own-${index % size}`]: { ...rule(index + 8), target_backup_vault_name: { "@@append": [] } },
            }),
          },
        }),
      ),
      attachments: list(5, (level) => ({
        targetId: unitId(level),
        order: "unknown",
        policyIds: list(size, (index) => policyId(level * size + index)),
      })),
    }),
    { from: 1, to: 32 },
  ),
  organization(
    "accounts whose names differ in a letter",
    (size) => ({ accounts: list(size, (index) => account(index, "r-big0", `account-${index}`)) }),
    { command: ["effective", "--org", "org.json", "--account", "acount-1"] },
  ),
  organization("a long name", (size) => ({
    accounts: [account(0, "r-big0", "\u001b[31m".repeat(size * 10))],
  })),
  organization("a name in other scripts", (size) => ({
    accounts: [account(0, "r-big0", "👩‍👩‍👧‍👦é한".repeat(size * 4))],
  })),
  organization("tags", (size) => ({ policies: [{ ...policy(0), tags: entries(size, String) }] })),
  organization(
    "coverage of accounts in OUs",
    (size) => ({
      organizationalUnits: list(size, (index) => unit(index)),
      accounts: list(size, (index) => account(index, unitId(index))),
    }),
    { command: ["coverage", "--org", "org.json"] },
  ),
  organization(
    "schedule of many plans",
    (size) => ({
      policies: list(size, (index) => policy(index, { plans: { [`daily-${index}`]: plan() } })),
      attachments: [{ targetId: "r-big0", order: "known", policyIds: list(size, policyId) }],
    }),
    { from: 5, to: 2_000, command: ["schedule", "--org", "org.json", "--account", accountId(0)] },
  ),
  organization("texts of policies", (size) => ({
    policies: list(size, (index) => policy(index, POLICY_TEXT)),
  })),
  organization("one policy on many targets", (size) => ({
    accounts: list(size, (index) => account(index)),
    attachments: list(size, (index) => ({ targetId: accountId(index), policyIds: [policyId(0)] })),
  })),
  organization("policies that nothing uses", (size) => ({
    policies: list(size, (index) => policy(index)),
  })),
  organization("delegated administrators", (size) => ({
    organization: {
      id: "o-big0000000",
      delegatedAdministrators: list(size, (index) => ({
        accountId: accountId(index),
        servicePrincipals: ["backup.amazonaws.com"],
      })),
    },
    accounts: list(size, (index) => account(index)),
  })),
  organization("trusted services", (size) => ({
    organization: {
      id: "o-big0000000",
      trustedServices: list(size, (index) => `service-${index}.amazonaws.com`),
    },
  })),
  inYaml("accounts in YAML", (size) => ({ accounts: list(size, (index) => account(index)) })),
  inYaml("OUs in YAML", (size) => ({
    organizationalUnits: list(size, (index) => unit(index)),
    accounts: list(size, (index) => account(index, unitId(index))),
  })),
  inYaml("policies in YAML", (size) => ({ policies: list(size, (index) => policy(index)) })),
];
