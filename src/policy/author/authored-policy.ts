import type { Finding } from "../../text/finding";
import { isJsonObject } from "../../text/json";
import type { JsonObject } from "../../text/json";
import type { PolicyDocument } from "../document";
import { validatePolicy } from "../validate";
import type { PolicyValidation, ValidationOptions } from "../validate";

/** A backup policy from an author, with what is already known to be wrong with it. Immutable. */
export class AuthoredPolicy {
  constructor(
    /** The document that is validated. */
    readonly source: PolicyDocument,
    /** What authoring itself found; the rules of AWS are applied by {@link validate}. */
    readonly issues: readonly Finding[],
    /** Whether there was nothing to validate: a text that is no JSON. */
    private readonly unreadable = false,
  ) {}

  /** The policy as JSON; empty where the text of an existing document is no JSON object. */
  get document(): JsonObject {
    const { value } = this.source;
    return isJsonObject(value) ? value : {};
  }

  /** The text for AWS: an existing JSON text unchanged, anything else minified. */
  get text(): string {
    return this.source.text;
  }

  /** The canonical text: no white space, lists whose order has no meaning sorted. */
  get minified(): string {
    return this.source.minified;
  }

  /**
   * What AWS would say to the document at a moment, what authoring found, and advice. Not accepted
   * also where a part could not be understood, since that part is missing in the document.
   */
  validate(options: ValidationOptions): PolicyValidation {
    if (this.unreadable) {
      return { accepted: false, issues: this.issues };
    }
    const { accepted, issues } = validatePolicy(this.source, options);
    const errors = this.issues.filter(({ severity }) => severity === "error");
    const others = this.issues.filter(({ severity }) => severity !== "error");
    return {
      accepted: accepted && errors.length === 0,
      issues: [
        ...errors,
        ...issues.filter(({ severity }) => severity === "error"),
        ...others,
        ...issues.filter(({ severity }) => severity !== "error"),
      ],
    };
  }
}
