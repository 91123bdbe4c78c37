import { stringLiteral } from "../../policy/author/source/string-literal";

/** The test of the adopted policies: AWS would take each of them again, but for those acknowledged. */
export function checksSource(from: string): string {
  return `import ${stringLiteral(`${from}/jest`)};
import { acknowledge } from "../existing";
import { adoptedPolicies } from "../policies";

/** Policies that AWS has, and would refuse today. */
const refused = acknowledge.flatMap(({ rule, policies = [] }) => (rule === "policy-refused" ? policies : []));

test("no two policies have the same name, which AWS refuses", () => {
  const names = adoptedPolicies.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

for (const { name, content } of adoptedPolicies) {
  (refused.includes(name) ? test.skip : test)(\`AWS accepts \${name}\`, () => {
    expect(content).toHaveNoFindings({ atLeast: "error" });
  });
}
`;
}
