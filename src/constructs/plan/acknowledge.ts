import { finding } from "./synthesis-finding";
import type { Acknowledgement, SynthesisFinding } from "./synthesis-finding";

/**
 * Marks what is acknowledged, and reports acknowledgements that no longer are any: they would hide the next
 * finding of their kind.
 *
 * @param nameOf the name of a policy by its id
 */
export function acknowledge(
  findings: readonly SynthesisFinding[],
  acknowledgements: readonly Acknowledgement[],
  at: Date,
  where: string,
  nameOf: (policyId: string) => string,
): readonly SynthesisFinding[] {
  const used = new Set<Acknowledgement>();
  const marked = findings.map((found) => {
    const matching = acknowledgements.find((candidate) => matches(candidate, found, nameOf));
    if (matching === undefined) {
      return found;
    }
    used.add(matching);
    const { reason, expires } = matching;
    const acknowledged = { reason, where, ...(expires === undefined ? {} : { expires }) };
    return isExpired(matching, at) ? found : { ...found, acknowledged };
  });
  const idle = acknowledgements.flatMap((acknowledgement) => {
    const { rule, reason, expires = "" } = acknowledgement;
    if (used.has(acknowledgement)) {
      return isExpired(acknowledgement, at)
        ? [
            finding(
              "acknowledgement-expired",
              "warning",
              where,
              `The acknowledgement of ${rule} ended on ${expires}: ${reason}`,
              { hint: "Mend what was acknowledged, or acknowledge it anew." },
            ),
          ]
        : [];
    }
    return [
      finding(
        "acknowledgement-unused",
        "warning",
        where,
        `Nothing is found any more of what an acknowledgement of ${rule} accepts: ${reason}`,
        { hint: "Remove the acknowledgement." },
      ),
    ];
  });
  return [...marked, ...idle];
}

function matches(
  acknowledgement: Acknowledgement,
  found: SynthesisFinding,
  nameOf: (policyId: string) => string,
): boolean {
  const { rule, policies, accounts } = acknowledgement;
  return (
    rule === found.rule &&
    (policies === undefined || found.policies.some((id) => policies.includes(nameOf(id)))) &&
    (accounts === undefined ||
      (found.accounts.length > 0 && found.accounts.every((id) => accounts.includes(id))))
  );
}

function isExpired({ expires }: Acknowledgement, at: Date): boolean {
  return expires !== undefined && at.toISOString().slice(0, 10) > expires;
}
