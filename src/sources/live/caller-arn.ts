import { parseArn } from "../../text/arn";

/** Who calls AWS, by the ARN that `sts:GetCallerIdentity` returns. */
export type Caller =
  | { readonly kind: "root" }
  | { readonly kind: "user" }
  | { readonly kind: "role" }
  | {
      readonly kind: "session";
      readonly partition: string;
      readonly accountId: string;
      /** The role's name; a session does not tell its path. */
      readonly role: string;
    }
  | { readonly kind: "other" };

const OTHER: Caller = { kind: "other" };

export function parseCaller(text: string): Caller {
  const arn = parseArn(text);
  const [type = "", name = ""] = arn?.resource.split("/") ?? [];
  if (arn?.service === "iam") {
    return type === "root" || type === "user" || type === "role" ? { kind: type } : OTHER;
  }
  return arn?.service === "sts" && type === "assumed-role" && name !== ""
    ? { kind: "session", partition: arn.partition, accountId: arn.accountId, role: name }
    : OTHER;
}
