import type { AwsError } from "./aws-error";
import { DOCUMENTED_THROTTLES } from "./aws-throttles";
import { seededRandom } from "./identifiers";
import type { Service } from "./service";
import { isWrite } from "./service";
import type { ThrottleLimit } from "./token-bucket";
import { TokenBucket } from "./token-bucket";

/** `organizations:AttachPolicy`, `organizations:*`, `*:Describe*` or `*`. */
export type ActionPattern = string;

/** What becomes of a request instead of its answer. */
export type Fault = { readonly kind: "reset" } | { readonly kind: "error"; readonly error: AwsError };

/** The parameters of a request, by name. */
type CallInput = Readonly<Record<string, unknown>>;

interface Throttle {
  readonly matches: (action: string) => boolean;
  readonly limit: ThrottleLimit;
  /** One bucket an account, as AWS counts. */
  readonly buckets: Map<string, TokenBucket>;
}

interface Planned {
  readonly matches: (action: string) => boolean;
  readonly writesOnly: boolean;
  readonly isMeant: (input: CallInput) => boolean;
  remaining: number;
  readonly fault: (service: Service) => Fault;
}

interface RandomFault {
  readonly matches: (action: string) => boolean;
  readonly probability: number;
  readonly random: () => number;
  readonly fault: (service: Service) => Fault;
}

/** A request as the faults see it. */
export interface Attempt {
  readonly service: Service;
  readonly operation: string;
  readonly accountId: string;
  readonly callerArn: string;
  readonly region: string;
  readonly input: CallInput;
}

/** Where something is refused; what is missing means everywhere. */
export interface FaultPlace {
  readonly accountId?: string;
  readonly region?: string;
}

/** Faults on demand. Every method may be called while the double runs; `clear` ends them all. */
export class Faults {
  private throttles: Throttle[] = [];
  private planned: Planned[] = [];
  private random: RandomFault[] = [];
  private denied: { readonly matches: (action: string) => boolean; readonly place: FaultPlace }[] = [];
  private latencies: { readonly matches: (action: string) => boolean; readonly milliseconds: number }[] = [];
  private overlapRefused: ((action: string) => boolean) | undefined;
  private readonly writesUnderWay = new Set<Attempt>();

  constructor(private readonly clock: () => number) {}

  /** Throttles with one token bucket an account; the actions that match share it. */
  throttle(limit: ThrottleLimit, actions: ActionPattern = "organizations:*"): void {
    this.throttles.push({ matches: matcher(actions), limit, buckets: new Map() });
  }

  /** Throttles the actions whose limits AWS documents, as it documents them. */
  throttleAsDocumented(): void {
    for (const [action, limit] of Object.entries(DOCUMENTED_THROTTLES)) {
      this.throttle(limit, action);
    }
  }

  /** The next `count` writes fail with ConcurrentModificationException; its message says "Try again later". */
  conflictNextWrites(count: number, actions: ActionPattern = "organizations:*"): void {
    this.plan(count, actions, true, (service) => ({ kind: "error", error: service.errors.conflict() }));
  }

  /** The next `count` requests fail with this error. */
  failNext(count: number, actions: ActionPattern, error: AwsError): void {
    this.plan(count, actions, false, () => ({ kind: "error", error }));
  }

  /** The next request with such parameters fails with this error. */
  failNextMatching(isMeant: (input: CallInput) => boolean, actions: ActionPattern, error: AwsError): void {
    this.plan(1, actions, false, () => ({ kind: "error", error }), isMeant);
  }

  /** The next `count` requests lose their connection before any answer. */
  resetNext(count: number, actions: ActionPattern = "*"): void {
    this.plan(count, actions, false, () => ({ kind: "reset" }));
  }

  /** Requests fail with a 5xx status, each with this probability; equal seeds fail the same requests. */
  failRandomly(
    probability: number,
    seed: number,
    actions: ActionPattern = "*",
    status: 500 | 503 = 500,
  ): void {
    this.random.push({
      matches: matcher(actions),
      probability,
      random: seededRandom(seed),
      fault: (service) => ({ kind: "error", error: service.errors.failure(status) }),
    });
  }

  /** Connections are reset, each with this probability. */
  resetRandomly(probability: number, seed: number, actions: ActionPattern = "*"): void {
    this.random.push({
      matches: matcher(actions),
      probability,
      random: seededRandom(seed),
      fault: () => ({ kind: "reset" }),
    });
  }

