import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverage } from "../../src/app/coverage";
import { reviewChange } from "../../src/app/review-change";
import type { ReviewRequest } from "../../src/app/review-change";
import { OPT_IN_NAMES } from "../../src/capabilities/opt-in";
import { REVIEW_FILE } from "../../src/review/review-file";
import { organizationWithManagement, WITH_BACKUP_POLICIES } from "../support/one-policy";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

/** Code and plans that switch the opt-ins of the management account, or may. */

const [MANAGEMENT, MEMBER] = ["111111111111", "222222222222"];
const SETTINGS = "aws_backup_region_settings";
const every = (isOn: boolean): Readonly<Record<string, boolean>> =>
  Object.fromEntries(OPT_IN_NAMES.map((name) => [name, isOn]));

function organization(optIn?: object): string {
  return organizationWithManagement(JSON.stringify(completePlan("a")), [MANAGEMENT, MEMBER], {
    ...WITH_BACKUP_POLICIES,
    ...(optIn === undefined ? {} : { optIn }),
  });
}

const REGION = "eu-central-1";

type Provider = Readonly<Record<string, unknown>>;
const OF_MANAGEMENT: Provider = { region: REGION, allowed_account_ids: [MANAGEMENT] };
const OF_MEMBER: Provider = { region: REGION, allowed_account_ids: [MEMBER] };
const OF_NOBODY_KNOWN: Provider = { region: REGION };

function plan(provider: Provider, before: boolean | undefined, after: boolean, unknown: object = {}): string {
  const values = (isOn: boolean): object => ({
    id: REGION,
    resource_type_opt_in_preference: every(isOn),
  });
  return writtenJson("plan.json", {
    format_version: "1.2",
    resource_changes: [
      {
        address: `${SETTINGS}.s`,
        mode: "managed",
        type: SETTINGS,
        name: "s",
        change: {
          actions: before === undefined ? ["create"] : before === after ? ["no-op"] : ["update"],
          before: before === undefined ? null : values(before),
          after: values(after),
          after_unknown: unknown,
        },
      },
    ],
    configuration: {
      provider_config: {
        aws: {
          name: "aws",
          expressions: Object.fromEntries(
            Object.entries(provider).map(([key, value]) => [key, { constant_value: value }]),
          ),
        },
      },
      root_module: {
        resources: [{ mode: "managed", type: SETTINGS, name: "s", provider_config_key: "aws" }],
      },
    },
  });
}

function code(provider: Provider, isOn: boolean): string {
  const resource = { [SETTINGS]: { s: { resource_type_opt_in_preference: every(isOn) } } };
  return synthesizedFixture({ stack: { json: { provider: { aws: [provider] }, resource } } });
}

function state(isOn: boolean): string {
  const arn = `arn:aws:backup:${REGION}:${MANAGEMENT}:backup-vault:v`;
  return writtenJson("state.json", {
    version: 4,
    resources: [
      {
        mode: "managed",
        type: SETTINGS,
        name: "s",
        instances: [{ attributes: { id: REGION, resource_type_opt_in_preference: every(isOn) } }],
      },
      {
        mode: "managed",
        type: "aws_backup_vault",
        name: "v",
        instances: [{ attributes: { name: "v", arn } }],
      },
    ],
  });
}

function unprotected(request: Partial<ReviewRequest>): readonly string[] {
  const { findings } = reviewChange({
    organization: organization(),
    guardrails: false,
    at: NOW,
    ...request,
  }).review;
  return findings.flatMap(({ rule, severity, message }) =>
    rule === "account-unprotected" ? [`${severity}: ${message}`] : [],
  );
}

const counts = (request: Partial<ReviewRequest>): readonly number[] => {
  const { accounts, protectedAccounts, notKnownAccounts } = coverage({
    organization: organization(),
    accounts: [MEMBER],
    at: NOW,
    ...request,
  });
  return [accounts, protectedAccounts, notKnownAccounts];
};

const LOSES = [expect.stringMatching(/^error: /) as string];

describe("A plan that switches every opt-in of the management account off", () => {
  const off = { plans: [plan(OF_MANAGEMENT, true, false)] };

  it("leaves no backup, whatever the organization file records", () => {
    expect(unprotected(off)).toEqual(LOSES);
    expect(unprotected({ ...off, organization: organization({ [REGION]: every(true) }) })).toEqual(LOSES);
    expect(counts(off)).toEqual([1, 0, 0]);
  });

  it("loses nothing where they were off", () => {
    expect(unprotected({ plans: [plan(OF_MANAGEMENT, false, false)] })).toEqual([]);
    expect(unprotected({ ...off, organization: organization({ "*": every(false) }) })).toEqual(LOSES);
  });

  it("switches them on again", () => {
    const on = {
      plans: [plan(OF_MANAGEMENT, false, true)],
      organization: organization({ "*": every(false) }),
    };
    expect(unprotected(on)).toEqual([]);
    expect(counts(on)).toEqual([1, 1, 0]);
  });

  it("leaves nothing unknown if it says nothing of full management, which only apply knows then", () => {
    const { findings } = reviewChange({
      organization: organization(),
      guardrails: false,
      at: NOW,
      plans: [plan(OF_MANAGEMENT, undefined, true, { resource_type_management_preference: true })],
    }).review;
    expect(findings.filter(({ rule }) => rule === "not-knowable")).toEqual([]);
  });

  it("changes nothing where they are those of a member", () => {
    const member = { plans: [plan(OF_MEMBER, true, false)] };
    expect(unprotected(member)).toEqual([]);
    expect(counts(member)).toEqual([1, 1, 0]);
  });

  it("may leave no backup where nothing shows whose they are", () => {
    const unplaced = { plans: [plan(OF_NOBODY_KNOWN, true, false)] };
    expect(unprotected(unplaced)).toEqual(["warning: It is not known whether anything is still backed up."]);
    expect(counts(unplaced)).toEqual([1, 0, 1]);
  });
});

/** What synthesis of the constructs writes beside the manifest: it has no settings. */
function besideManifest(directory: string): string {
  const environment = { vaults: [], roles: [] };
  writeFileSync(
    join(directory, REVIEW_FILE),
    JSON.stringify({ schemaVersion: 1, environment, acknowledgements: [] }),
  );
  return directory;
}

describe("Code whose opt-ins only apply knows", () => {
  const unknown = "${aws_ssm_parameter.x.value}";

  it.each([
    ["one by one", Object.fromEntries(OPT_IN_NAMES.map((name) => [name, unknown]))],
    ["altogether", unknown],
  ])("may leave no backup: %s", (_, preference) => {
    const resource = { [SETTINGS]: { s: { resource_type_opt_in_preference: preference } } };
    const json = { provider: { aws: [OF_MANAGEMENT] }, resource };
    const directory = synthesizedFixture({ stack: { json } });
    const open = ["warning: It is not known whether anything is still backed up."];
    expect(unprotected({ directory, states: [state(true)] })).toEqual(open);
    expect(unprotected({ directory, manages: [] })).toEqual(open);
  });
});

describe("Code that switches every opt-in of the management account off", () => {
  it("leaves no backup, with a state and without one", () => {
    const directory = code(OF_MANAGEMENT, false);
    expect(unprotected({ directory, states: [state(true)] })).toEqual(LOSES);
    expect(unprotected({ directory, manages: [] })).toEqual(LOSES);
    expect(unprotected({ directory: besideManifest(code(OF_MANAGEMENT, false)), manages: [] })).toEqual(
      LOSES,
    );
    expect(unprotected({ directory: code(OF_MANAGEMENT, true), states: [state(true)] })).toEqual([]);
  });
});
