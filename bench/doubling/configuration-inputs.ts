import type { JsonObject } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { account, entries, list, unit } from "./parts";
import { noParts, org } from "./terraform-parts";

function configuration(
  name: string,
  content: (size: number) => JsonObject,
  { from = 500, to = 128_000, command = ["effective"] as readonly string[], organization = noParts } = {},
): DoubledInput {
  return {
    name: `org-backup.yaml: ${name}`,
    from,
    to,
    command: [...command, "--org", "org.json"],
    files: (size) => ({
      "org.json": org(organization(size)),
      "org-backup.yaml": JSON.stringify({ version: 1, ...content(size) }),
    }),
  };
}

const asManyAccounts = (size: number): JsonObject => ({ accounts: list(size, (index) => account(index)) });

const WHAT_IF = ["plan", "--detach", "policy-0=r-big0", "--fail-on", "none"];

export const configurationInputs: readonly DoubledInput[] = [
  configuration("unknown keys", (size) => entries(size, () => 1, "defalts")),
  configuration("unknown flags", (size) => ({ defaults: entries(size, () => 1, "orgg") })),
  configuration("unknown commands", (size) => ({ commands: entries(size, () => ({}), "plann") })),
  configuration("accounts", (size) => ({ defaults: { account: list(size, () => "account-0") } })),
  configuration("accounts that are not there", (size) => ({
    defaults: { account: list(size, (index) => `acount-${index}`) },
  })),
  configuration("managed policies", (size) => ({ manages: list(size, (index) => `policy-${index}`) }), {
    command: WHAT_IF,
  }),
  configuration(
    "resource types",
    (size) => ({ resourceTypes: list(size, (index) => (index % 2 === 0 ? "ebs" : "aurora")) }),
    { command: WHAT_IF },
  ),
  configuration(
    "resource types that are not there",
    (size) => ({ resourceTypes: list(size, (index) => `type-${index}`) }),
    { command: WHAT_IF },
  ),
  configuration(
    "attachments of a what-if",
    (size) => ({ defaults: { attach: list(size, (index) => `policy-0=account-${index}`) } }),
    { command: WHAT_IF, from: 100, organization: asManyAccounts },
  ),
  configuration(
    "attachments that are there",
    (size) => ({ defaults: { attach: list(size, () => "policy-0=account-0") } }),
    { command: WHAT_IF },
  ),
  configuration(
    "what-ifs that name nothing",
    (size) => ({ defaults: { attach: list(size, (index) => `policy-0=acount-${index}`) } }),
    { command: WHAT_IF, organization: asManyAccounts },
  ),
  configuration(
    "moves",
    (size) => ({ defaults: { move: list(size, (index) => `account-${index}=unit-0`) } }),
    {
      command: WHAT_IF,
      from: 100,
      organization: (size) => ({ ...asManyAccounts(size), organizationalUnits: [unit(0)] }),
    },
  ),
  configuration(
    "new accounts",
    (size) => ({ defaults: { "new-account": list(size, (index) => `new-${index}=r-big0`) } }),
    { command: WHAT_IF },
  ),
  configuration(
    "rules to fail on",
    (size) => ({ defaults: { "fail-on": list(size, () => "retention-shortened") } }),
    { command: WHAT_IF.slice(0, 3) },
  ),
  configuration(
    "rules to fail on that are not there",
    (size) => ({ defaults: { "fail-on": list(size, (index) => `rul-${index}`) } }),
    { command: WHAT_IF.slice(0, 3) },
  ),
];
