import type { JsonValue } from "../text/json";
import { jsonTemplate } from "./terraform-text";

/** One statement of an IAM policy, as AWS writes it. */
export interface IamStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: JsonValue;
  readonly Action: string | readonly string[];
  readonly Resource?: JsonValue;
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

/** The document for Terraform: IAM's own variables stay literal, values known only during apply are safe. */
export function iamPolicyText(statements: readonly IamStatement[]): string {
  return jsonTemplate(JSON.stringify(iamDocument(statements)));
}
