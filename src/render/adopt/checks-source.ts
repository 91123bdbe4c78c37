/** The test of the adopted policies: AWS would take each of them again, but for those acknowledged. */
export const CHECKS_SOURCE = `import assert from "node:assert/strict";
import { test } from "node:test";
import { acknowledge } from "../existing";
import { adoptedPolicies } from "../policies";

/** Policies that AWS has, and would refuse today. */
const refused = acknowledge.flatMap(({ rule, policies = [] }) => (rule === "policy-refused" ? policies : []));

for (const { name, content } of adoptedPolicies) {
  test(\`AWS accepts \${name}\`, { skip: refused.includes(name) }, () => {
    const { accepted, issues } = content.validate({ at: new Date() });
    assert.ok(accepted, JSON.stringify(issues));
  });
}
`;
