import {
  array,
  boolean,
  isoTimestamp,
  literal,
  nonEmpty,
  optional,
  picklist,
  pipe,
  record,
  strictObject,
  string,
  union,
  unknown,
} from "valibot";
import type { InferOutput } from "valibot";
import { ACCOUNT_STATES } from "../organization/model";
import { dictionary } from "./dictionary-schema";

const text = pipe(string(), nonEmpty("must not be empty"));
const object = dictionary(unknown());

const policy = strictObject({
  id: text,
  name: text,
  description: optional(string()),
  tags: optional(dictionary(string())),
  // The reader takes a document as it stands in the file: nothing that the schema copies or drops.
  content: union([record(string(), unknown()), string()]),
});

const attachments = strictObject({
  targetId: text,
  policyIds: array(text),
  order: optional(picklist(["known", "unknown"])),
});

/** The organization file, version 1: the exchange format between live AWS, tests and people. */
export const organizationFileSchema = strictObject({
  version: literal(1),
  takenAt: optional(pipe(text, isoTimestamp("must be a time such as 2026-11-20T10:00:00Z"))),
  organization: strictObject({
    id: text,
    managementAccountId: optional(text),
    enabledPolicyTypes: optional(array(text)),
    trustedServices: optional(array(text)),
    delegatedAdministrators: optional(
      array(strictObject({ accountId: text, servicePrincipals: array(text) })),
    ),
    optIn: optional(dictionary(dictionary(boolean()))),
  }),
  root: strictObject({ id: text, name: optional(text) }),
  organizationalUnits: optional(array(strictObject({ id: text, name: text, parentId: text }))),
  accounts: optional(
    array(
      strictObject({
        id: text,
        name: text,
        parentId: text,
        state: optional(picklist(ACCOUNT_STATES), "ACTIVE"),
        email: optional(text),
      }),
    ),
  ),
  policies: optional(array(policy)),
  attachments: optional(array(attachments)),
  publishedPolicies: optional(dictionary(object)),
});

export type OrganizationFile = InferOutput<typeof organizationFileSchema>;
