import { accountMatcher, matcher } from "../../../src/review/account-filter";
import type { Demands, Guardrails, Requirement } from "../../../src/review/guardrails/guardrails";
import type { PlacedAcknowledgement } from "../../../src/review/acknowledgement";
import { PRESETS } from "../../../src/review/guardrails/presets";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { Finding } from "../../../src/text/finding";
import type { Organization } from "../../../src/organization/organization";
import type { JsonObject } from "../../../src/text/json";
import { account, attached, organization, policy, ROOT } from "../../support/organizations";
import { daily, document } from "../support/policy-documents";
import { reviewOf } from "../support/review-of";

const OTHER = "arn:aws:backup:us-east-1:999999999999:backup-vault:copies";
const OWN = "arn:aws:backup:us-east-1:$account:backup-vault:copies";
const TO_ACCOUNT_TWO = "arn:aws:backup:us-east-1:000000000002:backup-vault:copies";

function withPolicy(content: JsonObject, target = ROOT): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(target, "p-1")] });
}

function requirement(require: Demands, rest: Partial<Requirement> = {}): Requirement {
  return { id: "must", severity: "error", accounts: {}, require, where: "guardrails.yaml:3:5", ...rest };
}

function guardrails(
  requirements: readonly Requirement[],
  acknowledgements: readonly PlacedAcknowledgement[] = [],
): Guardrails {
  return { requirements, acknowledgements };
}

const LOCKED = new BackupEnvironment({
  ...BackupEnvironment.UNKNOWN.data,
  vaults: [
    {
      name: "main",
      place: { accounts: { kind: "unknown" }, region: undefined },
      isAirGapped: false,
      lock: { minimumDays: 7, compliance: true },
      origin: "vaults/main",
    },
  ],
});

/** What a review says besides the notes on what a requirement was judged by. */
function violations(content: JsonObject, ...requirements: readonly Requirement[]): readonly Finding[] {
  const now = withPolicy(content);
  return reviewOf(now, now, {
    guardrails: guardrails(requirements),
    environment: { after: LOCKED },
  }).findings.filter(({ rule }) => rule !== "guardrail-note");
}

