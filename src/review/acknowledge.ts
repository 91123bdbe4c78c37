import type { Finding } from "../text/finding";
import { accountMatcher, matcher } from "./account-filter";
import type { Acknowledgement, PlacedAcknowledgement } from "./acknowledgement";
import type { RiskContext } from "./risks/risk";
import { addAll } from "../text/add-all";

/** Rules about acknowledgements themselves. */
export const ACKNOWLEDGEMENT_RULES = {
  "acknowledgement-expired": {
    severity: "warning",
    sentence: "An acknowledgement has expired: its findings count again.",
    hint: "Fix what was found, or acknowledge it again with a later date.",
  },
  "acknowledgement-unused": {
    severity: "warning",
    sentence: "An acknowledgement matches no finding.",
    hint: "Delete it: it would silently cover the next finding of its kind.",
  },
} as const;

/**
 * Marks the findings that the organization has accepted. A finding that is accepted for some of its
 * accounts becomes two. What an expired acknowledgement accepted counts again.
 */
export function acknowledge(
  findings: readonly Finding[],
  acknowledgements: readonly PlacedAcknowledgement[],
  context: RiskContext,
): readonly Finding[] {
  const today = context.at.toISOString().slice(0, "YYYY-MM-DD".length);
  const about: Finding[] = [];
  const accepted: Finding[] = [];
  let open = findings;
  for (const acknowledgement of acknowledgements) {
    const { matching, rest } = split(open, acknowledgement, context);
    const { reason, where, expires, rule } = acknowledgement;
    if (matching.length === 0) {
      const message = `The acknowledgement of ${rule} matches no finding (${where}): ${reason}`;
      about.push(aboutIt("acknowledgement-unused", message, acknowledgement, matching));
    } else if (expires !== undefined && expires < today) {
      const message = `The acknowledgement of ${rule} expired on ${expires} (${where}): ${reason}`;
      about.push(aboutIt("acknowledgement-expired", message, acknowledgement, matching));
    } else {
      const mark = { reason, where, ...(expires === undefined ? {} : { expires }) };
      addAll(
        accepted,
        matching.map((finding) => ({ ...finding, acknowledged: mark })),
      );
      open = rest;
    }
  }
  return [...open, ...about, ...accepted];
}

interface Split {
  readonly matching: readonly Finding[];
  readonly rest: readonly Finding[];
}

function split(
  findings: readonly Finding[],
  { rule, path, accounts = {}, policies }: Acknowledgement,
  { before, after }: RiskContext,
): Split {
  const matching: Finding[] = [];
  const rest: Finding[] = [];
  const meansAll = Object.values(accounts).every((filter) => filter === undefined);
  const [isThere, wasThere] = [after, before].map(({ organization }) =>
    accountMatcher(organization, accounts),
  );
  const isMeant = (id: string): boolean => isThere?.(id) === true || wasThere?.(id) === true;
  const isNamed = policies === undefined ? undefined : matcher(policies);
  const nameOf = (id: string): string =>
    (after.organization.policy(id) ?? before.organization.policy(id))?.name ?? id;
  for (const finding of findings) {
    const isAt = path === undefined || finding.path === path || finding.path.startsWith(`${path}/`);
    const isBy = isNamed === undefined || finding.policies.some((id) => isNamed(nameOf(id)));
    if (finding.rule !== rule || !isAt || !isBy) {
      rest.push(finding);
    } else if (meansAll) {
      matching.push(finding);
    } else {
      const meant = finding.accounts.filter(isMeant);
      const others = finding.accounts.filter((id) => !isMeant(id));
      if (meant.length > 0) {
        matching.push({ ...finding, accounts: meant });
      }
      if (others.length > 0 || finding.accounts.length === 0) {
        rest.push(meant.length > 0 ? { ...finding, accounts: others } : finding);
      }
    }
  }
  return { matching, rest };
}

function aboutIt(
  rule: keyof typeof ACKNOWLEDGEMENT_RULES,
  message: string,
  { where }: PlacedAcknowledgement,
  matching: readonly Finding[],
): Finding {
  const { severity, hint } = ACKNOWLEDGEMENT_RULES[rule];
  const accounts = [...new Set(matching.flatMap((finding) => finding.accounts))];
  return { rule, severity, message, accounts, policies: [], path: "", position: { where }, hint };
}
