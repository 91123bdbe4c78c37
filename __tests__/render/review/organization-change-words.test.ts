import { organizationChanges } from "../../../src/review/organization-change";
import { organizationChangeLines } from "../../../src/render/review/organization-change-words";
import { templateText } from "../../../src/render/review/template";
import type { OrganizationData } from "../../../src/organization/model";
import { attached, completePlan, organization, policy, ROOT } from "../../support/organizations";

const BEFORE: Partial<OrganizationData> = {
  policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
  attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")],
};

/** The lines about the change from one organization to another. */
function linesOf(after: Partial<OrganizationData>, before = BEFORE): readonly string[] {
  const changes = organizationChanges(organization(before), organization(after));
  return organizationChangeLines(changes).map(
    ({ sign, words }) => `${sign} ${templateText(words, (text) => text)}`,
  );
}

test("an organization that stays as it is has no changes", () => {
  expect(linesOf(BEFORE)).toEqual([]);
});

test("a policy and its attachments are one line", () => {
  expect(
    linesOf({ ...BEFORE, policies: BEFORE.policies!.slice(0, 1), attachments: [attached(ROOT, "p-1")] }),
  ).toEqual(["- policy name-of-p-2: deleted, detached from Root/a"]);
  expect(
    linesOf({
      ...BEFORE,
      policies: [...BEFORE.policies!, policy("p-3", completePlan("r"))],
      attachments: [...BEFORE.attachments!, attached("ou-b", "p-3")],
    }),
  ).toEqual(["+ policy name-of-p-3: added, attached to Root/a/b"]);
});

test("a new name, new content, a move and a switch are named as such", () => {
  const [first, second] = BEFORE.policies!;
  const { organizationalUnits, settings } = organization(BEFORE).data;
  expect(
    linesOf(
      {
        ...BEFORE,
        settings: { ...settings, trustedServices: [] },
        policies: [
          { ...first!, name: "renamed" },
          { ...second!, content: { kind: "known", value: completePlan("q", "7") } },
        ],
        organizationalUnits: organizationalUnits.map((unit) => ({ ...unit, parentId: ROOT })),
      },
      { ...BEFORE, settings: { ...settings, trustedServices: ["backup.amazonaws.com"] } },
    ),
  ).toEqual([
    "~ policy renamed: renamed from name-of-p-1",
    "~ policy name-of-p-2: changed",
    "~ OU b: moved from Root/a/b to Root/b",
    "- trusted access backup.amazonaws.com: disabled",
  ]);
});

test("nine hundred policies that are detached are one line", () => {
  const policies = Array.from({ length: 900 }, (_, index) =>
    policy(`p-${index}`, completePlan(`plan-${index}`)),
  );
  const before = { policies, attachments: [attached("ou-a", ...policies.map(({ id }) => id))] };
  expect(linesOf({ policies }, before)).toEqual([
    "- 900 policies detached from 1 target: name-of-p-0, name-of-p-1, name-of-p-2, name-of-p-3, name-of-p-4, 895 more",
  ]);
});
