import { AwsDouble } from "../../support/aws-double/aws-double";
import type { Terraform } from "../../support/terraform";
import type { Configuration } from "./configuration";
import { drift } from "./drift";
import { editChoices, POLICY_CHOICES } from "./edits";
import { resetNames } from "./edits/edit";
import { misjudged, predict, refusedSince } from "./judge";
import { Random } from "./random";
import { secondWorkspace, startingPoint } from "./start";
import { Workspace } from "./workspace";

/** The code of the workspaces of an organization: its own, and perhaps one of others. */
interface Workspaces {
  readonly own: Configuration;
  readonly second: Configuration | undefined;
}

/** What came of one apply. */
export interface Applied {
  /** `NAME: what` of every edit. */
  readonly edits: readonly string[];
  readonly refused: readonly string[];
  readonly isListed: boolean;
  /** Nothing if the review was right. */
  readonly problems: readonly string[];
  /** One of each workspace. */
  readonly plans: readonly string[];
}

export interface RunOptions {
  readonly seed: number;
  readonly edits: number;
  /** Whether to try more often what goes wrong most easily. */
  readonly isLong: boolean;
  /** Told what happens, step by step. */
  readonly onApplied?: (applied: Applied) => void;
  /** Told of edits that Terraform does not plan, a circle for instance. */
  readonly onRefusedPlan?: (edits: readonly string[], message: string) => void;
}

const MOST_APPLIES = 8;
const SLOWED = [
  "AttachPolicy",
  "DetachPolicy",
  "CreatePolicy",
  "UpdatePolicy",
  "DeletePolicy",
  "MoveAccount",
];

/** One organization, edited and applied until there are enough edits or it has had its time. */
export async function randomChanges(
  terraform: Terraform,
  environment: Readonly<Record<string, string>>,
  { seed, edits: wanted, isLong, onApplied = () => undefined, onRefusedPlan = () => undefined }: RunOptions,
): Promise<readonly Applied[]> {
  resetNames();
  const random = new Random(seed);
  const { seed: existing, configuration: first } = startingPoint(random);
  const double = await AwsDouble.start(existing === undefined ? {} : { seed: existing });
  const own = new Workspace(terraform, environment, double);
  const second = new Workspace(terraform, environment, double);
  const applied: Applied[] = [];
  const step = async (code: Workspaces, edits: readonly string[]): Promise<boolean> => {
    const workspaces = [
      { workspace: own, planned: await own.plan(code.own) },
      ...(code.second === undefined ? [] : [{ workspace: second, planned: await second.plan(code.second) }]),
    ];
    const plans = workspaces.flatMap(({ planned }) => (planned.ok ? [planned.json] : []));
    const failed = workspaces.flatMap(({ planned }) => (planned.ok ? [] : [planned.message]));
    if (failed.length > 0) {
      onRefusedPlan(edits, failed.join("\n"));
      return false;
    }
    const at = new Date();
    const prediction = predict(plans, double, at);
    const since = double.calls.at(-1)?.number ?? 0;
    double.faults.clear();
    double.faults.delay(random.below(30), `organizations:${random.of(SLOWED) ?? "*"}`);
    const errors: string[] = [];
    for (const { workspace } of random.chance(0.5) ? workspaces : workspaces.toReversed()) {
      const { status, stderr } = await workspace.apply();
      errors.push(...(status === 0 ? [] : [stderr]));
    }
    double.faults.clear();
    const refused = refusedSince(double, since);
    if (errors.some((each) => each.includes("EMAIL_ALREADY_EXISTS"))) {
      // An account that left the organization keeps its address, which nothing shows; the creation fails later.
      return false;
    }
    if (errors.length > 0 && refused.length === 0) {
      throw new Error(
        `The apply of ${edits.join("; ")} failed, and AWS refused nothing:\n${errors.join("\n")}`,
      );
    }
    const isHidden = refused.length > 0 && workspaces.some(({ planned }) => planned.ok && planned.hidesOrder);
    const outcomes = isHidden ? undefined : prediction.outcomes;
    const result = {
      edits,
      refused,
      isListed: outcomes !== undefined,
      problems: misjudged({ ...prediction, outcomes }, double, refused, at),
      plans,
    };
    applied.push(result);
    onApplied(result);
    return refused.length === 0;
  };
  try {
    const hasSecond = existing !== undefined && random.chance(0.4);
    let current: Workspaces = { own: first, second: hasSecond ? secondWorkspace(random) : undefined };
    await step(current, ["take over"]);
    let count = 1;
    while (count < wanted && applied.length < MOST_APPLIES) {
      const next = onlyOnce(current);
      const done = [
        ...randomEdits(next.own, random, editChoices(isLong)),
        ...(next.second !== undefined && random.chance(0.6)
          ? randomEdits(next.second, random, POLICY_CHOICES).map((name) => `second workspace: ${name}`)
          : []),
      ];
      const drifted = random.chance(0.15) ? drift(double, random) : undefined;
      const names = drifted === undefined ? done : [...done, drifted];
      const before = applied.length;
      const isApplied = await step(next, names);
      if (applied.length === before) {
        continue;
      }
      count += names.length;
      if (isApplied) {
        current = next;
      } else {
        await step(onlyOnce(current), [`undo ${names.join("; ")}`]);
        count += 1;
      }
    }
    if (random.chance(0.5)) {
      const { own: last } = onlyOnce(current);
      await step({ own: { ...last, flags: ["-destroy"] }, second: undefined }, ["destroy everything"]);
    }
  } finally {
    own.remove();
    second.remove();
    await double.stop();
  }
  return applied;
}

/** What a configuration says to one plan only is left out of the next one. */
function onlyOnce({ own, second }: Workspaces): Workspaces {
  const again = (configuration: Configuration): Configuration => ({
    ...structuredClone(configuration),
    moved: [],
    forgotten: [],
    imports: [],
    flags: [],
  });
  return { own: again(own), second: second === undefined ? undefined : again(second) };
}

function randomEdits(
  configuration: Configuration,
  random: Random,
  choices: ReturnType<typeof editChoices>,
): readonly string[] {
  const wanted = 1 + random.below(3);
  const done: string[] = [];
  while (done.length < wanted) {
    const [name, edit] = random.of(choices) ?? ["", () => undefined];
    const what = edit(configuration, random);
    if (what !== undefined) {
      done.push(`${name}: ${what}`);
    }
  }
  return done;
}
