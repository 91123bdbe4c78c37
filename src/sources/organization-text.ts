import { safeParse } from "valibot";
import type { BaseIssue } from "valibot";
import { OrgBackupError } from "../org-backup-error";
import type { InputProblem } from "../org-backup-error";
import { Organization } from "../organization/organization";
import type { OrganizationData, OrganizationSettings, Policy, PolicyContent } from "../organization/model";
import { didYouMeanSentence } from "../text/did-you-mean";
import { isJsonObject, objectOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { standsInText } from "../text/nesting";
import { parseJson } from "../text/parse-json";
import { memberCount, plainJson } from "../text/plain-json";
import type { SourceDocument } from "../text/source-document";
import { positionOf } from "../text/source-document";
import { toValue } from "../text/source-node";
import { checkOptIn } from "./check-opt-in";
import { organizationFileSchema } from "./organization-schema";
import type { OrganizationFile } from "./organization-schema";
import { policyValue } from "../policy/policy-value";
import { NamesFound, namesTwice, plainPolicyValue } from "./names-twice";
import { displayName } from "./decode-text";
import { at, documentOf, isJson } from "./document-text";
import { knownKeys } from "./schema-keys";
import { nodeAt, offsetOf } from "./segments";
import type { Segments } from "./segments";

/**
 * Reads the text of an organization file.
 *
 * @param file its name, for messages
 * @throws OrgBackupError (`input`) that names every mistake with file, line and column
 */
export function readOrganizationText(file: string, text: string): Organization {
  return new OrganizationFileReader(file, text).read();
}

class OrganizationFileReader {
  private readonly problems: (InputProblem & { readonly offset: number })[] = [];

  /** Where the file needs no reading with positions. */
  private readonly plain: PlainFile | undefined;
  private parsed: SourceDocument | undefined;

  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {
    this.plain = isJson(file, text) ? plainJson(text, readPlain) : undefined;
  }

  /** Read when first asked where something stands. */
  private get document(): SourceDocument {
    return (this.parsed ??= documentOf(this.file, this.text));
  }

  read(): Organization {
    const value = this.plain?.value ?? toValue(this.document.root);
    if (!isJsonObject(value)) {
      this.add([], "The file must be an object with the keys version, organization, root and so on.");
      throw this.error();
    }
    const parsed = safeParse(organizationFileSchema, value);
    if (!parsed.success) {
      for (const issue of parsed.issues) {
        this.addIssue(issue);
      }
      throw this.error();
    }
    const data = this.organizationData(parsed.output);
    checkOptIn(data.settings.optIn ?? {}, (segments, message) => {
      this.add(segments, message, "key");
    });
    this.failIfAny();
    const result = Organization.create(data);
    if (!result.ok) {
      for (const { message, at: segments } of result.problems) {
        this.add(segments, message);
      }
      throw this.error();
    }
    return result.organization;
  }

  private organizationData(file: OrganizationFile): OrganizationData {
    return {
      settings: withoutUndefined({
        ...file.organization,
        takenAt: file.takenAt === undefined ? undefined : new Date(file.takenAt).toISOString(),
      }),
      root: { id: file.root.id, name: file.root.name ?? "Root" },
      organizationalUnits: file.organizationalUnits ?? [],
      accounts: file.accounts ?? [],
      policies: (file.policies ?? []).map((policy, index) => this.policy(policy, index)),
      attachments: (file.attachments ?? []).map((attachments) => ({
        ...attachments,
        order: attachments.order ?? (attachments.policyIds.length > 1 ? "unknown" : "known"),
      })),
      publishedPolicies: new Map(Object.entries(file.publishedPolicies ?? {}) as [string, JsonObject][]),
    };
  }

  private policy(policy: NonNullable<OrganizationFile["policies"]>[number], index: number): Policy {
    const segments = ["policies", index, "content"];
    const where = (): string => this.where(["policies", index]);
    return {
      id: policy.id,
      name: policy.name,
      ...(policy.description === undefined ? {} : { description: policy.description }),
      ...(policy.tags === undefined ? {} : { tags: new Map(Object.entries(policy.tags)) }),
      content: this.policyContent(policy.name, policy.content, segments),
      get origin() {
        return where();
      },
    };
  }

  private policyContent(
    name: string,
    content: JsonObject | string | Record<string, unknown>,
    segments: Segments,
  ): PolicyContent {
    if (typeof content !== "string") {
      // As it stands in the file: checking against the schema makes copies.
      const plain = this.plain === undefined ? undefined : valueAt(this.plain.value, segments);
      if (isJsonObject(plain) && this.plain?.contentsWithNamesTwice.has(plain) === false) {
        return { kind: "known", value: standsInText(plain) };
      }
      const node = nodeAt(this.document.root, segments) ?? this.document.root;
      for (const { message, offset } of namesTwice(node)) {
        this.problems.push({ where: at(this.file, this.document.position(offset)), message, offset });
      }
      return { kind: "known", value: policyValue(this.document, node) as JsonObject };
    }
    const plain = plainPolicyValue(content);
    if (isJsonObject(plain)) {
      return { kind: "known", value: standsInText(plain), text: content };
    }
    const parsed = parseJson(content);
    if (!parsed.ok) {
      const [problem] = parsed.problems;
      const { line, column } = positionOf(content, problem?.offset ?? 0);
      const isFileName = /^\S+\.(?:json|ya?ml)$/.test(content);
      this.add(
        segments,
        isFileName
          ? `The content of policy ${JSON.stringify(name)} must be the policy itself, not the name of a file.`
          : `The content of policy ${JSON.stringify(name)} is not JSON: line ${line}, column ${column} of it: ${problem?.message ?? ""}.`,
      );
    } else if (parsed.document.root.kind !== "object") {
      this.add(
        segments,
        `The content of policy ${JSON.stringify(name)} must be a JSON object such as {"plans": {...}}.`,
      );
    } else {
      for (const { message, offset } of namesTwice(parsed.document.root)) {
        const { line, column } = parsed.document.position(offset);
        this.add(
          segments,
          `The content of policy ${JSON.stringify(name)}, line ${line}, column ${column} of it: ${message}`,
        );
      }
      return {
        kind: "known",
        value: policyValue(parsed.document, parsed.document.root) as JsonObject,
        text: content,
      };
    }
    return { kind: "known", value: {} };
  }

  private addIssue(issue: BaseIssue<unknown>): void {
    const segments = (issue.path ?? []).map(({ key }) => key as string | number);
    const last = segments.at(-1);
    const name = segments.length === 0 ? "The file" : JSON.stringify(String(last));
    const node = nodeAt(this.document.root, segments);
    if (issue.type === "strict_object" && issue.expected === "never") {
      const known = knownKeys(organizationFileSchema, segments.slice(0, -1));
      const meant = didYouMeanSentence(String(last), known);
      this.add(segments, `Unknown key ${name}.${meant} Known keys: ${known.join(", ")}.`, "key");
    } else if (issue.type === "strict_object" && issue.received === "undefined") {
      this.add(segments.slice(0, -1), `The key ${name} is missing.`);
    } else if (isIdentifier(segments) && node?.kind === "scalar" && typeof node.value === "number") {
      this.add(segments, unquotedNumber(name, this.document.slice(node), node.value));
    } else {
      this.add(segments, `${name} ${expectation(issue)}`);
    }
  }

  private add(segments: Segments, message: string, what: "key" | "value" = "value"): void {
    this.problems.push({
      where: this.where(segments, what),
      message,
      offset: offsetOf(this.document.root, segments, what),
    });
  }

  private where(segments: Segments, what: "key" | "value" = "value"): string {
    return at(this.file, this.document.position(offsetOf(this.document.root, segments, what)));
  }

  private failIfAny(): void {
    if (this.problems.length > 0) {
      throw this.error();
    }
  }

  private error(): OrgBackupError {
    return new OrgBackupError("input", `${displayName(this.file)} is not a valid organization file.`, {
      problems: this.problems.toSorted((first, second) => first.offset - second.offset),
      hint: "The format is described in `org-backup help organization-file`.",
    });
  }
}

interface PlainFile {
  readonly value: JsonValue;
  readonly contentsWithNamesTwice: ReadonlySet<JsonObject>;
}

/** A content stands in a policy, in the list of them, in the file. */
const CONTENT_DEPTH = 3;

/** Looks at each object once: at the names in the contents of policies, which count ignoring case, and past all others. */
function readPlain(value: JsonValue): { readonly result: PlainFile; readonly members: number } {
  const contentsWithNamesTwice = new Set<JsonObject>();
  let members = 0;
  const withoutContent = (policy: JsonValue): JsonValue => {
    const content = objectOf(policy).content;
    if (!isJsonObject(content)) {
      return policy;
    }
    const found = NamesFound.in(content, CONTENT_DEPTH);
    members += found.members;
    if (found.areTwice) {
      contentsWithNamesTwice.add(content);
    }
    return { ...objectOf(policy), content: null };
  };
  const { policies } = objectOf(value);
  const rest = Array.isArray(policies)
    ? { ...objectOf(value), policies: (policies as readonly JsonValue[]).map(withoutContent) }
    : value;
  members += memberCount(rest);
  return { result: { value, contentsWithNamesTwice }, members };
}

function expectation(issue: BaseIssue<unknown>): string {
  if (issue.expected === null) {
    return `${issue.message}.`;
  }
  return `must be ${wordsFor(issue.expected)}, found ${issue.received}.`;
}

function wordsFor(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    string: "a string",
    Array: "a list",
    Object: "an object",
    "(Object | string)": "an object or the exact text of the policy",
  };
  return words[expected] ?? expected.replaceAll(" | ", " or ").replaceAll(/[()]/g, "");
}

function isIdentifier(segments: Segments): boolean {
  const last = segments.at(-1);
  return typeof last === "number" || (typeof last === "string" && /id$/i.test(last));
}

function unquotedNumber(name: string, written: string, value: number): string {
  const lost = written.startsWith("0") ? ` and lost its leading zero (read as ${value})` : "";
  const short = lost === "" && written.length < 12 ? " and may have lost a leading zero" : "";
  return `${name} is written as a number${lost}${short}: ids are strings; put it in quotes: "${written.padStart(12, "0")}".`;
}

function valueAt(value: JsonValue, segments: Segments): JsonValue | undefined {
  return segments.reduce<JsonValue | undefined>(
    (container, segment) =>
      container === undefined
        ? undefined
        : (container as Readonly<Record<string | number, JsonValue>>)[segment],
    value,
  );
}

function withoutUndefined(
  settings: OrganizationFile["organization"] & { readonly takenAt: string | undefined },
): OrganizationSettings {
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  ) as unknown as OrganizationSettings;
}
