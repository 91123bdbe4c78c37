import { assumption } from "../effective/assumptions";
import type { AssumptionId } from "../effective/assumptions";
import { availability } from "./regions";
import { optInAllows } from "./opt-in";
import type { ResourceKind } from "./resource-kinds";
import type { ReachedKind } from "./selection/reachable-kinds";
import type { Answer, Verdict } from "./verdict";

/** What service opt-in does to the selections of a policy's plans in one Region. */
export interface SelectionOptIn {
  /** Whether opt-in lets AWS Backup take what the selections reach: `depends` if it does for some types only. */
  readonly answer: Answer;
  /** Named by an ARN form that several types share, all of them opted out. */
  readonly lost: readonly ResourceKind[];
  /** Opted out; the ARN form that names them is shared with a type that is opted in. */
  readonly doubtful: readonly ResourceKind[];
  /** Opted out, and reached by tags, `*` or their service only. */
  readonly passedOver: readonly ResourceKind[];
  /** Their setting decides and is not known. */
  readonly unknown: readonly ResourceKind[];
  /** Opted out, and backed up nevertheless since a selection names the type in full. */
  readonly overridden: readonly ResourceKind[];
  /** What the answer depends on. */
  readonly assumed: readonly AssumptionId[];
}

interface JudgedReach extends ReachedKind {
  readonly verdict: Verdict;
}

/** @param settings the opt-in settings of the management account in the Region, which count for plans of policies */
export function selectionOptIn(
  reached: readonly ReachedKind[],
  settings: ReadonlyMap<string, boolean>,
  region: string,
): SelectionOptIn {
  const managementAccount = Object.fromEntries(settings);
  const judged = reached
    .map((reach) => ({
      ...reach,
      verdict: optInAllows(reach.kind, reach.by, { origin: "policy", managementAccount, account: undefined }),
    }))
    // Settings leave out what AWS Backup does not support in the Region; that is no doubt.
    .filter(
      ({ kind, verdict: { answer } }) => answer !== "unknown" || availability(kind, region).answer !== "no",
    );
  const kindsWith = (answer: Answer, wanted: (reach: JudgedReach) => boolean): readonly ResourceKind[] => [
    ...new Set(
      judged.filter((reach) => reach.verdict.answer === answer && wanted(reach)).map(({ kind }) => kind),
    ),
  ];
  // Of types that share an ARN form, perhaps only one is used: none may be backed up if all are off.
  const isLost = ({ kind }: JudgedReach): boolean =>
    judged
      .filter(({ kind: { pattern }, by }) => by === "type" && pattern === kind.pattern)
      .every(({ verdict }) => verdict.answer === "no");
  const overridden = judged.filter(
    ({ by, kind, verdict }) =>
      by === "type" && verdict.answer === "yes" && settings.get(kind.optIn) === false,
  );
  const isContradicting = judged.some(
    ({ by, verdict: { answer, mark } }) => by === "type" && answer === "no" && mark === "contradicting",
  );
  return {
    answer: answerOf(judged),
    lost: kindsWith("no", (reach) => reach.by === "type" && isLost(reach)),
    doubtful: kindsWith("no", (reach) => reach.by === "type" && !isLost(reach)),
    passedOver: kindsWith("no", ({ by }) => by !== "type"),
    unknown: kindsWith("unknown", () => true),
    overridden: [...new Set(overridden.map(({ kind }) => kind))],
    assumed: [
      ...(overridden.some(({ isTagged }) => isTagged) ? (["type-and-tag-overrides-opt-in"] as const) : []),
      ...(isContradicting ? (["shared-arn-form-needs-opt-in"] as const) : []),
    ],
  };
}

function answerOf(judged: readonly JudgedReach[]): Answer {
  const answers = new Set(judged.map(({ verdict }) => verdict.answer));
  const [only = "unknown"] = answers;
  if (answers.size <= 1) {
    return only;
  }
  return answers.has("yes") ? "depends" : "unknown";
}

/** The assumptions in sentences. */
export function assumedSentences({ assumed }: SelectionOptIn): readonly string[] {
  return assumed.map((id) => `Assumed: ${assumption(id).sentence}`);
}

/** Whose settings were read. */
export interface AskedAccount {
  /** Undefined if it is not known who calls. */
  readonly accountId?: string | undefined;
  /** Undefined if the source of the organization does not tell it. */
  readonly managementAccountId?: string | undefined;
}

/** Whether the account that is asked is the management account, whose settings count for plans of policies. */
export function isManagementAccount({ accountId, managementAccountId }: AskedAccount): Answer {
  return accountId === undefined || managementAccountId === undefined
    ? "unknown"
    : accountId === managementAccountId
      ? "yes"
      : "no";
}
