import type { OrganizationSource } from "../app/organization-source";

/** What every matcher takes. */
export interface SubjectOptions {
  /**
   * The organization, or its file: needed for the text of `Testing.synth`, and for a folder whose app has no
   * `BackupOrganization`.
   *
   * @default - the organization of the app
   */
  readonly organization?: OrganizationSource;
  /**
   * The time for which schedules are checked.
   *
   * @default - now
   */
  readonly at?: Date;
  /**
   * The resource types that the organization uses, as in org-backup.yaml.
   *
   * @default - not known
   */
  readonly resourceTypes?: readonly string[];
}

/** Which accounts and plans are meant: those of a requirement in the guardrails file. */
export interface RequirementOptions extends SubjectOptions {
  /**
   * Paths or ids of OUs, with everything below: `Root/Production`.
   *
   * @default - anywhere
   */
  readonly under?: string | readonly string[];
  /**
   * Names or ids of accounts; patterns with `*` and `?`.
   *
   * @default - any account
   */
  readonly names?: string | readonly string[];
  /**
   * Names or ids of accounts that are not meant.
   *
   * @default - none
   */
  readonly except?: string | readonly string[];
  /**
   * Only plans with such names count; patterns with `*` and `?`.
   *
   * @default - all plans
   */
  readonly plans?: string | readonly string[];
}

/** Which findings count. */
export interface FindingOptions extends SubjectOptions {
  /**
   * Findings of this severity and above count.
   *
   * @default "notice", the least
   */
  readonly atLeast?: "notice" | "warning" | "error";
  /**
   * A guardrails file that the review applies, or false for none.
   *
   * @default - backup-guardrails.yaml in the working directory, if there, as `org-backup plan` does
   */
  readonly guardrails?: string | false;
}
