import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupCopy } from "../../effective/backup-plan/backup-rule";
import { ByContent } from "../../text/by-content";
import { getOrAdd } from "../../text/get-or-add";
import { copyCapabilities } from "../copy-capability";
import { vaultObstacle } from "../copy-destination";
import type { VaultObstacle } from "../copy-destination";
import { copyRoute, destinationsFrom } from "../rule-effect";
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
  advise: (plan, _at, surroundings = {}) => {
    if (plan.rules.every(({ copies }) => copies.length === 0)) {
      return [];
    }
    const asked = askedOf(plan, surroundings);
    const byArn = judgementsOf(asked);
    return plan.rules.flatMap(({ name, copies }) =>
      copies.flatMap((copy) =>
        getOrAdd(byArn, copy.arn, () => [...ofRoute(asked, copy), ...ofVault(asked, copy)]).map(
          ({ message, severity }): PlanAdvice => ({
            message,
            path: copy.path,
            ruleNames: [name],
            ...(severity === undefined ? {} : { severity }),
          }),
        ),
      ),
    );
  },
};

/** What is said of a copy, whichever rule of the plan asks for it. */
type Judgement = Pick<PlanAdvice, "message" | "severity">;

/** What copies are judged for. */
interface Asked {
  readonly regions: readonly string[];
  /** The kinds that the plan names; if it names none, those that it reaches. */
  readonly kinds: readonly ResourceKind[];
  /** Whether it names none. */
  readonly isOpen: boolean;
  readonly surroundings: PlanSurroundings;
}

/** Thousands of plans ask the same: so many lists of Regions and kinds are remembered, and so many vaults for each. */
const REMEMBERED = 300;
const remembered = new ByContent<unknown, Map<string, readonly Judgement[]>>(REMEMBERED);

/** What has been said of copies, by the ARN of their vault. */
function judgementsOf(asked: Asked): Map<string, readonly Judgement[]> {
  const { regions, kinds, isOpen, surroundings } = asked;
  const { accountId, vault } = surroundings;
  if (vault !== undefined) {
    return new Map();
  }
  const known = remembered.getOrAdd([accountId, isOpen, ...regions, undefined, ...kinds], () => new Map());
  if (known.size >= REMEMBERED) {
    known.clear();
  }
  return known;
}

function askedOf({ regions, selections }: BackupPlan, surroundings: PlanSurroundings): Asked {
  const named = namedKinds(selections);
  const isOpen = named.length === 0;
  return { regions, kinds: isOpen ? reachable(selections) : named, isOpen, surroundings };
}

function reachable(selections: BackupPlan["selections"]): readonly ResourceKind[] {
  const reached = new Set<ResourceKind>();
  for (const selection of selections) {
    reachableKinds(selection).forEach(({ kind }) => reached.add(kind));
  }
  return RESOURCE_KINDS.filter((kind) => reached.has(kind));
}

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
function ofVault({ regions, kinds, isOpen, surroundings }: Asked, copy: BackupCopy): readonly Judgement[] {
  return regions.flatMap((region): readonly Judgement[] => {
    const [obstacle] = destinationsFrom(copy, region).flatMap(
      (place) => vaultObstacle(copyRoute(region, place, surroundings)) ?? [],
    );
    if (obstacle === undefined) {
      return [];
    }
    const byRoute = possible(copyToAnyVault(copy), region, { accountId: surroundings.accountId });
    const could = kinds.filter(
      (kind) => availability(kind, region).answer !== "no" && byRoute(kind).answer !== "no",
    );
    const found = kindsByAnswer(could, possible(copy, region, surroundings));
    // What is in doubt whatever the vault is no news about the vault.
    const unknown = found.unknown.filter((kind) => byRoute(kind).answer !== "unknown");
    const sentence = answerSentences(
      { ...found, unknown },
      `copies from ${region} are not possible for`,
      `copies from ${region} are possible for`,
    );
    const excluded = found.no.length + found.probablyNo.length;
    const severity = excluded === 0 ? "notice" : !isOpen && excluded === could.length ? "error" : undefined;
    return sentence === "" ? [] : [judgement(`${OBSTACLE_WORDS[obstacle](copy.arn)}: ${sentence}`, severity)];
  });
}

/** The same copy to a vault of which nothing is known. */
function copyToAnyVault(copy: BackupCopy): BackupCopy {
  return { ...copy, destinations: copy.destinations.map((place) => ({ ...place, vault: "" })) };
}

/** What the types, the Regions, the accounts and the partitions exclude, whatever the vault. */
function ofRoute(
  { regions, kinds, isOpen, surroundings: { accountId } }: Asked,
  toVault: BackupCopy,
): readonly Judgement[] {
  const copy = copyToAnyVault(toVault);
  const found = regions.flatMap((region): readonly Judgement[] => {
    const there = kinds.filter((kind) => availability(kind, region).answer !== "no");
    const verdictOf = possible(copy, region, { accountId });
    const answers = kindsByAnswer(there, verdictOf);
    const excluded = answers.no.length + answers.probablyNo.length;
    if (there.length > 0 && excluded === there.length) {
      // What excludes every type has one reason, such as the partition; the last kind has it too.
      const shared = isOpen ? sharedReason(there.map(verdictOf)) : undefined;
      const sentence = answerSentences(answers, `Copies from ${region} are not possible for`, "");
      return [judgement(shared === undefined ? sentence : `No copy from ${region}: ${shared}`, "error")];
    }
    if (isOpen) {
      return doubtsOfRoute(answers.unknown, copy, region, accountId).map((reason) =>
        judgement(reason, "notice"),
      );
    }
    const message = answerSentences(
      answers,
      `Copies from ${region} are not possible for`,
      `copies from ${region} are possible for`,
    );
    return message === "" ? [] : [judgement(message, excluded === 0 ? "notice" : undefined)];
  });
  return [...new Map(found.map((each) => [each.message, each])).values()];
}

function judgement(message: string, severity: "notice" | "error" | undefined): Judgement {
  return severity === undefined ? { message } : { message, severity };
}

/** Whether a copy of a kind can be made from a Region: the routes are looked up once for all kinds. */
function possible(
  copy: BackupCopy,
  region: string,
  surroundings: PlanSurroundings,
): (kind: ResourceKind) => Verdict {
  const ways = destinationsFrom(copy, region).map((place) =>
    copyCapabilities(copyRoute(region, place, surroundings)),
  );
  return (kind) => allOf(ways.map((verdictOf) => verdictOf(kind)));
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
  if (kinds.length === 0) {
    return [];
  }
  const elsewhere = {
    ...copy,
    destinations: copy.destinations.map((place) => ({ ...place, region: "eu-west-1" })),
  };
  const verdictElsewhere = possible(elsewhere, "eu-central-1", { accountId });
  const verdictHere = possible(copy, region, { accountId });
  return kinds
    .filter((kind) => verdictElsewhere(kind).answer !== "unknown")
    .map((kind) => verdictHere(kind).reason);
}
