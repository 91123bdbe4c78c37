import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsDoubleOptions } from "../support/aws-double/aws-double-options";
import { inheritLevels } from "../support/aws-double/effective/inherit";
import type { OrganizationSeed } from "../support/aws-double/organization-seed";
import { exampleSeed, LiveDouble, MANAGEMENT } from "../support/live-double";
import { runCli } from "../support/run-cli";

const DELEGATED = "222222222222";
/** AWS lets everyone ask who they are. */
const FREE = "sts:GetCallerIdentity";

let live: LiveDouble | undefined;
let folder: string;
/** What was called, as IAM names it, by the account that called. */
let called: Map<string, Set<string>>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "live-permissions-"));
  called = new Map();
});

afterEach(async () => {
  await live?.stop();
  live = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function page(topic: string): string {
  return readFileSync(join(__dirname, "..", "..", "help", `${topic}.md`), "utf8");
}

function blocks(topic: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...page(topic).matchAll(fence)].map(([, text = ""]) => text);
}

interface IamPolicy {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Effect: string;
    readonly Action: string | readonly string[];
    readonly Resource: string;
  }[];
}

/** The actions of each IAM policy in a page, ready to paste: a version, allowed actions, a resource. */
function policiesIn(topic: string): readonly (readonly string[])[] {
  return blocks(topic, "json").map((text) => {
    const { Version, Statement } = JSON.parse(text) as IamPolicy;
    expect(Version).toBe("2012-10-17");
    return Statement.flatMap(({ Effect, Action, Resource }) => {
      expect([Effect, typeof Resource]).toEqual(["Allow", "string"]);
      return Action;
    }).sort();
  });
}

/** Runs commands against a double of its own, and remembers what they called. */
async function against(options: AwsDoubleOptions, work: (live: LiveDouble) => Promise<void>): Promise<void> {
  const double = await LiveDouble.start(options);
  live = double;
  await work(double);
  for (const { service, operation, accountId, error } of double.double.calls) {
    // What does not exist was allowed to be asked about; everything else would be a refusal.
    expect(error ?? "NotFound").toMatch(/NotFound|NoSuchEntity/);
    const action = `${service}:${operation}`;
    if (action !== FREE) {
      called.set(accountId, (called.get(accountId) ?? new Set()).add(action));
    }
  }
  await double.stop();
  live = undefined;
}

async function fine(...args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await runWithEndpoint(args);
  expect([args, status, stderr.includes("error:")]).toEqual([args, 0, false]);
  return stdout;
}

function runWithEndpoint(args: readonly string[]): ReturnType<typeof runCli> {
  return live === undefined ? runCli(...args) : live.run(...args);
}

function calledBy(...accountIds: readonly string[]): readonly string[] {
  return [...new Set(accountIds.flatMap((id) => [...(called.get(id) ?? [])]))].sort();
}

/** The sandbox with two policies, attached in another order than that of their ids. */
function twoInTheSandbox(): OrganizationSeed {
  const seed = exampleSeed();
  const days = (
    id: string,
    name: string,
    text: string,
  ): NonNullable<OrganizationSeed["policies"]>[number] => ({
    id,
    name,
    content: {
      plans: {
        OrgBackupPlanDaily: {
          rules: { OrgDailyBackupRule: { lifecycle: { delete_after_days: { "@@assign": text } } } },
        },
      },
    },
  });
  return {
    ...seed,
    policies: [
      ...(seed.policies ?? []),
      days("p-nw01sandboxa", "sandbox-week", "7"),
      days("p-nw01sandboxb", "sandbox-days", "3"),
    ],
    attachments: [
      ...(seed.attachments ?? []).filter(({ targetId }) => targetId !== "ou-nw01-sandbox0"),
      { targetId: "ou-nw01-sandbox0", policyIds: ["p-nw01sandboxb", "p-nw01sandboxa"] },
    ],
  };
}

