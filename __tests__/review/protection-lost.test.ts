import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { AccountState } from "../../src/organization/model";
import type { Organization } from "../../src/organization/organization";
import { PageView } from "../../src/page/page-view";
import { headline } from "../../src/render/review/headline";
import { reviewState } from "../../src/review/review-state";
import type { JsonObject } from "../../src/text/json";
import { account, attached, organization, policy, ROOT } from "../support/organizations";
import { assign, daily, document, selecting } from "./support/policy-documents";
import type { Conditions, PlanDocument } from "./support/policy-documents";
import { protectionOf } from "./support/protection-of";
import type { Protection } from "./support/protection-of";
import { AT, reviewOf } from "./support/review-of";

const VOLUMES = "arn:aws:ec2:*:*:volume/*";
/** Offered in eu-west-1 and not in us-west-1. */
const TIMESTREAM = "arn:aws:timestream:*:*:database/*";
const NO_PAGE = "me-west-1";

const inEverywhere = (plan: PlanDocument): JsonObject => daily({}, { regions: ["eu-west-1"], ...plan });

function withPolicy(content: JsonObject): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

const ID = "000000000002";

function judged(before: JsonObject, after: JsonObject): readonly [Protection | undefined, readonly string[]] {
  const [first, second] = [withPolicy(before), withPolicy(after)];
  expect(protectionOf(first, ID)).toBe("yes");
  const found = reviewOf(first, second)
    .findings.filter(({ accounts }) => accounts.includes(ID))
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
  return [protectionOf(second, ID), found];
}

describe("An account whose plan stays and backs up nothing any more", () => {
  const volumes = inEverywhere({ raw: selecting([VOLUMES]) });
  const timestream = inEverywhere({ raw: selecting([TIMESTREAM]) });
  const tagged = inEverywhere({ raw: selecting([VOLUMES], { where: [["string_equals", "prod"]] }) });

  it.each<[string, JsonObject, JsonObject]>([
    ["everything is excluded", volumes, inEverywhere({ raw: selecting([VOLUMES], { not: ["*"] }) })],
    [
      "the only type is not supported in the Region that is left",
      timestream,
      inEverywhere({ regions: ["us-west-1"], raw: selecting([TIMESTREAM]) }),
    ],
    [
      "the type that is selected now is not supported in the Region",
      inEverywhere({ regions: ["us-west-1"], raw: selecting([VOLUMES, TIMESTREAM]) }),
      inEverywhere({ regions: ["us-west-1"], raw: selecting([TIMESTREAM]) }),
    ],
    [
      "two conditions demand different values of a tag",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_equals", "prod"],
            ["string_equals", "test"],
          ],
        }),
      }),
    ],
    [
      "a condition rules out what another demands",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_equals", "prod"],
            ["string_not_like", "p*"],
          ],
        }),
      }),
    ],
    [
      "a pattern rules out whatever another lets through",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_like", "prod-*"],
            ["string_not_like", "prod*"],
          ],
        }),
      }),
    ],
  ])("is unprotected, in coverage and in the review: %s", (_, before, after) => {
    const [protection, found] = judged(before, after);
    expect(protection).toBe("no");
    expect(found).toContainEqual(
      expect.stringMatching(
        /^error account-unprotected: No backup plan is left that backs up anything: no selection of "daily" matches anything that AWS Backup backs up in (eu|us)-west-1\.$/,
      ),
    );
  });

  it("may be unprotected where no page says whether the Region offers backup policies", () => {
    const [protection, found] = judged(
      volumes,
      inEverywhere({ regions: [NO_PAGE], raw: selecting([VOLUMES]) }),
    );
    expect(protection).toBe("unknown");
    expect(found).toContainEqual(
      "warning account-unprotected: It is not known whether anything is still backed up.",
    );
  });
});

