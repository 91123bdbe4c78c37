import type { Call } from "../../../src/change/call";
import { ALL_CALLS } from "../../../src/change/calls/all-calls";
import { organization } from "../../support/organizations";
import { folded, inOrder } from "../support";
import { base, environment, refusalCases } from "./refusal-cases";

describe("AWS refuses", () => {
  it.each(refusalCases.map((each) => ({ ...each, title: `${each.call.operation}: ${each.refusal}` })))(
    "$title",
    ({ call, refusal, message, organization: other }) => {
      const before = other ?? organization(base);
      const { refused, organization: after, done } = folded(before, inOrder(call), environment);
      expect(refused).toHaveLength(1);
      const [first] = refused;
      expect([first?.exception, first?.reason].filter((part) => part !== undefined).join(" ")).toBe(refusal);
      expect(first?.message.startsWith(message)).toBe(true);
      expect(done).toEqual([]);
      expect(after).toBe(before);
    },
  );
});

it("every documented exception that is not foreseen has a reason", () => {
  const reasons = Object.values(ALL_CALLS).flatMap(({ notPredicted }) => Object.entries(notPredicted));
  expect(reasons.length).toBeGreaterThan(100);
  expect(
    reasons.filter(([exception, reason]) => !/Exception|FailureReason/.test(exception) || reason === ""),
  ).toEqual([]);
});

it("every call that refuses anything has a case above", () => {
  const covered = new Set(refusalCases.map(({ call }) => call.operation));
  const neverRefused = Object.keys(ALL_CALLS).filter(
    (operation) => !covered.has(operation as Call["operation"]),
  );
  expect(neverRefused).toEqual([
    "CreateAccount",
    "CreateOrganization",
    "DeleteBackupVaultLockConfiguration",
    "DeleteResourcePolicy",
    "DeleteRole",
    "DisableAWSServiceAccess",
    "EnableAWSServiceAccess",
    "PutBackupVaultLockConfiguration",
    "UpdateAssumeRolePolicy",
    "UpdateGlobalSettings",
    "UpdateRegionSettings",
  ]);
});
