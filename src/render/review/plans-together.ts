import type { Finding } from "../../text/finding";
import { splitPath } from "../../text/policy-path";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";

const NAMES_SHOWN = 3;

/** Findings that differ only in the name of a plan as one, for readers: JSON has each of them. */
export function withPlansTogether(findings: readonly Finding[]): readonly Finding[] {
  const alike = new Map<string, Finding[]>();
  const seen = new Map<string, number>();
  for (const finding of findings) {
    const kind = keyOf(finding);
    const ofPlan = JSON.stringify([kind, finding.path]);
    const nth = (seen.get(ofPlan) ?? 0) + 1;
    seen.set(ofPlan, nth);
    // One plan can have several findings of a kind, for different accounts: they stay apart.
    const key = `${nth} ${kind}`;
    const group = alike.get(key);
    if (group === undefined) {
      alike.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  return [...alike.values()].map(together);
}

function keyOf({ rule, severity, message, path, hint, acknowledged, requirement }: Finding): string {
  const [, plan] = planIn(path);
  const text =
    plan === undefined ? message : message.replaceAll(JSON.stringify(plan), PLAN).replaceAll(plan, PLAN);
  const rest = plan === undefined ? path : splitPath(path).slice(2).join("/");
  return JSON.stringify([rule, severity, text, rest, hint, acknowledged, requirement]);
}

const PLAN = "\u0000";

function planIn(path: string): readonly (string | undefined)[] {
  const segments = splitPath(path);
  return segments[0] === "plans" ? segments : [];
}

function together(group: readonly Finding[]): Finding {
  const [first, ...others] = group as readonly [Finding, ...Finding[]];
  const names = others.flatMap(({ path }) => planIn(path)[1] ?? []);
  if (names.length === 0) {
    return first;
  }
  const distinct = [...new Set(names)];
  const shown = distinct.slice(0, NAMES_SHOWN).map((name) => JSON.stringify(name));
  const more = distinct.length - shown.length;
  const isSameScope = others.every(({ scope }) => scope === first.scope);
  const { scope, ...rest } = first;
  return {
    ...rest,
    message: `${first.message} The same of ${counted(distinct.length, "more plan")}: ${[...shown, ...(more > 0 ? [`${grouped(more)} more`] : [])].join(", ")}.`,
    accounts: [...new Set(group.flatMap(({ accounts }) => accounts))],
    policies: [...new Set(group.flatMap(({ policies }) => policies))],
    ...(scope !== undefined && isSameScope ? { scope } : {}),
  };
}