describe("An account that is closed", () => {
  const withState = (state: AccountState, content = daily()): Organization =>
    organization({
      policies: [policy("p-1", content)],
      attachments: [attached(ROOT, "p-1")],
      accounts: [account("000000000001", ROOT), account(ID, "ou-a", state)],
    });
  const never = daily({ schedule: "cron(0 5 ? * * 2020-2025)" });

  it("loses its backups: a finding, the headline, the list of changes and the page say so", () => {
    const [before, after] = [withState("ACTIVE"), withState("SUSPENDED")];
    const review = reviewOf(before, after);
    expect(review.findings).toMatchObject([
      {
        rule: "account-unprotected",
        severity: "error",
        message: "The accounts are closed: AWS Backup no longer backs up anything in them.",
        accounts: [ID],
        path: "",
      },
    ]);
    expect(headline(review.summary)).toBe("1 account is closed.");
    expect(review.organizationChanges).toEqual([
      { subject: "account", action: "closed", name: "account-2", id: ID, from: "Root/a/account-2" },
    ]);
    const [previous, next] = [before, after].map((each) => EffectivePolicies.compute(each, AT));
    const { ids, marks } = new PageView(review, previous!, next!, AT).model().nodes;
    expect(marks[ids.indexOf(ID)]).toBe("lost");
  });

  it("loses nothing if it had no backups, or was not active", () => {
    expect(reviewOf(withState("ACTIVE", never), withState("SUSPENDED", never)).findings).toEqual([]);
    expect(reviewOf(withState("PENDING_CLOSURE"), withState("SUSPENDED")).findings).toEqual([]);
  });

  it("is counted beside accounts that leave and those that change", () => {
    const counts = { ...reviewOf(withState("ACTIVE"), withState("ACTIVE")).summary };
    expect(headline({ ...counts, leaving: 1 })).toBe("1 account leaves the organization.");
    expect(headline({ ...counts, changed: 1, closed: 2, leaving: 3 })).toBe(
      "1 of 2 accounts changes; 2 accounts are closed; 3 accounts leave the organization.",
    );
  });
});

describe("An account whose policy AWS withholds", () => {
  // Without rules.
  const AMISS = inEverywhere({ rules: {} });
  const idle = inEverywhere({ raw: selecting([VOLUMES], { not: ["*"] }) });
  const removed = { plans: {} };
  const found = (after: JsonObject | undefined): readonly string[] => {
    const model = withPolicy(AMISS);
    expect(protectionOf(model, ID)).toBe("unknown");
    const next = after === undefined ? organization({ policies: [policy("p-1", AMISS)] }) : withPolicy(after);
    return reviewOf(model, next)
      .findings.filter(({ rule }) => rule === "account-unprotected")
      .map(({ severity, message, accounts }) => `${severity} ${accounts.includes(ID)}: ${message}`);
  };
  const NOT_KNOWN = "It is not known whether anything was backed up before.";

  it("may lose what was published before if the policy that comes is valid and backs up nothing", () => {
    const left = `warning true: No backup plan is left. ${NOT_KNOWN}`;
    expect([removed, undefined].map(found)).toEqual([[left], [left]]);
    expect(found(idle)).toEqual([
      `warning true: No backup plan is left that backs up anything: no selection of "daily" matches anything that AWS Backup backs up in eu-west-1. ${NOT_KNOWN}`,
    ]);
  });

  it("may lose it too if the account is closed or leaves", () => {
    const withAccounts = (...states: readonly AccountState[]): Organization =>
      organization({
        policies: [policy("p-1", AMISS)],
        attachments: [attached(ROOT, "p-1")],
        accounts: [account("000000000001", ROOT), ...states.map((state) => account(ID, "ou-a", state))],
      });
    const ending = (after: Organization): readonly string[] =>
      reviewOf(withAccounts("ACTIVE"), after)
        .findings.filter(({ rule }) => rule === "account-unprotected")
        .map(({ severity, message }) => `${severity}: ${message}`);
    expect([withAccounts("SUSPENDED"), withAccounts()].map(ending)).toEqual([
      [`warning: The accounts are closed: AWS Backup no longer backs up anything in them. ${NOT_KNOWN}`],
      [`warning: The accounts leave the organization, and its backup policies no longer apply. ${NOT_KNOWN}`],
    ]);
  });

  it("loses nothing if the policy stays withheld, or backs something up", () => {
    expect(found(daily())).toEqual([]);
    expect(found(inEverywhere({ rules: {}, tagValues: ["other"] }))).toEqual([]);
  });
});

