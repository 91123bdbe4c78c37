import * as v from "valibot";
import { ACCOUNT_STATES } from "../organization/model";
import { dictionary } from "./dictionary-schema";

const text = v.pipe(v.string(), v.nonEmpty("must not be empty"));
const object = dictionary(v.unknown());

const policy = v.strictObject({
  id: text,
  name: text,
  description: v.optional(v.string()),
  tags: v.optional(dictionary(v.string())),
  // The reader takes a document as it stands in the file: nothing that the schema copies or drops.
  content: v.union([v.record(v.string(), v.unknown()), v.string()]),
});

const attachments = v.strictObject({
  targetId: text,
  policyIds: v.array(text),
  order: v.optional(v.picklist(["known", "unknown"])),
});

/** The organization file, version 1: the exchange format between live AWS, tests and people. */
export const organizationFileSchema = v.strictObject({
  version: v.literal(1),
  takenAt: v.optional(v.pipe(text, v.isoTimestamp("must be a time such as 2026-11-20T10:00:00Z"))),
  organization: v.strictObject({
    id: text,
    managementAccountId: v.optional(text),
    enabledPolicyTypes: v.optional(v.array(text)),
    trustedServices: v.optional(v.array(text)),
    delegatedAdministrators: v.optional(
      v.array(v.strictObject({ accountId: text, servicePrincipals: v.array(text) })),
    ),
    optIn: v.optional(dictionary(dictionary(v.boolean()))),
  }),
  root: v.strictObject({ id: text, name: v.optional(text) }),
  organizationalUnits: v.optional(v.array(v.strictObject({ id: text, name: text, parentId: text }))),
  accounts: v.optional(
    v.array(
      v.strictObject({
        id: text,
        name: text,
        parentId: text,
        state: v.optional(v.picklist(ACCOUNT_STATES)),
        email: v.optional(text),
      }),
    ),
  ),
  policies: v.optional(v.array(policy)),
  attachments: v.optional(v.array(attachments)),
  publishedPolicies: v.optional(dictionary(object)),
});

export type OrganizationFile = v.InferOutput<typeof organizationFileSchema>;
