import type { Finding } from "../../text/finding";
import type { RiskContext } from "../risks/risk";
import { accountMatcher } from "./account-filter";
import type { Acknowledgement, Guardrails } from "./guardrails";

/** Rules about acknowledgements themselves. */
export const ACKNOWLEDGEMENT_RULES = {
  "acknowledgement-expired": {
    severity: "warning",
    sentence: "An acknowledgement has expired, so that its finding counts again.",
    hint: "Mend what was found, or acknowledge it anew with a later date.",
  },
  "acknowledgement-unused": {
    severity: "notice",
    sentence: "An acknowledgement matches no finding any more.",
    hint: "Delete it: left in place it would silently cover the next finding of its kind.",
  },
} as const;

/**
 * Marks the findings that the organization has accepted. A finding that is accepted for some of its
 * accounts only becomes two. What has expired counts again, and says so.
 */
export function acknowledged(
  findings: readonly Finding[],
  { acknowledgements }: Guardrails,
  { before, after, at }: RiskContext,
): readonly Finding[] {
  const today = at.toISOString().slice(0, "YYYY-MM-DD".length);
  const about: Finding[] = [];
  let open = findings;
  const accepted: Finding[] = [];
  for (const acknowledgement of acknowledgements) {
    const isMeant = accountMatcher(after.organization, acknowledgement.accounts);
    const wasMeant = accountMatcher(before.organization, acknowledgement.accounts);
    const { matching, rest } = split(open, acknowledgement, (id) => isMeant(id) || wasMeant(id));
    const { reason, where, expires, rule } = acknowledgement;
    if (expires !== undefined && expires < today) {
      const message = `The acknowledgement of ${rule} expired on ${expires} (${where}): ${reason}`;
      about.push(aboutIt("acknowledgement-expired", message, matching));
    } else if (matching.length === 0) {
      about.push(
        aboutIt(
          "acknowledgement-unused",
          `The acknowledgement of ${rule} matches no finding (${where}).`,
          [],
        ),
      );
    } else {
      const mark = { reason, where, ...(expires === undefined ? {} : { expires }) };
      accepted.push(...matching.map((finding) => ({ ...finding, acknowledged: mark })));
      open = rest;
    }
  }
  return [...open, ...about, ...accepted];
}

function split(
  findings: readonly Finding[],
  { rule, path, accounts }: Acknowledgement,
  isMeant: (accountId: string) => boolean,
): { readonly matching: readonly Finding[]; readonly rest: readonly Finding[] } {
  const matching: Finding[] = [];
  const rest: Finding[] = [];
  const meansAll =
    accounts.under === undefined && accounts.names === undefined && accounts.except === undefined;
  for (const finding of findings) {
    const isAt = path === undefined || finding.path === path || finding.path.startsWith(`${path}/`);
    if (finding.rule !== rule || !isAt) {
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
  matching: readonly Finding[],
): Finding {
  const { severity, hint } = ACKNOWLEDGEMENT_RULES[rule];
  const accounts = [...new Set(matching.flatMap((finding) => finding.accounts))];
  return { rule, severity, message, accounts, policies: [], path: "", hint };
}