  /** These actions are refused for everyone, as a missing permission refuses them. */
  deny(...actions: readonly ActionPattern[]): void {
    this.denyIn({}, ...actions);
  }

  /** As {@link deny}, in one account or Region: a service control policy may do so. */
  denyIn(place: FaultPlace, ...actions: readonly ActionPattern[]): void {
    this.denied.push(...actions.map((action) => ({ matches: matcher(action), place })));
  }

  /** Answers come this much later. */
  delay(milliseconds: number, actions: ActionPattern = "*"): void {
    this.latencies.push({ matches: matcher(actions), milliseconds });
  }

  /**
   * A write that arrives while another is under way fails with ConcurrentModificationException. Writes
   * overlap only when they take time: use it together with {@link delay}.
   */
  refuseOverlappingWrites(actions: ActionPattern = "organizations:*"): void {
    this.overlapRefused = matcher(actions);
  }

  clear(): void {
    this.throttles = [];
    this.planned = [];
    this.random = [];
    this.denied = [];
    this.latencies = [];
    this.overlapRefused = undefined;
  }

  /** The fault of this request, if it has one; the order is that of AWS: throttled before authorized. */
  faultOf(attempt: Attempt): Fault | undefined {
    const action = actionOf(attempt);
    for (const { matches, limit, buckets } of this.throttles) {
      if (matches(action) && !this.bucket(buckets, limit, attempt.accountId).take()) {
        return { kind: "error", error: attempt.service.errors.throttled() };
      }
    }
    for (const random of this.random) {
      if (random.matches(action) && random.random() < random.probability) {
        return random.fault(attempt.service);
      }
    }
    const isThere = ({ accountId = attempt.accountId, region = attempt.region }: FaultPlace): boolean =>
      accountId === attempt.accountId && region === attempt.region;
    if (this.denied.some(({ matches, place }) => matches(action) && isThere(place))) {
      return { kind: "error", error: attempt.service.errors.denied(action, attempt.callerArn) };
    }
    const planned = this.planned.find(
      (plan) =>
        plan.remaining > 0 &&
        plan.matches(action) &&
        (!plan.writesOnly || isWrite(attempt.operation)) &&
        plan.isMeant(attempt.input),
    );
    if (planned !== undefined) {
      planned.remaining -= 1;
      return planned.fault(attempt.service);
    }
    const overlaps = this.writesUnderWay.size > 0 && isWrite(attempt.operation);
    return overlaps && this.overlapRefused?.(action) === true
      ? { kind: "error", error: attempt.service.errors.conflict() }
      : undefined;
  }

  /** Holds the answer back as long as was asked, and counts the request as under way meanwhile. */
  async whileUnderWay<T>(attempt: Attempt, answer: () => T): Promise<T> {
    const action = actionOf(attempt);
    const wait = this.latencies
      .filter(({ matches }) => matches(action))
      .reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    if (wait === 0) {
      return answer();
    }
    const counts = isWrite(attempt.operation) && this.overlapRefused?.(action) === true;
    if (counts) {
      this.writesUnderWay.add(attempt);
    }
    try {
      await new Promise((resolve) => setTimeout(resolve, wait));
      return answer();
    } finally {
      this.writesUnderWay.delete(attempt);
    }
  }

  private plan(
    count: number,
    actions: ActionPattern,
    writesOnly: boolean,
    fault: (service: Service) => Fault,
    isMeant: Planned["isMeant"] = () => true,
  ): void {
    this.planned.push({ matches: matcher(actions), writesOnly, remaining: count, fault, isMeant });
  }

  private bucket(buckets: Map<string, TokenBucket>, limit: ThrottleLimit, accountId: string): TokenBucket {
    let bucket = buckets.get(accountId);
    if (bucket === undefined) {
      bucket = new TokenBucket(limit, this.clock);
      buckets.set(accountId, bucket);
    }
    return bucket;
  }
}

export function actionOf(attempt: Pick<Attempt, "service" | "operation">): string {
  return `${attempt.service.actionPrefix}:${attempt.operation}`;
}

function matcher(pattern: ActionPattern): (action: string) => boolean {
  const expression = pattern
    .split("*")
    .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  const regular = new RegExp(`^${expression}$`, "i");
  return (action) => regular.test(action);
}
