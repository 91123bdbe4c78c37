import * as fc from "fast-check";
import type { Call } from "../../src/change/call";
import { NO_CHANGE } from "../../src/change/change";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { OrganizationData } from "../../src/organization/model";
import type { Organization } from "../../src/organization/organization";
import { review } from "../../src/review/review";
import { arbitraryChange } from "../review/support/arbitrary-change";
import { AT, folded, inOrder } from "./support";

const RUNS = { numRuns: 100 };
const pick = fc.nat();

/** Without what AWS does not know: where a policy is written. */
function inAws({ data }: Organization): OrganizationData {
  return {
    ...data,
    policies: data.policies.map(({ origin, ...policy }) => (origin === undefined ? policy : { ...policy })),
  };
}

describe("for any organization", () => {
  it("a change without calls leaves it as it is, and its review is empty", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before }) => {
        const result = folded(before, NO_CHANGE);
        expect(result.organization).toBe(before);
        const policies = EffectivePolicies.compute(before, AT);
        const { changes, findings, organizationChanges } = review(
          policies,
          { after: policies, folded: result },
          { at: AT },
        );
        expect({ changes, findings, organizationChanges }).toEqual({
          changes: [],
          findings: [],
          organizationChanges: [],
        });
      }),
      RUNS,
    );
  });

  it("an update of a policy and the update back give it back", () => {
    fc.assert(
      fc.property(arbitraryChange, pick, ({ before, after }, index) => {
        const policy = before.policies[index % Math.max(1, before.policies.length)];
        const other = policy === undefined ? undefined : after.policy(policy.id);
        fc.pre(policy !== undefined && other !== undefined);
        const to = ({ name, content }: NonNullable<typeof other>): Call => ({
          operation: "UpdatePolicy",
          policyId: policy.id,
          name,
          content: content as Extract<typeof content, { readonly kind: "known" }>,
        });
        // AWS refuses some documents; where it takes both, nothing is left of the two updates.
        const result = folded(before, inOrder(to(other), to(policy)));
        fc.pre(result.refused.length === 0);
        expect(inAws(result.organization)).toEqual(inAws(before));
      }),
      RUNS,
    );
  });

  it("a new name of a policy and the old one again give it back", () => {
    fc.assert(
      fc.property(arbitraryChange, pick, ({ before }, index) => {
        const policy = before.policies[index % Math.max(1, before.policies.length)];
        fc.pre(policy !== undefined);
        const named = (name: string): Call => ({ operation: "UpdatePolicy", policyId: policy.id, name });
        const result = folded(before, inOrder(named("another name"), named(policy.name)));
        expect(result.refused).toEqual([]);
        expect(inAws(result.organization)).toEqual(inAws(before));
      }),
      RUNS,
    );
  });

  it("a move of an account and the move back give it back", () => {
    fc.assert(
      fc.property(arbitraryChange, pick, pick, ({ before }, index, where) => {
        const account = before.accounts[index % before.accounts.length]!;
        const parents = [before.root, ...before.organizationalUnits].filter(
          ({ id }) => id !== account.parentId,
        );
        const move = (destinationParentId: string): Call => ({
          operation: "MoveAccount",
          accountId: account.id,
          destinationParentId,
        });
        const result = folded(
          before,
          inOrder(move(parents[where % parents.length]!.id), move(account.parentId)),
        );
        expect(result.refused).toEqual([]);
        expect(inAws(result.organization)).toEqual(inAws(before));
      }),
      RUNS,
    );
  });

  it("an attachment and its detachment give it back", () => {
    fc.assert(
      fc.property(arbitraryChange, pick, pick, ({ before }, index, where) => {
        const targets = [before.root, ...before.organizationalUnits, ...before.accounts];
        const target = targets[where % targets.length]!;
        const free = before.policies.filter(
          ({ id }) => !before.attached(target.id).policies.some((attached) => attached.id === id),
        );
        fc.pre(free.length > 0);
        const names = { policyId: free[index % free.length]!.id, targetId: target.id };
        const result = folded(
          before,
          inOrder({ operation: "AttachPolicy", ...names }, { operation: "DetachPolicy", ...names }),
        );
        expect(result.refused).toEqual([]);
        expect(inAws(result.organization)).toEqual(inAws(before));
      }),
      RUNS,
    );
  });
});
