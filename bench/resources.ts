import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EffectivePolicies } from "../src/organization/effective-policies";
import { ResourceMatcher } from "../src/review/resources/resource-matcher";
import { ResourceTally } from "../src/review/resources/resource-coverage";
import { readInventory } from "../src/sources/inventory/read-inventory";
import { readOrganizationText } from "../src/sources/organization-text";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { heapMegabytes, medianOf, report } from "./measure";

const COUNT = 1_000_000;
const AT = new Date("2026-01-15T10:00:00Z");
const FORMS = ["ec2:R:A:volume/vol-I", "ec2:R:A:instance/i-I", "rds:R:A:db:db-I", "dynamodb:R:A:table/t-I"];

/** 1,000,000 resources in 10,000 accounts, against parsing their lines. */
export function benchResources(): void {
  const folder = mkdtempSync(join(tmpdir(), "bench-resources-"));
  const file = join(folder, "resources.jsonl");
  const organization = readOrganizationText(
    "organization.json",
    JSON.stringify(bigOrganizationFile(TEN_THOUSAND)),
  );
  const policies = EffectivePolicies.compute(organization, AT);
  writeInventory(
    file,
    organization.accounts.map(({ id }) => id),
  );
  const parse = medianOf(3, () => parseLines(file));
  let peak = 0;
  const before = heapMegabytes();
  const match = medianOf(3, () => {
    const [matcher, tally] = [new ResourceMatcher(policies), new ResourceTally()];
    const { resources, source } = readInventory(file);
    let seen = 0;
    for (const resource of resources) {
      tally.add(resource, matcher.match(resource));
      seen += 1;
      if (seen % 100_000 === 0) {
        peak = Math.max(peak, heapMegabytes() - before);
      }
    }
    return tally.result(organization, [source], matcher.assumptions).summary;
  });
  report("match 1000000 resources", {
    "JSON.parse ms": parse,
    "match ms": match,
    ratio: match / parse,
    "resources/s": Math.round((COUNT / match) * 1000),
    "peak heap MB": peak,
  });
  rmSync(folder, { recursive: true, force: true });
}

function writeInventory(file: string, accounts: readonly string[]): void {
  const descriptor = openSync(file, "w");
  let lines: string[] = [];
  for (let index = 0; index < COUNT; index += 1) {
    const account = accounts[index % accounts.length] ?? "";
    const form = FORMS[index % FORMS.length] ?? "";
    const region = index % 7 === 0 ? "eu-west-1" : "eu-central-1";
    const arn = `arn:aws:${form.replace("R", region).replace("A", account).replace("I", String(index))}`;
    const tags =
      index % 5 === 0 ? { team: "a" } : { team: "a", backup: index % 11 === 0 ? "Daily" : "daily" };
    lines.push(JSON.stringify({ arn, tags }));
    if (lines.length === 10_000) {
      writeSync(descriptor, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  closeSync(descriptor);
}

/** The least that reading can cost. */
function parseLines(file: string): number {
  let count = 0;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    count += line === "" ? 0 : Object.keys(JSON.parse(line) as object).length;
  }
  return count;
}
