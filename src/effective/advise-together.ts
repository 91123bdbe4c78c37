import { PARTITIONS, partitionOf } from "../policy/regions";
import { parseVaultArn } from "../policy/vault-arn";
import { parseArn } from "../text/arn";
import type { Advise } from "./advise";
import type { MergedNode } from "./merged-node";
import { child, forEachMember, memberCount, setting } from "./rendered";

/** Advice about parts of a plan that policies of several levels bring together. */
export function adviseTogether(plan: MergedNode, advise: Advise): void {
  const regions = textsOf(child(plan, "regions"));
  adviseSelections(plan, advise);
  advisePartitions(plan, regions, advise);
  forEachMember(child(plan, "rules"), (rule, name) => {
    adviseOwnVault(rule, regions, advise, "rules", name);
  });
}

/** Documented as alternatives; AWS publishes both together. */
function adviseSelections(plan: MergedNode, advise: Advise): void {
  const selections = child(plan, "selections");
  if (memberCount(child(selections, "tags")) > 0 && memberCount(child(selections, "resources")) > 0) {
    advise(
      ["selections"],
      "merged-mixed-selections",
      "The merged plan selects by tags and by resources: AWS documents the two as mutually exclusive, accepts them together, and does not say which one counts.",
    );
  }
}

/** An ARN of another partition than the plan's Regions names nothing that exists there. */
function advisePartitions(plan: MergedNode, regions: readonly string[], advise: Advise): void {
  const own = new Set<string | undefined>(regions.map(partitionOf));
  own.delete(undefined);
  if (own.size === 0) {
    return;
  }
  forEachText(plan, [], (text, path) => {
    // Reading an ARN costs more than seeing that its partition is the plan's own, as it is nearly always.
    if (!text.startsWith("arn:") || own.has(text.slice(4, text.indexOf(":", 4)))) {
      return;
    }
    const partition = parseArn(text)?.partition;
    const known = PARTITIONS.find((each) => each === partition);
    if (known !== undefined && !own.has(known)) {
      advise(
        path,
        "merged-partition-mismatch",
        `${JSON.stringify(text)} is in the partition ${known}, but the plan's Regions are in ${[...own].join(", ")}.`,
      );
    }
  });
}

/** A copy of a recovery point into the vault that already holds it. */
function adviseOwnVault(
  rule: MergedNode,
  regions: readonly string[],
  advise: Advise,
  ...path: readonly string[]
): void {
  const vault = setting(rule, "target_backup_vault_name");
  forEachMember(child(rule, "copy_actions"), (copy, name) => {
    const arn = setting(copy, "target_backup_vault_arn");
    // Most copies go to a vault of another name: their ARN need not be read.
    const target =
      typeof arn === "string" && typeof vault === "string" && arn.endsWith(vault)
        ? parseVaultArn(arn)
        : undefined;
    const isOwn = target?.account === "$account" && target.vault === vault;
    const same = !isOwn
      ? []
      : target.region === "$region"
        ? regions
        : regions.filter((region) => region === target.region);
    if (target !== undefined && same.length > 0) {
      advise(
        [...path, "copy_actions", name, "target_backup_vault_arn"],
        "merged-copy-to-own-vault",
        `The rule copies its recovery points in ${same.join(", ")} into ${JSON.stringify(target.vault)}, the vault that already holds them: the copy protects from nothing.`,
      );
    }
  });
}

/** @param path one list for the whole walk, for `visit` to copy: a list for each of a million nodes is felt */
function forEachText(
  node: MergedNode,
  path: string[],
  visit: (text: string, path: readonly string[]) => void,
): void {
  if (typeof node.value === "string") {
    visit(node.value, path);
  } else if (node.value !== undefined) {
    node.value.forEach((text) => {
      visit(text, path);
    });
  } else {
    forEachMember(node, (member, name) => {
      path.push(name);
      forEachText(member, path, visit);
      path.pop();
    });
  }
}

function textsOf(node: MergedNode | undefined): readonly string[] {
  const value = node?.value;
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}