it("An account whose plan may protect, in a Region of which that is not known, may lose its backups", () => {
  const [before, after] = [
    inEverywhere({ regions: [NO_PAGE], raw: selecting([VOLUMES]) }),
    { plans: {} },
  ].map(withPolicy);
  expect(reviewOf(before!, after!).findings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        rule: "account-unprotected",
        severity: "warning",
        message:
          'No backup plan is left: "daily" is gone. It is not known whether anything was backed up before.',
      }),
      expect.objectContaining({ rule: "plan-removed", severity: "error" }),
    ]),
  );
});

it("A plan that is left, and backs up nothing, is named", () => {
  const own = (regions: readonly string[]): PlanDocument => ({
    regions,
    raw: selecting([VOLUMES], { not: ["*"] }),
  });
  const message =
    'No backup plan is left that backs up anything: "daily" is gone, no selection of "own" matches anything that AWS Backup backs up in eu-west-1.';
  const whole: PlanDocument = { regions: ["eu-west-1"] };
  const after = document({ own: own(["eu-west-1"]) });
  for (const before of [document({ daily: whole }), document({ daily: whole, own: own(["eu-west-1"]) })]) {
    expect(judged(before, after)[1]).toContain(`error account-unprotected: ${message}`);
  }
});

it("A suspended account has no backups to lose", () => {
  const withStates = (content: JsonObject, ...states: readonly AccountState[]): Organization =>
    organization({
      policies: [policy("p-1", content)],
      attachments: [attached(ROOT, "p-1")],
      accounts: states.map((state, index) => account(`00000000000${index + 1}`, ROOT, state)),
    });
  const named = (...states: readonly AccountState[]): readonly (readonly string[])[] =>
    reviewOf(withStates(daily(), ...states), withStates({ plans: {} }, ...states))
      .findings.filter(({ rule }) => rule === "account-unprotected")
      .map(({ accounts }) => accounts);
  expect(named("ACTIVE", "SUSPENDED", "ACTIVE", "CLOSED")).toEqual([["000000000001", "000000000003"]]);
});

/** Two policies of which one decides the only Region: no one recorded which. */
function ofTwoOrders(first: string, second: string): Organization {
  const inRegion = (region: string): JsonObject => ({ plans: { daily: { regions: assign([region]) } } });
  return organization({
    policies: [
      policy("p-base", inEverywhere({ raw: selecting([TIMESTREAM]) })),
      policy("p-1", inRegion(first)),
      policy("p-2", inRegion(second)),
    ],
    attachments: [
      attached(ROOT, "p-base"),
      { targetId: "ou-a", policyIds: ["p-1", "p-2"], order: "unknown" },
    ],
  });
}

describe("An account whose attachment order is not known", () => {
  const eitherRegion = (second: string): Organization => ofTwoOrders("eu-west-1", second);
  const found = (before: string, after: string): readonly string[] =>
    reviewOf(eitherRegion(before), eitherRegion(after))
      .findings.filter(({ rule }) => rule === "account-unprotected")
      .map(({ severity, message }) => `${severity}: ${message}`);

  it("is said to be unprotected in one of the orders, whichever is looked at first", () => {
    for (const [before, after] of [
      ["eu-central-1", "us-west-1"],
      ["eu-west-1", "us-west-1"],
    ] as const) {
      expect(found(before, after)).toEqual([
        'error: No backup plan is left that backs up anything: no selection of "daily" matches anything that AWS Backup backs up in us-west-1. Whether this happens depends on an attachment order that is not known.',
      ]);
    }
    expect(found("eu-central-1", "us-east-1")).toEqual([]);
    expect(found("us-west-1", "us-west-1")).toEqual([]);
  });
});

