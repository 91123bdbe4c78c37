import type { Organization } from "../organization/organization";
import { didYouMeanSentence } from "../text/did-you-mean";
import { constructError } from "./construct-error";
import { elementTarget } from "./element-target";
import { TerraformStack, Token, Tokenization } from "./framework";
import type { IConstruct } from "./framework";
import { refersToElement, resolvedText } from "./late-value";
import type { AttachmentTarget, ManagedUnit, ResolvedTarget } from "./resolved-target";

export const ROOT_KEY = "root";

const ROOT_ID = /^r-[0-9a-z]{4,32}$/;
const TARGET_ID = /^(?:r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|\d{12})$/;
/** The root of an organization, as a resource or a data source tells it. */
const ROOT_REFERENCE = /^(?:data\.)?aws_organizations_organization\.[^.]+\.roots\[0\]\.id$/;

/** Finds targets by id, path, token or construct, and knows which of them are the same one. */
export class AttachmentTargets {
  private readonly byPath = new Map<string, ManagedUnit>();
  private readonly pathByReference = new Map<string, string>();
  private readonly resolved = new Map<string, ResolvedTarget>();
  private idsByPath: ReadonlyMap<string, readonly string[]> | undefined;
  private organization: Organization | undefined;
  private rootId: string | undefined;

  /** From now on paths are looked up in this organization too. */
  useOrganization(organization: Organization): void {
    this.organization = organization;
    this.idsByPath = undefined;
    this.resolved.clear();
  }

  /** Without an organization file, the path `Root` is this one. */
  useRoot(id: string): void {
    this.rootId = id;
  }

  /** The OUs that the code creates. */
  get createdUnits(): readonly ManagedUnit[] {
    return [...this.byPath.values()].filter(({ resource }) => resource !== undefined);
  }

  /** From now on the path of an OU, and each reference to it, is the OU that the code manages. */
  addUnit(construct: IConstruct, unit: ManagedUnit): void {
    if (this.byPath.has(unit.path)) {
      throw constructError(
        construct,
        `The organizational unit ${JSON.stringify(unit.path)} is declared twice.`,
      );
    }
    this.byPath.set(unit.path, unit);
    if (Token.isUnresolved(unit.id)) {
      this.pathByReference.set(referenceKey(construct, unit.id), unit.path);
    }
    this.resolved.clear();
  }

  /** @throws OrgBackupError (`input`) where the target cannot be found, or a path means several */
  resolve(construct: IConstruct, target: AttachmentTarget): ResolvedTarget {
    const each = elementTarget(construct, target);
    if (each !== undefined) {
      return each;
    }
    const text = targetText(construct, target);
    return Token.isUnresolved(text) ? this.byReference(construct, text) : this.byLiteral(construct, text);
  }

  private byLiteral(construct: IConstruct, text: string): ResolvedTarget {
    let found = this.resolved.get(text);
    if (found === undefined) {
      found = this.isId(text) ? this.byId(construct, text) : this.byPathText(construct, text);
      this.resolved.set(text, found);
    }
    return found;
  }

  /** The id at a path in the organization file, where it is the only one. */
  idAt(path: string): string | undefined {
    const [id, ...others] = this.pathIndex().get(path) ?? [];
    return others.length === 0 ? id : undefined;
  }

  private isId(text: string): boolean {
    return TARGET_ID.test(text) || this.organization?.target(text) !== undefined;
  }

  private byId(construct: IConstruct, id: string): ResolvedTarget {
    if (this.organization !== undefined && this.organization.target(id) === undefined) {
      const known = this.ids();
      const meant = didYouMeanSentence(id, known);
      throw constructError(
        construct,
        `There is no root, OU or account ${JSON.stringify(id)} in the organization file.${meant}`,
        "Correct the id, or bring the organization file up to date: org-backup snapshot.",
      );
    }
    const isRoot = ROOT_ID.test(id) || id === this.organization?.root.id;
    const path = this.organization?.path(id);
    const knownId = this.organization === undefined ? undefined : id;
    return isRoot ? { ...this.root(id), path } : { key: id, id, label: id, knownId, path };
  }

  private root(id: string): ResolvedTarget {
    const { organization } = this;
    return {
      key: ROOT_KEY,
      id,
      label: "root",
      knownId: organization?.root.id,
      path: organization?.root.name,
    };
  }

  private byReference(construct: IConstruct, token: string): ResolvedTarget {
    const reference = referenceKey(construct, token);
    const local = reference.slice(reference.indexOf("/") + 1);
    if (ROOT_REFERENCE.test(local)) {
      return this.root(token);
    }
    const path = this.pathByReference.get(reference);
    if (path !== undefined) {
      return this.managed(path, token, this.byPath.get(path));
    }
    const literal = literalTarget(construct, token);
    return literal === undefined
      ? { key: reference, id: token, label: local, knownId: undefined, path: undefined }
      : this.byLiteral(construct, literal);
  }

  private managed(path: string, id: string, unit: ManagedUnit | undefined): ResolvedTarget {
    const known = this.idAt(path);
    // A literal id is an existing OU: named by its id, as where it is attached by id.
    const label = Token.isUnresolved(id) ? path : id;
    const created = unit?.resource === undefined ? {} : { unit };
    return { key: known ?? path, id, label, knownId: known, path, ...created };
  }

