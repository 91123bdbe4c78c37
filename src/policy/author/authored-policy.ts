import type { Finding } from "../../text/finding";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import type { PolicyDocument } from "../document";
import { validatePolicy } from "../validate";
import type { PolicyValidation, ValidationOptions } from "../validate";

/** The JSON of a whole policy. */
export interface PolicyJson extends JsonObject {
  readonly plans: JsonValue;
}

/** A backup policy from an author, with what is already known to be wrong with it. Immutable. */
export class AuthoredPolicy {
  constructor(
    /** The document that is validated. */
    readonly source: PolicyDocument,
    /** What authoring itself found; the rules of AWS are applied by {@link validate}. */
    readonly issues: readonly Finding[],
    /** Whether there was nothing to validate: a text that is not JSON. */
    private readonly unreadable = false,
  ) {}

  /**
   * The policy as JSON.
   *
   * @throws OrgBackupError (`input`) if authoring found an error: what it could not understand is missing
   */
  get document(): PolicyJson {
    const { value } = this.understood;
    return (isJsonObject(value) ? value : {}) as PolicyJson;
  }

  /**
   * The text for AWS: an existing JSON text unchanged, anything else minified.
   *
   * @throws OrgBackupError (`input`) as {@link AuthoredPolicy.document}
   */
  get text(): string {
    return this.understood.text;
  }

  /**
   * The canonical text: no white space, lists whose order has no meaning sorted.
   *
   * @throws OrgBackupError (`input`) as {@link AuthoredPolicy.document}
   */
  get minified(): string {
    return this.understood.minified;
  }

  private get understood(): PolicyDocument {
    const errors = this.issues.filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      const lines = errors.map(({ path, message, hint }) =>
        [path === "" ? message : `${path}: ${message}`, hint].filter((part) => part !== "").join(" "),
      );
      throw new OrgBackupError("input", `The policy cannot be written. ${lines.join("\n")}`, {
        hint: "Correct it, or look at all of it with validate({ at: new Date() }).",
      });
    }
    return this.source;
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
