import { isJsonObject } from "../../../src/text/json";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { joinPath } from "../../../src/text/policy-path";
import { runCli } from "../../support/run-cli";

type Severity = "error" | "warning" | "notice";

/** The parts of `plan --format json --include-policies` that a page shows. */
export interface PlanJson {
  readonly summary: {
    readonly accounts: number;
    readonly findings: Readonly<Record<Severity, number>>;
    readonly acknowledged: number;
  };
  readonly changes: readonly { readonly accounts: readonly string[] }[];
  readonly findings: readonly {
    readonly severity: string;
    readonly rule: string;
    readonly message: string;
    readonly hint: string;
    readonly accounts: readonly string[];
  }[];
  readonly effectivePolicies: readonly EffectiveJson[];
}

interface EffectiveJson {
  readonly accounts: readonly string[];
  readonly status: string;
  readonly policy: JsonObject;
}

export interface CoverageJson {
  readonly accounts: readonly string[];
  readonly inForce: string;
  readonly protected: boolean;
  /** Whether that is known. */
  readonly known: boolean;
  readonly mayBeWithheld: boolean;
  readonly everyOrderShown: boolean;
  /** Whether nothing keeps policies from being applied, or may. */
  readonly isAppliedForCertain: boolean;
  /** What other attachment orders would give. */
  readonly alternatives?: readonly Pick<CoverageJson, "rules" | "types">[];
  readonly rules: readonly {
    readonly plan: string;
    readonly rule: string;
    readonly regions: readonly string[];
    readonly selections: readonly object[];
    readonly runs: string;
  }[];
  readonly types: readonly {
    readonly covered: string;
    readonly largestGapMinutes: number | null;
    readonly retentionDays: number | null;
    readonly copies: readonly { readonly to: string; readonly answer: string }[];
  }[];
}

export interface ScheduleJson {
  readonly known: boolean;
  readonly rules: readonly {
    readonly plan: string;
    readonly rule: string;
    readonly words: string;
    readonly next: readonly string[];
    readonly largestGapMinutes: number | null;
    readonly retention: { readonly coldAfterDays: number | null; readonly deletedAfterDays: number | null };
    readonly copies: readonly {
      readonly arn: string;
      readonly coldAfterDays: number | null;
      readonly deletedAfterDays: number | null;
    }[];
  }[];
}

interface ExplainJson {
  readonly settings: readonly {
    readonly path: string;
    readonly events: readonly { readonly policyName: string; readonly level: string }[];
  }[];
}

/** What the command line prints, as JSON. */
export async function jsonOf<T>(...args: readonly string[]): Promise<T> {
  const { status, stdout } = await runCli(...args, "--format", "json");
  expect([args, status]).toEqual([args, 0]);
  return JSON.parse(stdout) as T;
}

export interface Effective {
  readonly status: string;
  /** By path below `plans`. */
  readonly settings: ReadonlyMap<string, string>;
}

/** By account. */
export function effectiveOf({
  effectivePolicies,
}: Pick<PlanJson, "effectivePolicies">): ReadonlyMap<string, Effective> {
  return new Map(
    effectivePolicies.flatMap(({ accounts, status, policy }) =>
      accounts.map((id) => [id, { status, settings: settingsOf(policy.plans ?? {}) }] as const),
    ),
  );
}

/** By account. */
export async function coverageOf(org: string): Promise<ReadonlyMap<string, CoverageJson>> {
  const { groups, remarks = [] } = await jsonOf<{
    readonly groups: readonly Omit<CoverageJson, "isAppliedForCertain">[];
    readonly remarks?: readonly string[];
  }>("coverage", "--org", org);
  const isAppliedForCertain = remarks.length === 0;
  return new Map(
    groups.flatMap((group) => group.accounts.map((id) => [id, { ...group, isAppliedForCertain }] as const)),
  );
}

/** The stories of settings by path, as a page tells them. */
export async function storiesOf(
  org: string,
  account: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { settings } = await jsonOf<ExplainJson>("explain", "--org", org, "--account", account);
  return new Map(
    settings.map(({ path, events }) => [
      path.replace(/^plans\//, ""),
      events.map(({ policyName, level }) => `${policyName} on ${level}`),
    ]),
  );
}

export function settingsOf(plans: JsonValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (node: JsonValue, path: readonly string[]): void => {
    if (isJsonObject(node)) {
      Object.entries(node).forEach(([name, child]) => {
        visit(child, [...path, name]);
      });
    } else {
      found.set(joinPath(path), [node as string | readonly string[]].flat().toSorted().join(", "));
    }
  };
  visit(plans, []);
  return found;
}
