import type { JsonObject } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { entries, list } from "./parts";
import { org } from "./terraform-parts";

function configuration(
  name: string,
  content: (size: number) => JsonObject,
  { from = 500, to = 64_000, command = ["effective"] as readonly string[] } = {},
): DoubledInput {
  return {
    name: `org-backup.yaml: ${name}`,
    from,
    to,
    command: [...command, "--org", "org.json"],
    files: (size) => ({
      "org.json": org(),
      "org-backup.yaml": JSON.stringify({ version: 1, ...content(size) }),
    }),
  };
}

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
  configuration("resource types", (size) => ({ resourceTypes: list(size, (index) => `type-${index}`) }), {
    command: WHAT_IF,
  }),
  configuration("what-ifs", (size) => ({ defaults: { attach: list(size, () => "policy-0=account-0") } }), {
    command: WHAT_IF,
  }),
  configuration(
    "new accounts",
    (size) => ({ defaults: { "new-account": list(size, (index) => `new-${index}=r-big0`) } }),
    { command: WHAT_IF },
  ),
  configuration(
    "rules to fail on",
    (size) => ({ defaults: { "fail-on": list(size, (index) => `rul-${index}`) } }),
    {
      command: WHAT_IF.slice(0, 3),
    },
  ),
];
