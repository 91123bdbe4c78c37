import type { JsonObject } from "../../src/text/json";
import type { DoubledInput } from "./doubled-input";
import { account, accountId, entries, list } from "./parts";
import { noParts, org } from "./terraform-parts";

function inventory(
  name: string,
  file: string,
  text: (size: number) => string,
  { from = 500, to = 64_000, organization = noParts, command = ["coverage"] as readonly string[] } = {},
): DoubledInput {
  return {
    name: `inventory: ${name}`,
    from,
    to,
    command: [...command, "--org", "org.json", "--resources", file],
    files: (size) => ({ "org.json": org(organization(size)), [file]: text(size) }),
  };
}

const arn = (index: number, owner = accountId(0)): string =>
  `arn:aws:ec2:eu-central-1:${owner}:volume/vol-${String(index).padStart(17, "0")}`;

function volume(index: number, more: JsonObject = {}): JsonObject {
  return { arn: arn(index), tags: { backup: index % 2 === 0 ? "yes" : "no" }, ...more };
}

const own = (resources: readonly JsonObject[], more: JsonObject = {}): string =>
  JSON.stringify({ version: 1, resources, ...more });

export const inventoryInputs: readonly DoubledInput[] = [
  inventory("resources", "r.json", (size) => own(list(size, (index) => volume(index)))),
  inventory("resources, each with its own tags", "r.json", (size) =>
    own(list(size, (index) => volume(index, { tags: { [`key-${index}`]: `value-${index}` } }))),
  ),
  inventory("tags of one resource", "r.json", (size) => own([volume(0, { tags: entries(size, String) })])),
  inventory("the same resource", "r.json", (size) => own(list(size, () => volume(0)))),
  inventory(
    "resources of as many accounts",
    "r.json",
    (size) => own(list(size, (index) => ({ arn: arn(index, accountId(index)), tags: {} }))),
    { organization: (size) => ({ accounts: list(size, (index) => account(index)) }) },
  ),
  inventory("resources of accounts that are not there", "r.json", (size) =>
    own(list(size, (index) => ({ arn: arn(index, accountId(index + 1)), tags: {} }))),
  ),
  inventory("mistakes", "r.json", (size) => own(list(size, (index) => ({ arn: index })))),
  inventory("kinds of resources", "r.json", (size) =>
    own(list(size, (index) => ({ arn: `arn:aws:kind${index}:eu-central-1:${accountId(0)}:x/y`, tags: {} }))),
  ),
  inventory("Regions that were not seen", "r.json", (size) =>
    own([volume(0)], {
      notSeen: list(size, (index) => ({
        accounts: [accountId(index)],
        regions: ["eu-west-1"],
        why: `${index}`,
      })),
    }),
  ),
  inventory("JSON lines", "r.jsonl", (size) =>
    list(size, (index) => JSON.stringify(volume(index))).join("\n"),
  ),
  inventory(
    "a long line",
    "r.jsonl",
    (size) => JSON.stringify(volume(0, { tags: { a: "x".repeat(size * 50) } })),
    // A longer one is refused.
    { to: 8_000 },
  ),
  inventory(
    "lines that are no JSON",
    "r.jsonl",
    (size) => `${JSON.stringify(volume(0))}\n${"{\n".repeat(size)}`,
  ),
  inventory("records of CSV", "r.csv", (size) =>
    ["arn,tags", ...list(size, (index) => `${arn(index)},backup=yes`)].join("\n"),
  ),
  inventory("columns of CSV", "r.csv", (size) =>
    [
      ["arn", ...list(size, (index) => `tag:k${index}`)],
      [arn(0), ...list(size, String)],
    ].join("\n"),
  ),
  inventory("columns of one name in CSV", "r.csv", (size) =>
    [
      ["arn", ...list(size, () => "tag:k")],
      [arn(0), ...list(size, String)],
    ].join("\n"),
  ),
  inventory(
    "tags in a cell of CSV",
    "r.csv",
    (size) => `arn,tags\n${arn(0)},${list(size, (index) => `k${index}=v`).join("; ")}`,
  ),
  inventory("an unclosed quote in CSV", "r.csv", (size) => `arn,tags\n${arn(0)},"${"a,b\n".repeat(size)}`),
  inventory("quotes in CSV", "r.csv", (size) => `arn,tags\n${arn(0)},"a=${'""'.repeat(size * 10)}"\n`),
  inventory("short records of CSV", "r.csv", (size) => `arn,tags\n${"x\n".repeat(size)}`),
  inventory("resources under a what-if", "r.json", (size) => own(list(size, (index) => volume(index))), {
    command: ["plan", "--detach", "policy-0=r-big0", "--fail-on", "none"],
  }),
];