/** Whether the lines of the page stand in the output in this order; `...` stands for lines left out. */
function expectShown(topic: string, output: string): void {
  const [shown = ""] = blocks(topic, "text");
  const lines = output.split("\n");
  let at = -1;
  for (const line of shown.trimEnd().split("\n")) {
    if (line !== "...") {
      const found = lines.indexOf(line, at + 1);
      expect([line, found > at]).toEqual([line, true]);
      at = found;
    }
  }
  expect(at).toBeGreaterThan(0);
}

describe("help snapshot", () => {
  test("its IAM policy allows what the command calls, and nothing else", async () => {
    const out = join(folder, "organization.yaml");
    await against({}, async () => {
      await fine("snapshot", "--out", out, "--published", "--emails");
    });
    await against({ entityPaths: false }, async () => {
      await fine("snapshot", "--out", out, "--restart");
    });
    expect([calledBy(MANAGEMENT)]).toEqual(policiesIn("snapshot"));
  });

  test("its formula gives the calls that are made for the example", async () => {
    const text = page("snapshot");
    expect(text).toContain("4 + D + ceil(A/20) + 2P + ceil(P/20) + sum of ceil(T/20) + OU pages");
    const { accounts = [], policies = [], organizationalUnits = [] } = exampleSeed();
    expect([accounts.length, organizationalUnits.length, policies.length]).toEqual([26, 12, 5]);
    const calls = 4 + 1 + Math.ceil(26 / 20) + 2 * 5 + Math.ceil(5 / 20) + 5 * 1 + 13;
    expect(text).toContain(`(26 accounts, 12 OUs, 5 policies) takes ${calls} calls`);
    await against({}, async (double) => {
      await fine("snapshot", "--out", join(folder, "organization.yaml"));
      expect(double.double.calls).toHaveLength(calls);
    });
  });

  test("shows what the command prints", async () => {
    const out = join(folder, "organization.yaml");
    await against({ seed: twoInTheSandbox() }, async () => {
      expectShown("snapshot", (await fine("snapshot", "--out", out)).replace(out, "organization.yaml"));
    });
  });
});

describe("help adopt", () => {
  test("its IAM policy allows what the command calls with --live, and nothing else", async () => {
    await against({}, async () => {
      await fine("adopt", "--live", "--out", join(folder, "one"));
    });
    await against({ entityPaths: false }, async () => {
      await fine("adopt", "--live", "--out", join(folder, "two"));
    });
    expect([calledBy(MANAGEMENT)]).toEqual(policiesIn("adopt"));
  });

  test("without --live it calls nothing, and prints what the page shows", async () => {
    const [org, out] = [join(folder, "organization.yaml"), join(folder, "adopted")];
    await against({}, async (double) => {
      await fine("snapshot", "--out", org);
      const before = double.double.calls.length;
      expectShown("adopt", (await fine("adopt", "--org", org, "--out", out)).replace(out, "adopted"));
      expect(double.double.calls).toHaveLength(before);
    });
  });
});

describe("help verify", () => {
  test("its IAM policy allows what the command calls, and nothing else", async () => {
    const org = join(folder, "organization.yaml");
    // Files from a run that does not count.
    await against({}, async () => {
      await fine("snapshot", "--out", org);
    });
    called.clear();
    const broken = { code: "KEY_REQUIRED", message: "'regions' is missing", path: "plans/x", policies: [] };
    await against(
      { effectivePolicy: (levels) => ({ ...inheritLevels(levels), errors: [broken] }) },
      async () => {
        // Differences of which nothing is known: the policies above an account are looked at again.
        await fine("verify", "--org", org, "--all", "--fail-on", "none");
      },
    );
    expect([calledBy(MANAGEMENT)]).toEqual(policiesIn("verify"));
  });

  test("with --live it takes those of a snapshot as well, and no more", async () => {
    await against({}, async () => {
      await fine("verify", "--live", "--all");
    });
    const allowed = new Set([...policiesIn("verify"), ...policiesIn("snapshot")].flat());
    expect(calledBy(MANAGEMENT).filter((action) => !allowed.has(action))).toEqual([]);
  });

  test("shows what the command prints", async () => {
    const org = join(folder, "organization.yaml");
    await against({ seed: twoInTheSandbox() }, async () => {
      await fine("snapshot", "--out", org);
      expectShown("verify", await fine("verify", "--org", org));
    });
  });
});

