import fc from "fast-check";
import type { Arbitrary } from "fast-check";
import {
  allowChildren,
  append,
  assign,
  AwsCron,
  backupPolicy,
  days,
  hours,
  inherited,
  lock,
  remove,
  weeks,
} from "../../../../src/policy/author";
import type { AuthoredPolicy, BackupPolicyInput, RetentionDays } from "../../../../src/policy/author";
import { camelCase } from "../../../../src/policy/author/camel-case";
import { GRAMMAR_ROOT } from "../../../../src/policy/grammar/lookup";
import type { GrammarEntry } from "../../../../src/policy/grammar/lookup";
import type { FixedContainer, NamedContainer } from "../../../../src/policy/grammar/node";
import type { ValueSpec } from "../../../../src/policy/grammar/value-spec";

/** Names on which careless code trips; all of them are names that AWS accepts. */
const names = ["daily", "Weekly", "a.b", "__proto__", "constructor", "toString", "10", "2", "hasOwnProperty"];
const vaults = [
  "arn:aws:backup:eu-west-1:$account:backup-vault:Default",
  "arn:aws:backup:us-east-1:111122223333:backup-vault:Central",
];
const texts = [
  "prod",
  "",
  'a"b',
  "it's",
  "back\\slash",
  "line\nbreak",
  "Ünicode",
  "\u202eevil",
  "${x}",
  "*/",
  "`",
];

function valueOf(spec: ValueSpec): Arbitrary<unknown> {
  switch (spec.type) {
    case "integer": {
      const objects = spec.unit === "days" ? [days(35), weeks(5)] : [hours(8)];
      return fc.oneof(fc.integer({ min: 60, max: 999 }), fc.constantFrom("60", "060", ...objects));
    }
    case "boolean":
      return fc.constantFrom(false, "false");
    case "enumeration":
      return fc.constantFrom(...spec.values);
    case "region":
      return fc.constantFrom("eu-central-1", "eu-west-1", "us-gov-east-1", "cn-north-1");
    case "resource-type":
      return fc.constantFrom("*", "arn:aws:s3:::*", "arn:aws:ec2:*:*:instance/*");
    case "schedule":
      return fc.constantFrom(
        "cron(0 5 ? * * *)",
        AwsCron.weekly("SUN", "03:00"),
        AwsCron.monthly(1, "00:00"),
      );
    case "text":
      return fc.constantFrom(...texts.filter((text) => text.length >= spec.shortest));
    case "pattern":
      return fc.constant(spec.example);
  }
}

const operators = fc.oneof(
  fc.constantFrom(["all"] as const, ["none"] as const),
  fc.subarray(["assign", "append", "remove"] as const, { minLength: 1 }),
);

/** A node as it is, locked, or with one or two controls. */
function controlled(node: Arbitrary<unknown>): Arbitrary<unknown> {
  const allowing = (inner: Arbitrary<unknown>) =>
    fc
      .tuple(inner, operators)
      .map(([content, allowed]) => allowChildren<unknown>(content, allowed as ["all"]));
  return fc.oneof(
    { weight: 8, arbitrary: node },
    { weight: 1, arbitrary: node.map((content) => lock<unknown>(content)) },
    { weight: 1, arbitrary: allowing(node) },
    { weight: 1, arbitrary: allowing(allowing(node)) },
  );
}

function nodeOf(place: GrammarEntry, needed = place.node.required === "document"): Arbitrary<unknown> {
  const { node } = place;
  switch (node.kind) {
    case "single": {
      const value = valueOf(node.value);
      const written = fc.oneof(
        value,
        value.map((plain) => assign(plain as string)),
      );
      return controlled(needed ? written : orInherited(written));
    }
    case "list": {
      const list = fc.uniqueArray(valueOf(node.members), { minLength: 1, maxLength: 3 }) as Arbitrary<
        string[]
      >;
      const written = fc.oneof(
        list,
        list.map((members) => assign(members)),
        fc.tuple(list, list).map(([added, removed]) => append(added).remove(removed)),
        fc.tuple(list, list, list).map(([a, b, c]) => remove(a).assign(b).append(c)),
      );
      return controlled(needed ? written : orInherited(written));
    }
    case "named":
      return controlled(namedOf(place, node));
    case "fixed":
      return controlled(fixedOf(place, node));
  }
}

/** Nothing but a control is a thing to write too. */
function orInherited(written: Arbitrary<unknown>): Arbitrary<unknown> {
  return fc.oneof(
    { weight: 9, arbitrary: written },
    { weight: 1, arbitrary: fc.constant(lock<unknown>(inherited)) },
  );
}

function namedOf(place: GrammarEntry, node: NamedContainer): Arbitrary<unknown> {
  const pool = node.names === "vault-arn" ? vaults : names;
  return fc
    .uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: 2 })
    .chain((chosen) =>
      fc.tuple(
        ...chosen.map((name) =>
          (node.names === "same-as-tag-key" ? tagOf(name) : nodeOf(place.child!)).map(
            (child) => [name, child] as const,
          ),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries));
}

function tagOf(name: string): Arbitrary<unknown> {
  return controlled(fc.constantFrom(...texts).map((tagValue) => ({ tagKey: name.toUpperCase(), tagValue })));
}

function fixedOf(place: GrammarEntry, node: FixedContainer): Arbitrary<unknown> {
  const keys = [...place.keys.values()];
  const required = keys.filter(({ node }) => node.required === "document").map(({ key }) => camelCase(key));
  const record = (needed?: string): Arbitrary<Record<string, unknown>> =>
    fc.record(
      Object.fromEntries(
        keys.map((child) => [
          camelCase(child.key),
          child.key === needed ? nodeOf(child, true) : nodeOf(child),
        ]),
      ),
      { requiredKeys: [...required, ...(needed === undefined ? [] : [camelCase(needed)])] },
    );
  const plain = node.oneOf === undefined ? record() : fc.oneof(...node.oneOf.map((key) => record(key)));
  switch (node.concept) {
    case "rule":
      return fc.oneof(
        { weight: 4, arbitrary: plain },
        { weight: 1, arbitrary: plain.map((rule) => ({ ...rule, ...continuous })) },
        { weight: 1, arbitrary: plain.map((rule) => ({ ...rule, ...archived })) },
      );
    default:
      return plain;
  }
}

const continuous = {
  enableContinuousBackup: true,
  lifecycle: { deleteAfterDays: lock<RetentionDays>(days(35)) },
};
const archived = {
  enableContinuousBackup: false,
  scheduleExpression: AwsCron.monthly("last", "03:00"),
  lifecycle: {
    optInToArchiveForSupportedResources: true,
    moveToColdStorageAfterDays: 1,
    deleteAfterDays: 91,
  },
};

/** The moment at which authored policies are validated. */
export const AT = new Date("2026-11-10T00:00:00Z");

/** Authored policies that AWS accepts, with every node of the grammar and every wrapper. */
export const authoredPolicies: Arbitrary<AuthoredPolicy> = nodeOf(GRAMMAR_ROOT)
  .map((input) => backupPolicy(input as BackupPolicyInput))
  .filter((policy) => policy.minified.length <= 10_000);

/** Authored plans. */
export const authoredPlans: Arbitrary<unknown> = nodeOf(GRAMMAR_ROOT.keys.get("plans")!.child!);
