import type { DoubledInput } from "./doubled-input";
import { assigned, entries, list, plan, rule } from "./parts";

function document(
  name: string,
  content: (size: number) => string,
  { from = 200, to = 64_000 } = {},
): DoubledInput {
  return {
    name: `policy: ${name}`,
    from,
    to,
    command: ["validate", "policy.json"],
    files: (size) => ({ "policy.json": content(size) }),
  };
}

export const policyInputs: readonly DoubledInput[] = [
  document("plans", (size) => JSON.stringify({ plans: entries(size, () => plan(), "plan") })),
  document("rules", (size) => JSON.stringify({ plans: { daily: plan(entries(size, () => rule(), "r")) } })),
  document("copies", (size) =>
    JSON.stringify({
      plans: {
        daily: plan({
          nightly: {
            ...rule(),
            copy_actions: Object.fromEntries(
              list(size, (index) => {
                const arn = `arn:aws:backup:eu-west-1:$account:backup-vault:v${index}`;
                return [arn, { target_backup_vault_arn: assigned(arn) }];
              }),
            ),
          },
        }),
      },
    }),
  ),
  document(
    "tag values",
    (size) =>
      JSON.stringify({
        plans: {
          daily: plan(
            undefined,
            list(size, (index) => `v${index}`),
          ),
        },
      }),
    { from: 3_200 },
  ),
  document("unknown keys", (size) =>
    JSON.stringify({ plans: { daily: entries(size, () => ({}), "regionz") } }),
  ),
  document("unknown operators", (size) =>
    JSON.stringify({ plans: { daily: { regions: entries(size, () => [], "@@asign") } } }),
  ),
  document("a key that stands often", (size) => `{"plans":{${'"a":{},'.repeat(size)}"a":{}}}`),
  document("nesting", (size) => `${'{"a":'.repeat(size)}1${"}".repeat(size)}`),
  document("nested lists", (size) => `${"[".repeat(size)}${"]".repeat(size)}`),
  document("a long key", (size) => JSON.stringify({ plans: { ["k".repeat(size * 10)]: plan() } })),
  document("a long value", (size) =>
    JSON.stringify({
      plans: { daily: plan({ r: { schedule_expression: assigned("cron(".repeat(size * 4)) } }) },
    }),
  ),
  document(
    "a long schedule",
    (size) =>
      JSON.stringify({
        plans: {
          daily: plan({
            r: { ...rule(), schedule_expression: assigned(`cron(${"0,".repeat(size)}0 5 ? * * *)`) },
          }),
        },
      }),
    { from: 6_400 },
  ),
  document("a long role ARN", (size) => {
    const role = `arn:aws:iam::$account:role/${"a/".repeat(size * 4)}`;
    return JSON.stringify({ plans: { daily: plan(undefined, ["yes"], role) } });
  }),
  document("white space", (size) => `{"plans":${" \n".repeat(size * 20)}{}}`, { from: 800 }),
  document("one long line", (size) => `{"plans":{"a":{${'"b":1,'.repeat(size)}"c":1}}}`),
  document("mistakes", (size) => JSON.stringify({ plans: entries(size, () => ({ regions: 1 }), "plan") })),
  document("an unclosed string", (size) => `{"plans":"${"a".repeat(size * 20)}`),
  document("backslashes", (size) => `{"plans":{"${"\\\\".repeat(size * 10)}":{}}}`),
];
