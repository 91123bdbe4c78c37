import type { Change, Step } from "../../../src/change/change";
import { fold, openArguments } from "../../../src/change/fold";
import type { Folded, OpenOrder } from "../../../src/change/folded";
import { StepOrder } from "../../../src/change/order/step-order";
import type { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { Organization } from "../../../src/organization/organization";
import { getOrAdd } from "../../../src/text/get-or-add";

export interface Start {
  readonly organization: Organization;
  readonly environment: BackupEnvironment;
  readonly isPartial: boolean;
}

/** One of the results that the review says are possible. */
export interface Outcome {
  readonly organization: Organization;
  readonly environment: BackupEnvironment;
  /** `OPERATION EXCEPTION`, sorted, each once. */
  readonly refused: readonly string[];
  /** Ids of targets whose attachment order nothing decides. */
  readonly unordered: ReadonlySet<string>;
}

/** `first` is before `second`, though not because the second depends on it. */
interface Decision {
  readonly first: string;
  readonly second: string;
}

const MOST = 512;

/**
 * Every result that a change may have as the review tells it: each value known only after apply is one of its
 * candidates, each open order is decided one way or the other. Undefined if a value may be anything.
 */
export function possibleOutcomes(start: Start, change: Change, at: Date): readonly Outcome[] | undefined {
  const changes = settledChanges(change);
  if (changes === undefined) {
    return undefined;
  }
  const found: Outcome[] = [];
  for (const settled of changes) {
    const folded = fold(start.organization, start.environment, settled, { at, isPartial: start.isPartial });
    const unordered = new Set(
      folded.openOrders.flatMap((order) => (order.kind === "attachment-order" ? [order.targetId] : [])),
    );
    const decided = decisionsOf(folded.openOrders);
    if (decided.length > MOST) {
      return undefined;
    }
    for (const decisions of decided) {
      const outcome = new Execution(start, settled, decisions, at).run();
      if (outcome !== undefined) {
        found.push(outcome);
      }
      if (found.length > MOST) {
        return undefined;
      }
    }
    found.push(outcomeOf(folded, unordered));
  }
  return found;
}

/** The change with every unknown argument replaced by one of its candidates. */
function settledChanges(change: Change): readonly Change[] | undefined {
  let settled: readonly Change[] = [change];
  for (const [index, step] of change.steps.entries()) {
    for (const { name, candidates } of openArguments(step.call)) {
      if (candidates === undefined) {
        return undefined;
      }
      settled = settled.flatMap(({ steps, milestones }) =>
        candidates.map((candidate) => ({
          steps: steps.map((each, at) => (at === index ? settledStep(each, name, candidate) : each)),
          milestones,
        })),
      );
      if (settled.length > MOST) {
        return undefined;
      }
    }
  }
  return settled;
}

/** The call waits for what it names, and for no other candidate. */
function settledStep(step: Step, name: string, candidate: string): Step {
  const { call, after, afterCandidates = new Map<string, ReadonlySet<string>>() } = step;
  const settled = { ...call, [name]: candidate };
  if (openArguments(settled).length > 0) {
    return { ...step, call: settled };
  }
  const names = new Set(Object.values(settled));
  const isMeant = (id: string): boolean =>
    afterCandidates.get(id) === undefined ||
    [...(afterCandidates.get(id) ?? [])].some((each) => names.has(each));
  return { ...step, call: settled, after: after.filter(isMeant), afterCandidates: new Map() };
}

function outcomeOf(folded: Folded, unordered: ReadonlySet<string>): Outcome {
  return {
    organization: folded.organization,
    environment: folded.environment,
    refused: sorted(folded.refused.map(({ step, exception }) => `${step.call.operation} ${exception}`)),
    unordered,
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted();
}

/** Both ways of every open order that decides whether AWS refuses something. */
function decisionsOf(orders: readonly OpenOrder[]): readonly (readonly Decision[])[] {
  const pairs = new Map<string, Decision>();
  for (const order of orders) {
    if (order.kind !== "attachment-order") {
      const [one, other] =
        order.kind === "detach-and-attach" ? [order.detach, order.attach] : [order.step, order.other];
      const [first = "", second = ""] = [one.id, other.id].toSorted();
      pairs.set(`${first}\n${second}`, { first, second });
    }
  }
  let decided: readonly (readonly Decision[])[] = [[]];
  for (const { first, second } of [...pairs.values()].slice(0, 10)) {
    decided = decided.flatMap((each) => [
      [...each, { first, second }],
      [...each, { first: second, second: first }],
    ]);
  }
  return decided;
}

/** Makes the calls one by one in one order; written apart from `fold`, which it only asks for single calls. */
class Execution {
  private readonly waiting: Map<string, readonly string[]>;

  constructor(
    private readonly start: Start,
    private readonly change: Change,
    decisions: readonly Decision[],
    private readonly at: Date,
  ) {
    this.waiting = new Map(
      [...change.steps, ...change.milestones].map(({ id, after }) => [
        id,
        [...after, ...decisions.flatMap(({ first, second }) => (second === id ? [first] : []))],
      ]),
    );
  }

  /** Undefined if the decisions contradict each other. */
  run(): Outcome | undefined {
    let { organization, environment } = this.start;
    const { isPartial } = this.start;
    const failed = new Set<string>();
    const refused: string[] = [];
    const attached = new Map<string, string[]>();
    const order = this.order();
    if (order === undefined) {
      return undefined;
    }
    for (const node of order) {
      if (node.after.some((id) => failed.has(id))) {
        failed.add(node.id);
        continue;
      }
      if (!("call" in node)) {
        continue;
      }
      const change: Change = { steps: [{ ...node, after: [] }], milestones: [] };
      const result = fold(organization, environment, change, { at: this.at, isPartial });
      ({ organization, environment } = result);
      for (const { exception } of result.refused) {
        failed.add(node.id);
        refused.push(`${node.call.operation} ${exception}`);
      }
      if (node.call.operation === "AttachPolicy" && typeof node.call.targetId === "string") {
        getOrAdd(attached, node.call.targetId, () => []).push(node.id);
      }
    }
    return { organization, environment, refused: sorted(refused), unordered: this.unordered(attached) };
  }

  /** Targets whose attachments are made in an order that the change itself does not decide. */
  private unordered(attached: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
    const order = new StepOrder(this.change, () => 0);
    return new Set(
      [...attached].flatMap(([targetId, ids]) =>
        ids.every((id, index) => index === 0 || order.isBefore(ids[index - 1] ?? "", id)) ? [] : [targetId],
      ),
    );
  }

  private order(): readonly (Step | Change["milestones"][number])[] | undefined {
    const left = [...this.change.steps, ...this.change.milestones];
    const done = new Set<string>();
    const known = new Set(left.map(({ id }) => id));
    const result: (Step | Change["milestones"][number])[] = [];
    while (left.length > 0) {
      const index = left.findIndex(({ id }) =>
        (this.waiting.get(id) ?? []).every((other) => done.has(other) || !known.has(other)),
      );
      const [next] = index < 0 ? [] : left.splice(index, 1);
      if (next === undefined) {
        return undefined;
      }
      done.add(next.id);
      result.push(next);
    }
    return result;
  }
}
