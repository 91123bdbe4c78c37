import type { JsonObject } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { account, entries, list, plan, policy, rule, unit, unitId } from "./parts";
import { org, noParts } from "./terraform-parts";

function guardrails(
  name: string,
  yaml: (size: number) => JsonObject,
  { from = 20, to = 16_000, organization = noParts, args = [] as readonly string[] } = {},
): DoubledInput {
  return {
    name: `guardrails: ${name}`,
    from,
    to,
    command: [
      ...["plan", "--org", "org.json", "--new-account", "bench=r-big0"],
      ...["--guardrails", "g.json", "--fail-on", "none", ...args],
    ],
    files: (size) => ({ "org.json": org(organization(size)), "g.json": JSON.stringify(yaml(size)) }),
  };
}

const manyPatterns = (size: number): JsonObject => ({
  version: 1,
  requirements: [{ id: "r", accounts: { except: list(size, (index) => `*-${index}x`) }, require: required }],
});

const manyAcknowledgements = (size: number): JsonObject => ({
  version: 1,
  requirements: [],
  acknowledgements: list(size, (index) => ({
    rule: "retention-shortened",
    accounts: { under: [`Root/unit-${index}`] },
    path: `plans/p${index}`,
    reason: "agreed",
  })),
});

const manyRequirements = (size: number): JsonObject => ({
  version: 1,
  requirements: list(size, (index) => ({ id: `r${index}`, require: required })),
});

const required = { minimumRetentionDays: 35 };

export const guardrailInputs: readonly DoubledInput[] = [
  guardrails("requirements", manyRequirements, { to: 500 }),
  guardrails("more requirements than are checked", manyRequirements, { from: 2_000, to: 64_000 }),
  guardrails(
    "requirements and as many accounts",
    (size) => ({
      version: 1,
      requirements: list(size, (index) => ({
        id: `r${index}`,
        accounts: { under: [`Root/unit-${index}`] },
        require: required,
      })),
    }),
    {
      organization: (size) => ({
        organizationalUnits: list(size, (index) => unit(index)),
        accounts: list(size, (index) => account(index, unitId(index))),
      }),
      to: 500,
    },
  ),
  guardrails(
    "places that do not exist",
    (size) => ({
      version: 1,
      requirements: [
        { id: "r", accounts: { under: list(size, (index) => `Root/unti-${index}`) }, require: required },
      ],
    }),
    {
      organization: (size) => ({
        organizationalUnits: list(size, (index) => unit(index)),
        accounts: [account(0)],
      }),
    },
  ),
  guardrails(
    "names of accounts",
    (size) => ({
      version: 1,
      requirements: [
        { id: "r", accounts: { names: list(size, (index) => `account-${index}`) }, require: required },
      ],
    }),
    { organization: (size) => ({ accounts: list(size, (index) => account(index)) }) },
  ),
  guardrails(
    "a pattern of many stars",
    (size) => ({
      version: 1,
      requirements: [{ id: "r", accounts: { names: [`${"a*".repeat(size)}b`] }, require: required }],
    }),
    { organization: () => ({ accounts: [account(0, "r-big0", "a".repeat(50))] }), from: 4, to: 4_000 },
  ),
  guardrails(
    "patterns, and as many accounts",
    (size) => ({
      version: 1,
      requirements: [
        { id: "r", accounts: { except: list(size, (index) => `*-${index}x`) }, require: required },
      ],
    }),
    { organization: (size) => ({ accounts: list(size, (index) => account(index)) }), from: 50, to: 500 },
  ),
  guardrails("patterns", manyPatterns, { to: 500 }),
  guardrails("more patterns than are compared", manyPatterns, { from: 2_000, to: 64_000 }),
  guardrails(
    "acknowledgements of as many accounts",
    (size) => ({
      version: 1,
      requirements: list(size, (index) => ({
        id: `r${index}`,
        accounts: { names: [`account-${index}`] },
        require: required,
      })),
      acknowledgements: list(size, (index) => ({
        rule: "guardrail-retention",
        accounts: { names: [`account-${index}`] },
        reason: "agreed",
      })),
    }),
    {
      organization: (size) => ({
        organizationalUnits: list(size, (index) => unit(index)),
        accounts: list(size, (index) => account(index, unitId(index))),
        policies: [policy(0, { plans: { daily: plan({ nightly: rule(7) }) } })],
      }),
      to: 500,
    },
  ),
  guardrails("acknowledgements that nothing needs", manyAcknowledgements, { to: 500 }),
  guardrails("more acknowledgements than are checked", manyAcknowledgements, { from: 2_000, to: 64_000 }),
  guardrails(
    "acknowledgements of rules that are not there",
    (size) => ({
      version: 1,
      requirements: [],
      acknowledgements: list(size, (index) => ({ rule: `retention-shortend-${index}`, reason: "agreed" })),
    }),
    { to: 500 },
  ),
  guardrails(
    "accounts of many requirements",
    () => ({
      version: 1,
      requirements: list(900, (index) => ({
        id: `r${index}`,
        accounts: { [index % 2 === 0 ? "under" : "names"]: [`Root/unit-${index}`, `account-${index}`] },
        require: required,
      })),
    }),
    {
      organization: (size) => ({
        organizationalUnits: list(900, (index) => unit(index)),
        accounts: list(size, (index) => account(index, unitId(index % 900))),
      }),
      from: 1_000,
      to: 64_000,
    },
  ),
  guardrails("Regions, types, vaults and plans of a requirement", (size) => ({
    version: 1,
    requirements: [
      {
        id: "r",
        plans: list(size, (index) => `plan-${index}`),
        require: {
          ...required,
          vaults: list(size, (index) => `vault-${index}`),
          regions: list(size, (index) => ["eu-central-1", "eu-west-1"][index % 2] ?? ""),
        },
      },
    ],
  })),
  guardrails("Regions that are not there", (size) => ({
    version: 1,
    requirements: [{ id: "r", require: { regions: list(size, (index) => `eu-centrl-${index}`) } }],
  })),
  guardrails("unknown keys", (size) => ({
    version: 1,
    requirements: [],
    ...entries(size, () => 1, "requirment"),
  })),
];
