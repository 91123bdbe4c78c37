import type { OrganizationSeed } from "../../support/aws-double/organization-seed";
import { ORGANIZATION_ID } from "./code";
import { EXISTING_UNITS, ROOT_ID, targetsOf } from "./configuration";
import type { AttachmentMember, Configuration, PolicyGroup } from "./configuration";
import { documentOf } from "./documents";
import type { Random } from "./random";

export const MANAGEMENT = "111111111111";

const MEMBERS = ["222222222222", "333333333333", "444444444444"] as const;
const UNITS = EXISTING_UNITS;

/** Managed elsewhere: attached to the root, and to nothing. */
export const FOREIGN = { attached: "p-foreign0001", loose: "p-foreign0002" } as const;

/** An organization that exists, and the configuration that takes it over and adds to it. */
export interface StartingPoint {
  /** Undefined if Terraform creates the organization. */
  readonly seed: OrganizationSeed | undefined;
  readonly configuration: Configuration;
}

export function startingPoint(random: Random): StartingPoint {
  const syntax = random.pick("json", "hcl");
  return random.chance(0.2) ? fromNothing(syntax) : takenOver(random, syntax);
}

function empty(syntax: Configuration["syntax"]): Configuration {
  return {
    syntax,
    organization: { principals: ["backup.amazonaws.com"], types: ["BACKUP_POLICY"] },
    units: {},
    accounts: {},
    policies: {},
    attachments: {},
    administrators: {},
    vaults: {},
    roles: {},
    globalSettings: undefined,
    optIn: undefined,
    moved: [],
    forgotten: [],
    imports: [],
    flags: [],
  };
}

/** Creating accounts takes the provider ten seconds each, so that there are none. */
function fromNothing(syntax: Configuration["syntax"]): StartingPoint {
  return {
    seed: undefined,
    configuration: {
      ...empty(syntax),
      units: {
        base: { name: "Base", parent: { kind: "root" } },
        prod: { name: "Production", parent: { kind: "unit", key: "base" } },
      },
      policies: { daily: group("none", "daily"), set: group("for_each", "red", "green") },
      attachments: {
        daily: {
          repeat: "none",
          style: "each.value",
          skipDestroy: false,
          waits: false,
          members: [
            {
              key: "only",
              policy: { kind: "member", group: "daily", key: "daily" },
              target: { kind: "root" },
            },
          ],
        },
        colors: {
          repeat: "for_each",
          style: "local",
          skipDestroy: false,
          waits: false,
          members: ["red", "green"].map((key) => ({
            key,
            policy: { kind: "member", group: "set", key },
            target: { kind: "unit", key: "prod" },
          })),
        },
      },
    },
  };
}