describe("a requirement", () => {
  it.each<
    [demand: string, demands: Demands, meets: JsonObject, lacks: JsonObject, rule: string, message: RegExp]
  >([
    [
      "a minimum retention",
      { minimumRetentionDays: 35 },
      daily({ days: 35 }),
      daily({ days: 34 }),
      "guardrail-retention",
      /kept for 34 days, 35 days are required/,
    ],
    [
      "a maximum gap",
      { maximumGapHours: 24 },
      daily(),
      daily({ schedule: "cron(0 5 ? * MON-FRI *)" }),
      "guardrail-gap",
      /up to 3 days pass between two backups; at most 1 day/,
    ],
    [
      "a copy to another Region",
      { copyToAnotherRegion: true },
      daily({ copies: { [OWN]: 35 } }),
      daily({ copies: { [OWN]: 35 } }, { regions: ["us-east-1"] }),
      "guardrail-copy-region",
      /us-east-1 are not copied to another Region/,
    ],
    [
      "a copy to another account",
      { copyToAnotherAccount: true },
      daily({ copies: { [OTHER]: 35 } }),
      daily({ copies: { [OWN]: 35 } }),
      "guardrail-copy-account",
      /not copied to another account/,
    ],
    [
      "a minimum retention of copies",
      { minimumCopyRetentionDays: 30 },
      daily({ copies: { [OTHER]: 30 } }),
      daily({ copies: { [OTHER]: 29 } }),
      "guardrail-copy-retention",
      /copies are kept for 29 days/,
    ],
    [
      "a vault by name",
      { vaults: ["ma?n", "second"] },
      daily({ vault: "main" }),
      daily({ vault: "third" }),
      "guardrail-vault",
      /vault "third", required is ma\?n and second/,
    ],
    [
      "a locked vault",
      { vaultLock: true },
      daily({ vault: "main" }),
      daily({ vault: "open" }),
      "guardrail-vault-lock",
      /no lock for the vault "open"/,
    ],
    [
      "continuous backup",
      { continuousBackup: true },
      daily({ continuous: true }),
      daily(),
      "guardrail-continuous-backup",
      /continuous backup is off/,
    ],
    [
      "Regions",
      { regions: ["eu-west-1"] },
      daily(),
      daily({}, { regions: ["eu-central-1"] }),
      "guardrail-regions",
      /runs in eu-west-1/,
    ],
    [
      "resource types",
      { resourceTypes: ["rds", "*"] },
      daily(),
      resources(["arn:aws:dynamodb:*:*:table/*"]),
      "guardrail-resource-types",
      /selects rds and \*/,
    ],
  ])("of %s is met or not", (_, demands, meets, lacks, rule, message) => {
    expect(violations(meets, requirement(demands))).toEqual([]);
    const [found, ...more] = violations(lacks, requirement(demands));
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      rule,
      severity: "error",
      message: expect.stringMatching(message) as string,
      accounts: ["000000000001", "000000000002", "000000000003"],
      requirement: { id: "must", where: "guardrails.yaml:3:5" },
    });
    expect(found?.message).toContain("guardrails.yaml:3:5");
  });

  it("of a published policy is met or not, whatever is in force meanwhile", () => {
    const published = requirement({ published: true });
    const withheld = daily({ days: 90, continuous: true });
    expect(violations(daily(), published)).toEqual([]);
    expect(violations(withheld, published)).toMatchObject([
      {
        rule: "guardrail-published",
        severity: "error",
        message: expect.stringMatching(
          /^must: AWS withholds the merged policy: CROSS_ATTRIBUTE_VALIDATION, .* \(guardrails\.yaml:3:5\)\.$/,
        ) as string,
        accounts: ["000000000001", "000000000002", "000000000003"],
        policies: ["p-1"],
        path: "plans/daily/rules/nightly",
      },
    ]);
    expect(violations({ plans: {} }, published)).toMatchObject([
      { rule: "guardrail-published", message: "must: no backup policy applies (guardrails.yaml:3:5)." },
    ]);
    // The last valid policy meets the retention, and stays in force; a new one is not published.
    const findings = reviewOf(withPolicy(daily({ days: 35 })), withPolicy(withheld), {
      guardrails: guardrails([requirement({ published: true, minimumRetentionDays: 35 })]),
    }).findings.filter(({ rule }) => rule.startsWith("guardrail-"));
    expect(findings.map(({ rule }) => rule)).toEqual(["guardrail-published"]);
    const before = withPolicy(daily({ days: 7 }));
    const both = reviewOf(before, withPolicy(withheld), {
      guardrails: guardrails([requirement({ published: true, minimumRetentionDays: 35 })]),
    }).findings.flatMap(({ rule }) => (rule.startsWith("guardrail-") ? [rule] : []));
    expect(both).toEqual(["guardrail-published", "guardrail-retention"]);
  });

  it("of a published policy is about active accounts that are meant", () => {
    const data = withPolicy(daily(), "ou-b").data;
    const now = organization({
      ...data,
      accounts: [...data.accounts, account("000000000004", "ou-a", "SUSPENDED")],
    });
    const lacking = (accounts: Requirement["accounts"]): readonly string[] =>
      reviewOf(now, now, {
        guardrails: guardrails([requirement({ published: true }, { accounts })]),
      }).findings.flatMap((finding) => [finding.rule, ...finding.accounts]);
    expect(lacking({})).toEqual(["guardrail-published", "000000000001", "000000000002"]);
    expect(lacking({ under: ["Root/a"] })).toEqual(["guardrail-published", "000000000002"]);
    expect(lacking({ under: ["ou-b"] })).toEqual([]);
    expect(lacking({ under: ["Root/x"] })).toEqual(["guardrail-matches-nothing"]);
  });

  it("names the policy that gives the value", () => {
    const [found] = violations(daily({ days: 7 }), requirement({ minimumRetentionDays: 35 }));
    expect(found).toMatchObject({
      policies: ["p-1"],
      path: "plans/daily/rules/nightly/lifecycle/delete_after_days",
    });
  });

  it("is met by one rule that offers all of it, not by several that each offer a part", () => {
    const demands = { minimumRetentionDays: 35, maximumGapHours: 24 };
    const parts = document({
      daily: { rules: { often: { days: 7 }, rarely: { days: 365, schedule: "cron(0 5 1 * ? *)" } } },
    });
    expect(violations(parts, requirement(demands)).map(({ rule }) => rule)).toEqual(["guardrail-retention"]);
    const both = document({ daily: { rules: { often: { days: 7 }, good: { days: 35 } } } });
    expect(violations(both, requirement(demands))).toEqual([]);
  });

  it("asks for a plan of certain names only", () => {
    const content = document({
      archive: { rules: { r: { days: 7 } } },
      gold: { rules: { r: { days: 90 } } },
    });
    expect(violations(content, requirement({ minimumRetentionDays: 35 }, { plans: ["go*"] }))).toEqual([]);
    expect(violations(content, requirement({ minimumRetentionDays: 35 }, { plans: ["arch*"] }))).toHaveLength(
      1,
    );
    expect(violations(content, requirement({ minimumRetentionDays: 1 }, { plans: ["none"] }))[0]?.rule).toBe(
      "guardrail-protection",
    );
  });

  it("is not met by accounts without any backups", () => {
    expect(violations({ plans: {} }, requirement({ minimumRetentionDays: 1 }))[0]?.rule).toBe(
      "guardrail-protection",
    );
  });

  it("does not take a copy into the account itself for one into another account", () => {
    const found = violations(
      daily({ copies: { [TO_ACCOUNT_TWO]: 35 } }),
      requirement({ copyToAnotherAccount: true }),
    );
    expect(found.map(({ accounts }) => accounts)).toEqual([["000000000002"]]);
  });

  it("means accounts by place and name, and never those that are closed", () => {
    const content = withPolicy(daily({ days: 7 }));
    const data = {
      ...content.data,
      accounts: [...content.accounts, account("000000000004", "ou-a", "SUSPENDED")],
    };
    const now = organization(data);
    const meant = (accounts: Requirement["accounts"]): readonly string[] =>
      reviewOf(now, now, {
        guardrails: guardrails([requirement({ minimumRetentionDays: 35 }, { accounts })]),
      }).findings.flatMap((finding) => finding.accounts);
    expect(meant({})).toEqual(["000000000001", "000000000002", "000000000003"]);
    expect(meant({ under: ["Root/a"] })).toEqual(["000000000002", "000000000003"]);
    expect(meant({ under: ["ou-b"] })).toEqual(["000000000003"]);
    expect(meant({ under: ["Root/a/*"], except: ["account-3"] })).toEqual(["000000000002"]);
    expect(meant({ names: ["*-1", "000000000003"] })).toEqual(["000000000001", "000000000003"]);
  });

  it("looks at what stays in force where the new policy is withheld", () => {
    const before = withPolicy(daily({ days: 7 }));
    const after = withPolicy({ plans: { daily: { rules: {} } } });
    const broken = withPolicy(daily({ days: 90, continuous: true }));
    const check = (to: Organization): readonly string[] =>
      reviewOf(before, to, {
        guardrails: guardrails([requirement({ minimumRetentionDays: 35 })]),
      }).findings.flatMap(({ rule }) => (rule.startsWith("guardrail") ? [rule] : []));
    expect(check(broken)).toEqual(["guardrail-retention"]);
    expect(check(after)).toEqual(["guardrail-protection"]);
    // Withheld before and after, and no one recorded what AWS published last.
    const unknown = reviewOf(broken, broken, {
      guardrails: guardrails([requirement({ minimumRetentionDays: 35 })]),
    });
    expect(unknown.findings.map(({ rule, severity }) => [rule, severity])).toEqual([
      ["guardrail-not-known", "warning"],
    ]);
  });

  it("that means no one says so, with the place that may be meant", () => {
    const now = organization({
      policies: [policy("p-1", daily({ days: 7 }))],
      attachments: [attached(ROOT, "p-1")],
    });
    const found = (under: string): readonly Finding[] =>
      reviewOf(now, now, {
        guardrails: guardrails([requirement({ minimumRetentionDays: 35 }, { accounts: { under: [under] } })]),
      }).findings;
    expect(found(`${now.path("ou-a").toLowerCase()}x`)).toMatchObject([
      {
        rule: "guardrail-matches-nothing",
        severity: "warning",
        accounts: [],
        message: expect.stringContaining(`${JSON.stringify(now.path("ou-a"))} may be meant`) as string,
      },
    ]);
    expect(found("Root").map(({ rule }) => rule)).toEqual(["guardrail-retention"]);
  });

  it("that reaches no active account matches nothing", () => {
    const data = withPolicy(daily({ days: 35 })).data;
    const now = organization({
      ...data,
      organizationalUnits: [...data.organizationalUnits, { id: "ou-c", name: "c", parentId: ROOT }],
      accounts: [
        ...data.accounts,
        account("000000000004", "ou-c", "SUSPENDED"),
        account("000000000005", "ou-c", "CLOSED"),
      ],
    });
    const found = (rest: Partial<Requirement>): readonly string[] =>
      reviewOf(now, now, {
        guardrails: guardrails([requirement({}, { accounts: { under: ["Root/c"] }, ...rest })]),
      })
        .findings.filter(({ requirement: of }) => of !== undefined)
        .map(({ rule, message }) => `${rule}: ${message}`);
    const nothing = ["guardrail-matches-nothing: must: it matches no active account (guardrails.yaml:3:5)."];
    expect(found({ require: { minimumRetentionDays: 35 } })).toEqual(nothing);
    expect(found({ require: { published: true } })).toEqual(nothing);
    expect(found({ resources: {} })).toEqual([
      "guardrail-not-known: must: no inventory was given: use --resources (guardrails.yaml:3:5).",
      ...nothing,
    ]);
    expect(
      found({ require: { published: true }, accounts: { names: ["000000000004", "account-1"] } }),
    ).toEqual([]);
  });

  it("of which a part matches nothing names that part, and is judged for the others", () => {
    const now = withPolicy(daily({ days: 35 }));
    const found = (accounts: Requirement["accounts"], days = 35): readonly string[] =>
      reviewOf(now, now, {
        guardrails: guardrails([requirement({ minimumRetentionDays: days }, { accounts })]),
      }).findings.map(({ rule, message }) => `${rule}: ${message}`);
    const nothing = (what: string): string =>
      `guardrail-matches-nothing: must: ${what} (guardrails.yaml:3:5).`;
    expect(found({ under: ["Root/a", "Root/A/b"] })).toEqual([
      nothing('"Root/A/b" in under matches no OU; "Root/a/b" may be meant'),
    ]);
    expect(found({ names: ["account-1", "acount-2", "*-9", "acount-?"] })).toEqual([
      nothing('"acount-2" in names matches no account; "account-2" may be meant'),
      nothing('"*-9" in names matches no account'),
      nothing('"acount-?" in names matches no account'),
    ]);
    expect(found({ except: ["account-3", "000000000009"] })).toEqual([
      nothing('"000000000009" in except matches no account'),
    ]);
    // Account 1 is directly below the root.
    expect(found({ under: ["Root/a"], names: ["account-1", "account-2"] })).toEqual([
      nothing('"account-1" in names matches no account there; "account-2" may be meant'),
    ]);
    expect(found({ under: ["Root/a/*", ROOT], names: ["account-?"], except: ["*-1"] })).toEqual([]);
    expect(found({ names: ["account-1", "x"] }, 36).map((each) => each.split(":")[0])).toEqual([
      "guardrail-retention",
      "guardrail-matches-nothing",
    ]);
  });

  it("cannot be told where an attachment order that is not known decides", () => {
    const now = organization({
      policies: [policy("p-1", daily({ days: 90 })), policy("p-2", daily({ days: 7 }))],
      attachments: [{ targetId: ROOT, policyIds: ["p-1", "p-2"], order: "unknown" }],
    });
    const { findings } = reviewOf(now, now, {
      guardrails: guardrails([requirement({ minimumRetentionDays: 35 })]),
    });
    expect(findings.map(({ rule, message }) => [rule, message])).toContainEqual([
      "guardrail-not-known",
      "must: recovery points are kept for 7 days, 35 days are required, in one of the possible attachment orders (guardrails.yaml:3:5).",
    ]);
  });

  it("has the severity that it says", () => {
    const [found] = violations(
      daily({ days: 7 }),
      requirement({ minimumRetentionDays: 35 }, { severity: "notice" }),
    );
    expect(found?.severity).toBe("notice");
  });

  it.each(PRESETS.map(({ id }) => id))("of the preset %s comes with what the control says", (id) => {
    const preset = PRESETS.find((known) => known.id === id)!;
    expect(preset.says.length).toBeGreaterThan(20);
    expect(preset.source).toMatch(/Developer Guide/);
    expect(violations(daily({ days: 34 }), requirement(preset.require))).not.toEqual([]);
    expect(violations(daily({ days: 35 }), requirement(preset.require))).toEqual([]);
  });
});

