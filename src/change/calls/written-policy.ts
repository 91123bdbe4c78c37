import { refusals } from "../../organization/refused-policies";
import type { PolicyContent } from "../../organization/model";
import type { WrittenContent } from "../call";
import type { Refusal } from "../folded";
import { constraintViolation } from "./shared-refusals";

/** The content of a backup policy, or why AWS does not take it. */
export function acceptedContent(
  name: string,
  content: WrittenContent,
  at: Date,
): { readonly content: PolicyContent } | { readonly refusal: Refusal } {
  if (content.kind === "not-a-document") {
    return {
      refusal: {
        exception: "MalformedPolicyDocumentException",
        message: `The content of ${JSON.stringify(name)} is not a JSON object${content.text.trim() === "" ? ": it is empty" : ""}.`,
      },
    };
  }
  const problems = refusals({ id: name, name, content }, at);
  const [first] = problems;
  if (first === undefined) {
    return { content };
  }
  if (problems.length === 1 && first.rule === "document-size") {
    const refusal = constraintViolation("POLICY_CONTENT_LIMIT_EXCEEDED", first.message, first.hint);
    return { refusal: { ...refusal, problems } };
  }
  const others = problems.length - 1;
  const more = others === 0 ? "" : ` (and ${others} more)`;
  return {
    refusal: {
      exception: "MalformedPolicyDocumentException",
      message: `AWS does not accept the content of ${JSON.stringify(name)}: ${first.message}${more}`,
      problems,
    },
  };
}
