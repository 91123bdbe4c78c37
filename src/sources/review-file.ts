import { existsSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { OrgBackupError } from "../org-backup-error";
import { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { PlacedAcknowledgement } from "../review/acknowledgement";
import { REVIEW_FILE } from "../review/review-file";
import { dictionary } from "./dictionary-schema";
import { readOrganizationText } from "./organization-text";
import { readText } from "./read-text";

/** What a review takes from the one that synthesis wrote beside the manifest. */
export interface ReviewedCode {
  /** The organization that the app was synthesized with; undefined if it names none. */
  readonly organization: Organization | undefined;
  /** The roles and vaults that the app creates or declares as existing; undefined without an organization. */
  readonly environment: BackupEnvironment | undefined;
  /** What the code accepts. */
  readonly acknowledgements: readonly PlacedAcknowledgement[];
  /** The id by which the app signs its policies; undefined if it has none. */
  readonly owner: string | undefined;
}

/**
 * Reads the review beside the manifest of synthesized code; undefined if there is none.
 *
 * @throws OrgBackupError (`input`) if the file is not a review
 */
export function readReviewedCode(directory: string): ReviewedCode | undefined {
  const file = join(directory, REVIEW_FILE);
  if (!existsSync(file)) {
    return undefined;
  }
  const read = v.safeParse(schema, parsed(readText(file)));
  if (!read.success) {
    throw new OrgBackupError("input", "Not a review written by this version.", {
      where: file,
      hint: "Run `npx cdktf synth` again.",
    });
  }
  const { organization, environment, acknowledgements, owner } = read.output;
  return {
    organization:
      organization === undefined
        ? undefined
        : readOrganizationText(`${file}#organization`, JSON.stringify(organization)),
    environment: environment === undefined ? undefined : environmentOf(environment),
    acknowledgements: acknowledgements as readonly PlacedAcknowledgement[],
    owner,
  };
}

const text = v.string();
const texts = v.array(text);
const place = v.object({
  accounts: v.variant("kind", [
    v.object({ kind: v.literal("account"), accountId: text }),
    v.object({ kind: v.literal("members"), targetIds: texts }),
    v.object({ kind: v.literal("all") }),
    v.object({ kind: v.literal("unknown") }),
  ]),
  region: v.optional(text),
});
const lock = v.object({
  minimumDays: v.optional(v.number()),
  maximumDays: v.optional(v.number()),
  compliance: v.boolean(),
});
const schema = v.object({
  schemaVersion: v.literal(1),
  organization: v.optional(dictionary(v.unknown())),
  owner: v.optional(text),
  environment: v.optional(
    v.object({
      vaults: v.array(
        v.object({ origin: text, name: text, place, isAirGapped: v.boolean(), lock: v.optional(lock) }),
      ),
      roles: v.array(v.object({ origin: text, name: text, path: text, place })),
    }),
  ),
  acknowledgements: v.array(
    v.object({
      rule: text,
      accounts: v.optional(
        v.object({ under: v.optional(texts), names: v.optional(texts), except: v.optional(texts) }),
      ),
      policies: v.optional(texts),
      path: v.optional(text),
      reason: text,
      expires: v.optional(text),
      where: text,
    }),
  ),
});

type EnvironmentOfFile = NonNullable<v.InferOutput<typeof schema>["environment"]>;

function environmentOf({ vaults, roles }: EnvironmentOfFile): BackupEnvironment {
  return new BackupEnvironment({
    vaults: vaults.map(({ lock: locked, place: { accounts, region }, ...vault }) => ({
      ...vault,
      place: { accounts, region },
      lock:
        locked === undefined
          ? undefined
          : {
              compliance: locked.compliance,
              ...(locked.minimumDays === undefined ? {} : { minimumDays: locked.minimumDays }),
              ...(locked.maximumDays === undefined ? {} : { maximumDays: locked.maximumDays }),
            },
    })),
    roles: roles.map(({ place: { accounts, region }, ...role }) => ({
      ...role,
      place: { accounts, region },
      trustsBackup: true,
    })),
    globalSettings: undefined,
    regionSettings: [],
    completeness: { vaults: "complete", locks: "complete", roles: "complete", regionSettings: "partial" },
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