describe("An account whose policy AWS withholds in one of the attachment orders", () => {
  const withRemoval = (second: string, removed: string | undefined): Organization => {
    const { data } = ofTwoOrders("eu-west-1", second);
    const content = { plans: { daily: { regions: { "@@remove": [removed ?? ""] } } } };
    return organization({
      ...data,
      policies: [...data.policies, policy("p-3", content)],
      attachments: [...data.attachments, ...(removed === undefined ? [] : [attached(ID, "p-3")])],
    });
  };
  const found = (before: Organization, after: Organization): readonly string[] =>
    reviewOf(before, after)
      .findings.filter(({ accounts, severity }) => accounts.includes(ID) && severity !== "notice")
      .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

  it("loses nothing: the policy stays in that order, and in the other nothing changes", () => {
    const [before, after] = ([undefined, "eu-central-1"] as const).map((removed) =>
      withRemoval("eu-central-1", removed),
    );
    expect(found(before!, after!)).toEqual([
      expect.stringMatching(
        /^warning order-dependent: AWS withholds the policy if "name-of-p-2" was attached first/,
      ),
    ]);
  });

  it("loses what it may have had if the policy is published in every order then, and backs up nothing", () => {
    const before = withRemoval("eu-central-1", "eu-central-1");
    const after = organization({ ...before.data, attachments: [] });
    expect(found(before, after)).toEqual([
      expect.stringMatching(
        /^error account-unprotected: No backup plan is left: "daily" is gone\. Whether this happens depends/,
      ),
    ]);
  });
});

it("An account of which a selection takes named types instead of all types loses the others", () => {
  const where: Conditions = [["string_equals", "prod"]];
  const [before, after] = [[], [VOLUMES]].map((named) => inEverywhere({ raw: selecting(named, { where }) }));
  const [protection, found] = judged(before!, after!);
  expect(protection).toBe("yes");
  expect(found).toContainEqual(
    `error selection-removed: Selection "typed" becomes narrower: only ${VOLUMES} is left.`,
  );
  expect(judged(after!, before!)[1].filter((text) => text.startsWith("error"))).toEqual([]);
});

describe("The page", () => {
  const policiesOf = (model: Organization): EffectivePolicies => EffectivePolicies.compute(model, AT);
  const marksIn = (view: PageView): ReadonlySet<unknown> =>
    new Set(view.model().nodes.marks.filter((mark) => mark !== null));

  it.each([
    ["us-west-1", "lost"],
    [NO_PAGE, "unknowable"],
    ["eu-west-1", "same"],
  ])("shows an organization with its only plan in %s as it is: %s", (region, mark) => {
    const policies = policiesOf(
      withPolicy(inEverywhere({ regions: [region], raw: selecting([TIMESTREAM]) })),
    );
    expect(marksIn(new PageView(reviewState(policies, { at: AT }), policies, policies, AT))).toEqual(
      new Set([mark]),
    );
  });

  it.each([
    ["us-west-1", "lost"],
    [NO_PAGE, "changed"],
    ["us-east-1", "changed"],
  ])("shows a change of its only Region to %s: %s", (region, mark) => {
    const [before, after] = ["eu-west-1", region].map((each) =>
      withPolicy(inEverywhere({ regions: [each], raw: selecting([TIMESTREAM]) })),
    ) as [Organization, Organization];
    const view = new PageView(reviewOf(before, after), policiesOf(before), policiesOf(after), AT);
    expect(marksIn(view)).toEqual(new Set([mark]));
  });

  it("shows as lost only what no attachment order leaves", () => {
    const [before, first, both] = [
      ["eu-west-1", "us-east-1"],
      ["us-west-1", "eu-west-1"],
      ["us-west-1", "us-west-1"],
    ].map(([one = "", other = ""]) => ofTwoOrders(one, other)) as [Organization, Organization, Organization];
    const markAfter = (after: Organization): unknown => {
      const view = new PageView(reviewOf(before, after), policiesOf(before), policiesOf(after), AT);
      const { ids, marks } = view.model().nodes;
      return marks[ids.indexOf(ID)];
    };
    expect([markAfter(first), markAfter(both)]).toEqual(["changed", "lost"]);
  });
});
