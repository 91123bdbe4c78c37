import type { JsonValue } from "../text/json";
import type { IConstruct } from "./framework";
import { lateJsonText } from "./late-json";

/** One statement of an IAM policy, as AWS writes it. */
export interface IamStatement {
  /**
   * A name for the statement.
   *
   * @default - none
   */
  readonly Sid?: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /**
   * To whom it applies, in policies of resources.
   *
   * @default - the role that has the policy
   */
  readonly Principal?: JsonValue;
  /** What may be done, `kms:Decrypt`. */
  readonly Action: string | readonly string[];
  /**
   * With what it may be done, in policies of roles.
   *
   * @default - the resource that has the policy
   */
  readonly Resource?: JsonValue;
  /**
   * Under which conditions.
   *
   * @default - under all
   */
  readonly Condition?: JsonValue;
}

/** An IAM policy document. */
export interface IamDocument {
  readonly Version: "2012-10-17";
  readonly Statement: readonly IamStatement[];
}

export function iamDocument(statements: readonly IamStatement[]): IamDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * The document for Terraform: IAM's own variables stay literal, and values that are known only during apply
 * are written as JSON.
 *
 * @throws OrgBackupError (`input`) for what JSON cannot hold
 */
export function iamPolicyText(construct: IConstruct, statements: readonly IamStatement[]): string {
  return lateJsonText(construct, iamDocument(statements), "The statements of the IAM policy");
}