function resources(types: readonly string[]): JsonObject {
  const { plans } = daily() as { readonly plans: { readonly daily: JsonObject } };
  return {
    plans: {
      daily: {
        ...plans.daily,
        selections: {
          resources: { some: { iam_role_arn: { "@@assign": "r" }, resource_types: { "@@assign": types } } },
        },
      },
    },
  };
}

describe("an acknowledgement", () => {
  const before = withPolicy(daily({ days: 35 }));
  const after = withPolicy(daily({ days: 14 }));
  const acknowledgement = (rest: Partial<PlacedAcknowledgement> = {}): PlacedAcknowledgement => ({
    rule: "retention-shortened",
    accounts: {},
    reason: "agreed with the owners",
    where: "guardrails.yaml:9:5",
    ...rest,
  });
  const found = (...acknowledgements: readonly PlacedAcknowledgement[]): readonly Finding[] =>
    reviewOf(before, after, { guardrails: guardrails([], acknowledgements) }).findings;

  it("is shown with the finding, which no longer counts", () => {
    const review = reviewOf(before, after, { guardrails: guardrails([], [acknowledgement()]) });
    expect(review.findings.map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ["retention-shortened", { reason: "agreed with the owners", where: "guardrails.yaml:9:5" }],
    ]);
    expect(review.summary.findings).toEqual({ error: 0, warning: 0, notice: 0 });
    expect(review.summary.acknowledged).toBe(1);
  });

  it("of some of the accounts leaves the others open", () => {
    const findings = found(acknowledgement({ accounts: { under: ["Root/a"] } }));
    expect(findings.map(({ accounts, acknowledged }) => [accounts, acknowledged !== undefined])).toEqual([
      [["000000000001"], false],
      [["000000000002", "000000000003"], true],
    ]);
    expect(findings.map(({ scope }) => scope)).toEqual(["Root/account-1", "Root/a/*"]);
  });

  it("counts on its last day and no longer", () => {
    expect(found(acknowledgement({ expires: "2026-01-15" }))[0]?.acknowledged?.expires).toBe("2026-01-15");
    const expired = found(acknowledgement({ expires: "2026-01-14" }));
    expect(expired.map(({ rule, acknowledged }) => [rule, acknowledged])).toEqual([
      ["retention-shortened", undefined],
      ["acknowledgement-expired", undefined],
    ]);
  });

  it("may be of one place in the policy", () => {
    expect(found(acknowledgement({ path: "plans/daily" }))[0]?.acknowledged).toBeDefined();
    expect(found(acknowledgement({ path: "plans/dai" })).map(({ rule }) => rule)).toEqual([
      "retention-shortened",
      "acknowledgement-unused",
    ]);
  });

  it("of nothing says that it is of no use", () => {
    expect(
      found(acknowledgement(), acknowledgement({ rule: "copy-removed" })).map(({ rule }) => rule),
    ).toEqual(["acknowledgement-unused", "retention-shortened"]);
  });
});

describe("a pattern", () => {
  it.each<[pattern: string, text: string, expected: boolean]>([
    ["*-prod", "orders-prod", true],
    ["*-prod", "orders-prod-2", false],
    ["orders-?", "orders-1", true],
    ["orders-?", "orders-", false],
    ["a.c", "abc", false],
    ["(x)[1]", "(x)[1]", true],
    ["*", "", true],
    ["*\n*", "a\nb", true],
  ])("%j against %j", (pattern, text, expected) => {
    expect(matcher([pattern])(text)).toBe(expected);
  });

  it("of many stars takes no longer than one of one", () => {
    expect(matcher([`${"*".repeat(60)}x`])("a".repeat(5000))).toBe(false);
  });

  it("means no account that is not there", () => {
    expect(accountMatcher(organization(), {})("123456789012")).toBe(false);
  });
});
