import type { Organization } from "../../organization/organization";
import type { Where } from "../provisions";

/** Whether something that exists somewhere exists in an account. */
export function covers(where: Where, accountId: string, organization: Organization): boolean {
  const { managementAccountId } = organization.settings;
  switch (where.kind) {
    case "everywhere":
      return true;
    case "account":
      return where.id === accountId;
    case "management":
      return accountId === managementAccountId;
    case "members": {
      if (accountId === managementAccountId) {
        return false;
      }
      const above = new Set(organization.lineage(accountId).map(({ id }) => id));
      const path = organization.path(accountId);
      return where.targets.some(({ knownId, name }) =>
        knownId === undefined ? path.startsWith(`${name}/`) : above.has(knownId),
      );
    }
  }
}

/** `in Root/Workloads`, for a sentence on what creates something. */
export function whereInWords(where: Where): string {
  switch (where.kind) {
    case "everywhere":
      return "in every account";
    case "account":
      return `in account ${where.id}`;
    case "management":
      return "in the management account";
    case "members":
      return `in the member accounts of ${where.targets.map(({ name }) => name).join(", ")}`;
  }
}
