import { buildArn, parseArn } from "../../text/arn";
import { PARTITIONS, partitionOf } from "../regions";
import type { Partition } from "../regions";
import type { Occurrence } from "../validate/findings";
import { quoted } from "../validate/quoted";
import type { ContainerView, SettingView } from "../validate/view";
import type { AdviceRule } from "./advice-rule";

/** A plan runs in one partition: its Regions, roles, vaults and resource types must agree. */
export const partitionMismatch: AdviceRule = {
  id: "partition-mismatch",
  severity: "warning",
  sentence: "ARNs name another partition (aws, aws-us-gov, aws-cn) than the Regions of the plan.",
  hint: "Write one policy per partition, with ARNs of that partition.",
  concepts: ["plan"],
  check: (plan) => {
    const regions = plan.setting("regions");
    const partitions = new Set(
      (regions?.kept ?? []).map(partitionOf).filter((partition) => partition !== undefined),
    );
    const findings: Occurrence[] = [];
    if (regions !== undefined && partitions.size > 1) {
      findings.push({
        message: `The Regions belong to several partitions (${[...partitions].join(", ")}); an organization lives in one.`,
        path: regions.path(),
        offset: regions.valueOffset,
        hint: "Write a policy for each partition.",
      });
    }
    const isWrong = (text: string): boolean =>
      text.startsWith("arn:") && (isForeign(text, partitions) || isTorn(text));
    visitSettings(plan, (setting) => {
      const { text, kept } = setting;
      const arn = text === undefined ? kept?.find(isWrong) : isWrong(text) ? text : undefined;
      if (arn !== undefined) {
        findings.push(occurrenceOf(setting, arn, partitions));
      }
    });
    return findings;
  },
};

function occurrenceOf(setting: SettingView, arn: string, partitions: ReadonlySet<Partition>): Occurrence {
  const region = regionOf(arn);
  const [expected] = isTorn(arn) && region !== undefined ? [partitionOf(region)] : partitions;
  return {
    message: `${quoted(arn)} is in the partition ${partitionIn(arn) ?? ""}, ${isTorn(arn) ? `but its Region ${region ?? ""}` : "but the plan's Regions"} in ${expected ?? ""}.`,
    path: setting.path(),
    offset: setting.valueOffset,
    hint: `Write ${quoted(inPartition(arn, expected ?? ""))}.`,
  };
}

function isForeign(text: string, partitions: ReadonlySet<Partition>): boolean {
  const partition = partitionIn(text);
  return partition !== undefined && partitions.size > 0 && !partitions.has(partition);
}

/** Whether an ARN's own Region lies in another partition than the ARN says. */
function isTorn(text: string): boolean {
  const region = regionOf(text);
  const partition = region === undefined ? undefined : partitionOf(region);
  return partition !== undefined && partition !== partitionIn(text);
}

function partitionIn(text: string): Partition | undefined {
  const arn = parseArn(text);
  return arn === undefined ? undefined : PARTITIONS.find((partition) => partition === arn.partition);
}

function regionOf(text: string): string | undefined {
  return partitionIn(text) === undefined ? undefined : parseArn(text)?.region;
}

function inPartition(text: string, partition: string): string {
  const arn = parseArn(text);
  return arn === undefined ? text : buildArn({ ...arn, partition });
}

function visitSettings(view: ContainerView, visit: (setting: SettingView) => void): void {
  view.children.forEach((child) => {
    if (child?.kind === "setting") {
      visit(child);
    } else if (child !== undefined) {
      visitSettings(child, visit);
    }
  });
}