describe("help preflight", () => {
  const trust = (principal: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
    });

  /** Roles to look with, and the roles and vaults that policies name. */
  function furnish({ double }: LiveDouble): void {
    for (const { id } of exampleSeed().accounts ?? []) {
      double.state.iam.addRole(id, "BackupReader", trust({ AWS: MANAGEMENT }), "/");
      double.state.iam.addRole(id, "AWSBackupSolutionRole", trust({ Service: "backup.amazonaws.com" }), "/");
      for (const region of ["eu-central-1", "eu-west-1"]) {
        double.state.backup.addVault(id, region, "AWSBackupSolutionVault", { createdAt: new Date(0) });
      }
    }
  }

  const anyStatus = ["--fail-on", "none"] as const;

  test("its IAM policies allow what the command calls, for the caller and for the role in member accounts", async () => {
    // As a role, as a delegated administrator, and where AWS tells no paths.
    await against({}, async (double) => {
      furnish(double);
      await fine("preflight", ...anyStatus);
      await fine("preflight", ...anyStatus, "--role-arn", `arn:aws:iam::${MANAGEMENT}:role/BackupReader`);
      await fine("preflight", ...anyStatus, "--member-role-name", "BackupReader", "--account", "orders-prod");
      double.as(double.double.credentialsFor(DELEGATED).accessKeyId);
      await fine("preflight", ...anyStatus);
    });
    await against({ entityPaths: false }, async () => {
      await fine("preflight", ...anyStatus);
    });
    const [caller = [], member = []] = policiesIn("preflight");
    // The account that receives copies is looked into as well: it is the delegated administrator's own.
    const ofTheCaller = calledBy(DELEGATED).filter((action) => !member.includes(action));
    expect([...new Set([...calledBy(MANAGEMENT), ...ofTheCaller])].sort()).toEqual(caller);
    expect(calledBy("200000000004")).toEqual(member);
  });

  test("the caller needs those of the role as well where its own account is looked into, and no more", async () => {
    await against({}, async (double) => {
      furnish(double);
      await fine("preflight", ...anyStatus, "--member-role-name", "BackupReader", "--all");
    });
    const allowed = new Set(policiesIn("preflight").flat());
    expect(calledBy(MANAGEMENT)).toContain("backup:ListBackupVaults");
    expect(calledBy(MANAGEMENT).filter((action) => !allowed.has(action))).toEqual([]);
  });

  test("shows what the command prints", async () => {
    await against({}, async (double) => {
      for (const id of ["200000000004", DELEGATED]) {
        double.double.state.iam.addRole(id, "OrganizationAccountAccessRole", trust({ AWS: MANAGEMENT }), "/");
      }
      expectShown(
        "preflight",
        await fine(
          "preflight",
          ...anyStatus,
          "--member-role-name",
          "OrganizationAccountAccessRole",
          "--account",
          "orders-prod",
        ),
      );
    });
  });

  test("names every check, and no other", async () => {
    const double = await LiveDouble.start();
    live = double;
    furnish(double);
    double.double.state.iam.account("200000000005").roles.delete("BackupReader");
    const args = ["--member-role-name", "BackupReader", "--all", "--format", "json"];
    const idsNow = async (): Promise<readonly string[]> => {
      const { checks } = JSON.parse((await double.run("preflight", ...args)).stdout) as {
        readonly checks: readonly { readonly id: string }[];
      };
      return checks.map(({ id }) => (id.startsWith("quota-") ? "quota-..." : id));
    };
    const allowed = await idsNow();
    double.double.faults.deny("organizations:DescribeOrganization");
    const ids = new Set([...allowed, ...(await idsNow())]);
    const named = [...page("preflight").matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id);
    expect(named.sort()).toEqual([...ids].sort());
  });
});

test.each(["snapshot", "adopt", "verify", "preflight"])(
  "org-backup help %s shows the page, its permissions too",
  async (topic) => {
    const { status, stdout } = await runCli("help", topic);
    expect(status).toBe(0);
    for (const action of policiesIn(topic).flat()) {
      expect(stdout).toContain(`"${action}"`);
    }
  },
);
