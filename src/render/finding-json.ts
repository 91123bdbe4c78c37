import type { Finding } from "../text/finding";

/** A finding about accounts and policies, as every JSON output shows it. */
export function findingJson(finding: Finding): object {
  const { rule, severity, message, accounts, policies, path, hint } = finding;
  const { position, scope, resources, places, documentation, requirement, acknowledged } = finding;
  return {
    rule,
    severity,
    message,
    accounts,
    policies,
    path,
    ...(position === undefined ? {} : { position }),
    hint,
    ...(scope === undefined ? {} : { scope }),
    ...(resources === undefined ? {} : { resources }),
    ...(places === undefined ? {} : { places }),
    ...(documentation === undefined ? {} : { documentation }),
    ...(requirement === undefined ? {} : { requirement }),
    acknowledged: acknowledged ?? null,
  };
}

/** A finding about one document, as every JSON output shows it. */
export function issueJson({ rule, severity, message, path, position, hint }: Finding): object {
  return {
    rule,
    severity,
    message,
    path,
    line: position?.line ?? null,
    column: position?.column ?? null,
    hint,
  };
}