  private byPathText(construct: IConstruct, text: string): ResolvedTarget {
    const path = text.replace(/\/+$/, "");
    const unit = this.byPath.get(path);
    if (unit !== undefined) {
      return this.managed(path, unit.id, unit);
    }
    const [id, ...others] = this.pathIndex().get(path) ?? [];
    if (id === undefined && path === "Root" && this.organization === undefined && this.rootId !== undefined) {
      return this.root(this.rootId);
    }
    if (id === undefined) {
      throw this.notFound(construct, path);
    }
    if (others.length > 0) {
      throw constructError(
        construct,
        `The path ${JSON.stringify(path)} matches several targets: ${[id, ...others].join(", ")}.`,
        "Name the id instead.",
      );
    }
    return this.byId(construct, id);
  }

  private notFound(construct: IConstruct, path: string): Error {
    const known = [...this.byPath.keys(), ...this.pathIndex().keys()];
    if (known.length === 0) {
      return constructError(
        construct,
        `The target ${JSON.stringify(path)} is not an id, and there is no organization to look a path up in.`,
        "Create a BackupOrganization with the organization file first, or declare the OU in OrganizationalUnits first.",
      );
    }
    return constructError(
      construct,
      `There is no root, OU or account at the path ${JSON.stringify(path)}.${didYouMeanSentence(path, known)}`,
      "A path begins with the name of the root: Root/Production/Payments. OUs that the code creates are declared in OrganizationalUnits first.",
    );
  }

  private pathIndex(): ReadonlyMap<string, readonly string[]> {
    this.idsByPath ??= indexByPath(this.organization);
    return this.idsByPath;
  }

  private ids(): readonly string[] {
    return [...this.pathIndex().values()].flat();
  }
}

function indexByPath(organization: Organization | undefined): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  if (organization === undefined) {
    return index;
  }
  const open = [{ id: organization.root.id, path: organization.root.name }];
  // Grows while it is walked.
  for (const { id, path } of open) {
    const ids = index.get(path);
    if (ids === undefined) {
      index.set(path, [id]);
    } else {
      ids.push(id);
    }
    for (const child of organization.children(id)) {
      open.push({ id: child, path: `${path}/${organization.target(child)?.name ?? child}` });
    }
  }
  return index;
}

function targetText(construct: IConstruct, target: unknown): string {
  if (Tokenization.isResolvable(target)) {
    return Token.asString(target);
  }
  if (typeof target === "object" && target !== null) {
    return objectText(construct, target);
  }
  if (typeof target !== "string" || target === "") {
    throw constructError(
      construct,
      `${describeTarget(target)} is not a target.`,
      "A target is the id of a root, OU or account, a path such as Root/Production, a token or a construct.",
    );
  }
  return target;
}

function objectText(construct: IConstruct, target: object): string {
  const { terraformResourceType: type } = target as { readonly terraformResourceType?: unknown };
  if (type === "aws_organizations_organization") {
    throw constructError(
      construct,
      "A policy is attached to the root of an organization, not to the organization.",
      'Use OrganizationBackupAccess.rootId, organization.roots.get(0).id, or the path "Root".',
    );
  }
  const { targetId, id } = target as { readonly targetId?: unknown; readonly id?: unknown };
  const text = targetId ?? id;
  if (text === undefined) {
    throw constructError(
      construct,
      "An object without targetId and id is not a target.",
      "Give the id itself, or an object that has one of the two.",
    );
  }
  return targetText(construct, text);
}

function describeTarget(target: unknown): string {
  return target === "" ? "An empty text" : `The value ${String(target)}`;
}

/** What a token stands for if the code itself produces it, and not Terraform. */
function literalTarget(construct: IConstruct, token: string): string | undefined {
  const text = resolvedText(construct, token);
  if (typeof text !== "string") {
    throw constructError(
      construct,
      "A target is a token that is not a single string.",
      "For one target for each element of a list, give TerraformIterator.fromList(list) as the target.",
    );
  }
  if (refersToElement(text)) {
    throw constructError(
      construct,
      "A target refers to an element of an iterator (each.key or each.value).",
      "Give the iterator itself as the target, or { forEach: iterator, targetId: iterator.getString(...) }.",
    );
  }
  return /[$%]\{/.test(text) ? undefined : text;
}

/** `stack/type.name.attribute` of a reference, or `stack/expression`: the same for every token that means it. */
function referenceKey(construct: IConstruct, token: string): string {
  const { tokens, literals } = Tokenization.reverseString(token);
  const [first] = tokens as readonly unknown[];
  const { identifier, originStack } = (first ?? {}) as { identifier?: unknown; originStack?: unknown };
  if (tokens.length !== 1 || literals.length > 0 || typeof identifier !== "string") {
    const text = String(resolvedText(construct, token));
    const expression = /^\$\{([^]*)\}$/.exec(text)?.[1] ?? text;
    return `${TerraformStack.of(construct).node.path}/${expression}`;
  }
  const stack = TerraformStack.isStack(originStack) ? originStack : TerraformStack.of(construct);
  return `${stack.node.path}/${identifier}`;
}
