import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { organizationWithOnePolicy } from "../support/one-policy";
import { writtenJson } from "../support/written-json";

const MEMBER = "222222222222";
const CONTENT = JSON.stringify(completePlan("a"));

const state = writtenJson("state.json", {
  version: 4,
  resources: [
    [
      "aws_organizations_policy",
      "a",
      { id: "p-a", name: "a", type: "BACKUP_POLICY", content: CONTENT, skip_destroy: false },
    ],
    ["aws_organizations_policy_attachment", "to", { policy_id: "p-a", target_id: MEMBER }],
    [
      "aws_backup_vault",
      "v",
      { name: "Default", arn: `arn:aws:backup:eu-central-1:${MEMBER}:backup-vault:Default` },
    ],
  ].map(([type, name, attributes]) => ({ mode: "managed", type, name, instances: [{ attributes }] })),
});

/** A policy on the one account, its attachment and a vault; `lifecycle` of one of them says what is there. */
function reviewed(of: string, lifecycle: unknown, request: Partial<ReviewRequest> = {}): Review {
  const blocks: Readonly<Record<string, readonly [string, object]>> = {
    aws_organizations_policy: ["a", { name: "a", type: "BACKUP_POLICY", content: CONTENT }],
    aws_organizations_policy_attachment: [
      "to",
      { policy_id: "${aws_organizations_policy.a.id}", target_id: MEMBER },
    ],
    aws_backup_vault: ["v", { name: "Default" }],
  };
  const resource = Object.fromEntries(
    Object.entries(blocks).map(([type, [name, body]]) => [
      type,
      { [name]: type === of ? { ...body, lifecycle } : body },
    ]),
  );
  const variable = { no: { default: false }, unset: { type: "bool" } };
  const review = reviewChange({
    directory: synthesizedFixture({
      stack: { json: { variable, resource, locals: { yes: "${!var.no}" }, terraform: {} } },
    }),
    organization: organizationWithOnePolicy(CONTENT, MEMBER),
    guardrails: false,
    at: NOW,
    ...request,
  }).review;
  return review;
}

const changed = ({ changes }: Review): readonly string[] => changes.flatMap(({ accounts }) => accounts);
const rules = ({ findings }: Review): readonly string[] =>
  findings.map(({ severity, rule }) => `${severity} ${rule}`);

const SOURCES: readonly (readonly [string, Partial<ReviewRequest>])[] = [
  ["a state", { states: [state] }],
  ["a list of policies", { manages: "all" }],
];

describe.each(SOURCES)("a resource that OpenTofu disables, with %s", (_source, request) => {
  it.each([{ enabled: false }, [{ enabled: false }], { enabled: "${1 > 2}" }, { enabled: "false" }])(
    "is not there any more: %j",
    (lifecycle) => {
      const review = reviewed("aws_organizations_policy_attachment", lifecycle, request);
      expect([changed(review), rules(review)]).toEqual([
        [MEMBER],
        expect.arrayContaining(["error account-unprotected"]) as string[],
      ]);
      const ofPolicy = reviewed("aws_organizations_policy", lifecycle, request);
      expect(rules(ofPolicy).join()).toMatch(/error/);
    },
  );

  it.each([{ enabled: true }, { enabled: "true" }, { enabled: "${1 < 2}" }, {}])("stays: %j", (lifecycle) => {
    for (const type of ["aws_organizations_policy", "aws_organizations_policy_attachment"]) {
      const review = reviewed(type, lifecycle, request);
      expect([changed(review), rules(review)]).toEqual([[], []]);
    }
  });

  it.each(["${var.unset}", "${aws_x.y.z}", '${terraform.workspace == "x"}'])(
    "may be gone where only apply knows it: %s",
    (enabled) => {
      for (const type of ["aws_organizations_policy", "aws_organizations_policy_attachment"]) {
        const review = reviewed(type, { enabled }, request);
        expect([type, headline(review.summary)]).toEqual([
          type,
          expect.not.stringMatching(/^No account's effective policy changes\.$/) as string,
        ]);
        expect(rules(review).join()).toMatch(
          type.endsWith("attachment") ? /error not-knowable/ : /not-knowable/,
        );
      }
    },
  );

  it("is assumed to stay where only a default says so", () => {
    const review = reviewed("aws_organizations_policy", { enabled: "${local.yes}" }, request);
    expect(headline(review.summary)).toBe(
      "No account's effective policy changes, provided the default of 1 variable applies.",
    );
    expect(rules(review)).toContain("error value-assumed");
  });
});

describe("a vault that OpenTofu disables", () => {
  it("is deleted", () => {
    expect(rules(reviewed("aws_backup_vault", { enabled: false }, { states: [state] }))).toContain(
      "error vault-removed",
    );
  });
});
