import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupCopy, BackupRule } from "../../effective/backup-plan/backup-rule";
import { vaultObstacle } from "../copy-destination";
import type { VaultObstacle } from "../copy-destination";
import { copyEffects, copyRoute, destinationsFrom } from "../rule-effect";
import type { PlanSurroundings } from "../rule-effect";
import { availability } from "../regions";
import { RESOURCE_KINDS } from "../resource-kinds";
import type { ResourceKind } from "../resource-kinds";
import { namedKinds, reachableKinds } from "../selection/reachable-kinds";
import { allOf } from "../verdict";
import type { Verdict } from "../verdict";
import { answerSentences, kindsByAnswer } from "./kinds-by-answer";
import type { PlanAdvice, PlanAdviceRule } from "./plan-advice";

export const copyNotPossible: PlanAdviceRule = {
  id: "copy-not-possible",
  severity: "warning",
  sentence:
    "AWS Backup cannot make a copy that a rule asks for, because of the resource type, the Region, the account, the partition, the vault or its key.",
  hint: "Copy to a Region and vault that AWS Backup can copy the type to; `org-backup help capabilities` lists them. A copy that is not possible does not stop the backup.",
  advise: (plan, _at, surroundings = {}) =>
    plan.rules.flatMap((rule) =>
      rule.copies.flatMap((copy) => [
        ...ofRoute(plan, rule, copy, surroundings),
        ...ofVault(plan, rule, copy, surroundings),
      ]),
    ),
};

const OBSTACLE_WORDS: Readonly<Record<VaultObstacle, (arn: string) => string>> = {
  "default-vault": (arn) =>
    `${arn} is the Default vault of another account, whose key cannot be shared with other accounts`,
  "unshared-key": (arn) =>
    `The key of the vault ${arn} is an AWS managed one, which cannot be shared with other accounts`,
  "backup-key": (arn) =>
    `The key of the vault ${arn} is aws/backup, which cannot encrypt copies of types that AWS Backup does not fully manage`,
  "air-gapped": (arn) => `The vault ${arn} is logically air-gapped`,
};

/**
 * What only the destination vault excludes. The key of the source vault excludes nothing: it encrypts the backups
 * of fully managed types alone, for which the source's key does not matter.
 */
function ofVault(
  plan: BackupPlan,
  rule: BackupRule,
  copy: BackupCopy,
  surroundings: PlanSurroundings,
): readonly PlanAdvice[] {
  const named = namedKinds(plan.selections);
  const isOpen = named.length === 0;
  return plan.regions.flatMap((region): readonly PlanAdvice[] => {
    const [obstacle] = destinationsFrom(copy, region).flatMap(
      (place) => vaultObstacle(copyRoute(region, place, surroundings)) ?? [],
    );
    if (obstacle === undefined) {
      return [];
    }
    const byRoute = (kind: ResourceKind): Verdict =>
      possible(copyToAnyVault(copy), kind, region, { accountId: surroundings.accountId });
    const could = (isOpen ? reachable(plan) : named).filter(
      (kind) => availability(kind, region).answer !== "no" && byRoute(kind).answer !== "no",
    );
    const found = kindsByAnswer(could, (kind) => possible(copy, kind, region, surroundings));
    // What is in doubt whatever the vault is no news about the vault.
    const unknown = found.unknown.filter((kind) => byRoute(kind).answer !== "unknown");
    const sentence = answerSentences(
      { ...found, unknown },
      `copies from ${region} are not possible for`,
      `copies from ${region} are possible for`,
    );
    const excluded = found.no.length + found.probablyNo.length;
    const severity = excluded === 0 ? "notice" : !isOpen && excluded === could.length ? "error" : undefined;
    return sentence === ""
      ? []
      : [
          {
            message: `${OBSTACLE_WORDS[obstacle](copy.arn)}: ${sentence}`,
            path: copy.path,
            ruleNames: [rule.name],
            ...(severity === undefined ? {} : { severity }),
          },
        ];
  });
}

/** The same copy to a vault of which nothing is known. */
function copyToAnyVault(copy: BackupCopy): BackupCopy {
  return { ...copy, destinations: copy.destinations.map((place) => ({ ...place, vault: "" })) };
}

/** What the types, the Regions, the accounts and the partitions exclude, whatever the vault. */
function ofRoute(
  plan: BackupPlan,
  rule: BackupRule,
  toVault: BackupCopy,
  { accountId }: PlanSurroundings,
): readonly PlanAdvice[] {
  const copy = copyToAnyVault(toVault);
  const named = namedKinds(plan.selections);
  const isOpen = named.length === 0;
  const kinds = isOpen ? reachable(plan) : named;
  const advice = (message: string, severity?: "notice" | "error"): PlanAdvice => ({
    message,
    path: copy.path,
    ruleNames: [rule.name],
    ...(severity === undefined ? {} : { severity }),
  });
  const found = plan.regions.flatMap((region): readonly PlanAdvice[] => {
    const there = kinds.filter((kind) => availability(kind, region).answer !== "no");
    const byKind = new Map(there.map((kind) => [kind, possible(copy, kind, region, { accountId })]));
    const verdictOf = (kind: ResourceKind): Verdict => byKind.get(kind) ?? allOf([]);
    const answers = kindsByAnswer(there, verdictOf);
    const excluded = [...answers.no, ...answers.probablyNo];
    if (there.length > 0 && excluded.length === there.length) {
      // What excludes every type has one reason, such as the partition; the last kind has it too.
      const shared = isOpen ? sharedReason([...byKind.values()]) : undefined;
      const sentence = answerSentences(answers, `Copies from ${region} are not possible for`, "");
      return [advice(shared === undefined ? sentence : `No copy from ${region}: ${shared}`, "error")];
    }
    if (isOpen) {
      return doubtsOfRoute(answers.unknown, copy, region, accountId).map((reason) =>
        advice(reason, "notice"),
      );
    }
    const message = answerSentences(
      answers,
      `Copies from ${region} are not possible for`,
      `copies from ${region} are possible for`,
    );
    return message === "" ? [] : [advice(message, excluded.length === 0 ? "notice" : undefined)];
  });
  return [...new Map(found.map((each) => [each.message, each])).values()];
}

function reachable({ selections }: BackupPlan): readonly ResourceKind[] {
  const reached = new Set(selections.flatMap((each) => reachableKinds(each).map(({ kind }) => kind)));
  return RESOURCE_KINDS.filter((kind) => reached.has(kind));
}

function possible(
  copy: BackupCopy,
  kind: ResourceKind,
  region: string,
  surroundings: PlanSurroundings,
): Verdict {
  const effects = copyEffects({ copies: [copy] }, kind, region, surroundings);
  return allOf(effects.map((effect) => effect.possible));
}

/** The sentence that every verdict holds; each may have more. */
function sharedReason(verdicts: readonly Verdict[]): string | undefined {
  const sentences = verdicts.map(({ reason }) => reason.split(/(?<=\.) /));
  return sentences[0]?.find((sentence) => sentences.every((each) => each.includes(sentence)));
}

/** By tags, only what the Regions bring about is worth a word: that a type cannot be copied at all is no news. */
function doubtsOfRoute(
  kinds: readonly ResourceKind[],
  copy: BackupCopy,
  region: string,
  accountId: string | undefined,
): readonly string[] {
  const elsewhere = {
    ...copy,
    destinations: copy.destinations.map((place) => ({ ...place, region: "eu-west-1" })),
  };
  return kinds
    .filter((kind) => possible(elsewhere, kind, "eu-central-1", { accountId }).answer !== "unknown")
    .map((kind) => possible(copy, kind, region, { accountId }).reason);
}