function takenOver(random: Random, syntax: Configuration["syntax"]): StartingPoint {
  const [first, second, third] = MEMBERS;
  const seed: OrganizationSeed = {
    organization: {
      id: ORGANIZATION_ID,
      managementAccountId: MANAGEMENT,
      enabledPolicyTypes: ["BACKUP_POLICY"],
      trustedServices: ["backup.amazonaws.com", "ram.amazonaws.com"],
    },
    root: { id: ROOT_ID, name: "Root" },
    organizationalUnits: [
      { id: UNITS.base, name: "Base", parentId: ROOT_ID },
      { id: UNITS.prod, name: "Production", parentId: UNITS.base },
      { id: UNITS.sand, name: "Sandbox", parentId: ROOT_ID },
    ],
    accounts: [
      { id: MANAGEMENT, name: "management", parentId: ROOT_ID },
      { id: first, name: "orders", parentId: UNITS.prod, email: "orders@example.com" },
      { id: second, name: "billing", parentId: UNITS.base, email: "billing@example.com" },
      { id: third, name: "play", parentId: UNITS.sand, email: "play@example.com" },
    ],
    policies: [
      { id: FOREIGN.attached, name: "foreign", content: documentOf("foreign", "35") },
      { id: FOREIGN.loose, name: "loose", content: documentOf("loose", "35") },
    ],
    attachments: [{ targetId: ROOT_ID, policyIds: [FOREIGN.attached] }],
  };
  const member = (repeat: PolicyGroup["repeat"], block: string, key: string) =>
    ({ kind: "member", group: block, key: repeat === "none" ? block : key }) as const;
  const repeated = random.pick("for_each", "count", "module");
  const configuration: Configuration = {
    ...empty(syntax),
    organization: {
      principals: ["backup.amazonaws.com", "ram.amazonaws.com"],
      types: ["BACKUP_POLICY"],
    },
    units: {
      base: { name: "Base", parent: { kind: "root" } },
      prod: { name: "Production", parent: { kind: "unit", key: "base" } },
      sand: { name: "Sandbox", parent: { kind: "root" } },
    },
    accounts: {
      orders: account("orders", "prod"),
      billing: account("billing", "base"),
      play: account("play", "sand"),
    },
    policies: {
      daily: group("none", "daily"),
      set: group("for_each", "red", "green", "blue"),
      more: group(repeated, "one", "two"),
    },
    attachments: {
      daily: {
        repeat: "none",
        style: "each.value",
        skipDestroy: false,
        waits: false,
        members: [{ key: "only", policy: member("none", "daily", "daily"), target: { kind: "root" } }],
      },
      colors: {
        repeat: random.pick("for_each", "count"),
        style: random.pick("each.value", "local", "keys"),
        skipDestroy: false,
        waits: random.chance(0.5),
        members: [
          { key: "a", policy: member("for_each", "set", "red"), target: { kind: "unit", key: "prod" } },
          { key: "b", policy: member("for_each", "set", "green"), target: { kind: "unit", key: "base" } },
          { key: "c", policy: member("for_each", "set", "blue"), target: { kind: "account", key: "play" } },
        ],
      },
      more: {
        repeat: "none",
        style: "each.value",
        skipDestroy: false,
        waits: random.chance(0.5),
        members: [
          { key: "only", policy: member(repeated, "more", "one"), target: { kind: "unit", key: "sand" } },
        ],
      },
    },
    vaults: { main: { name: "Main", forceDestroy: false, lock: undefined } },
    roles: { backup: { name: "BackupRole", trustsBackup: true } },
    imports: [
      { to: "aws_organizations_organization.this", id: ORGANIZATION_ID },
      ...Object.entries(UNITS).map(([key, id]) => ({
        to: `aws_organizations_organizational_unit.${key}`,
        id,
      })),
      { to: "aws_organizations_account.orders", id: first },
      { to: "aws_organizations_account.billing", id: second },
      { to: "aws_organizations_account.play", id: third },
    ],
  };
  return { seed, configuration };
}

/** A workspace of others: policies on what the organization has. */
export function secondWorkspace(random: Random): Configuration {
  const first = { ...empty("json"), organization: undefined };
  const members = ["theirs", "others"].flatMap((key): readonly AttachmentMember[] => {
    const target = random.of(targetsOf(first));
    return target === undefined ? [] : [{ key, policy: { kind: "member", group: "second", key }, target }];
  });
  return {
    ...first,
    policies: { second: group("for_each", "theirs", "others") },
    attachments: {
      second: { repeat: "for_each", style: "keys", skipDestroy: false, waits: false, members },
    },
  };
}

function account(name: string, parent: string): Configuration["accounts"][string] {
  return { name, email: `${name}@example.com`, parent: { kind: "unit", key: parent }, closes: false };
}

export function group(repeat: PolicyGroup["repeat"], ...names: readonly string[]): PolicyGroup {
  return {
    repeat,
    type: "BACKUP_POLICY",
    skipDestroy: false,
    createBeforeDestroy: false,
    members: names.map((name) => ({ key: name, name, content: documentOf(name, "35") })),
  };
}
