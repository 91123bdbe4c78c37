import type { SourceMember, SourceNode, SourceObject } from "../../text/source-node";
import { isOperatorLike, operatorOf, OPERATOR_KEYS } from "../operators";
import { CHILD_CONTROL } from "../operator-set";
import { NAME_PATTERN, NAME_WORDS } from "../grammar/name-pattern";
import { didYouMeanSentence } from "../../text/did-you-mean";
import type { Compiled, CompiledContainer } from "./compiled";
import { describe, sentence } from "./describe";
import { pathSegment, quoted } from "./quoted";
import { readControl } from "./read-control";
import { readSetting } from "./read-setting";
import type { Reading } from "./reading";
import { suggestKey } from "./suggest-key";
import { ContainerView } from "./view";
import type { View } from "./view";

const isName = new RegExp(NAME_PATTERN);

/** Reads an object along the grammar and reports everything that does not fit. */
export function readContainer(
  source: SourceNode,
  grammar: CompiledContainer,
  member: SourceMember | undefined,
  parent: ContainerView | undefined,
  reading: Reading,
): ContainerView | undefined {
  const view = new ContainerView(grammar, member, source, parent);
  if (source.kind !== "object") {
    reading.findings.refuse("object-expected", {
      message: `${sentence(describe(view))} must be an object.`,
      path: view.path(),
      offset: source.start,
    });
    return undefined;
  }
  reading.containers.push(view);
  readMembers(source, view, reading);
  return view;
}

function readMembers(source: SourceObject, view: ContainerView, reading: Reading): void {
  let operators: Map<string, string> | undefined;
  for (const member of source.members) {
    const { key } = member;
    if (isOperatorLike(key)) {
      operators ??= new Map();
      readOperator(member, view, operators, reading);
      continue;
    }
    const child = view.grammar.child ?? findKey(view.grammar, key);
    // Names of the syntax are spelled in one way already, and compared by identity then.
    const name =
      view.grammar.child === undefined && child !== undefined ? child.place.name : key.toLowerCase();
    if (child === undefined) {
      refuseUnknownKey(member, view, reading);
    } else if (view.children.has(name)) {
      refuseDuplicate(member, view, reading);
    } else {
      if (view.grammar.names === "name" && !isName.test(key)) {
        refuseName(member, view, reading);
      }
      view.children.set(name, readChild(member, child, view, reading));
    }
  }
}

function findKey(grammar: CompiledContainer, key: string): Compiled | undefined {
  return grammar.keys.get(key) ?? grammar.keys.get(key.toLowerCase());
}

function readChild(
  member: SourceMember,
  child: Compiled,
  view: ContainerView,
  reading: Reading,
): View | undefined {
  return child.kind === "container"
    ? readContainer(member.value, child, member, view, reading)
    : readSetting(member, child, view, reading);
}

function readOperator(
  member: SourceMember,
  view: ContainerView,
  seen: Map<string, string>,
  reading: Reading,
): void {
  const { key } = member;
  const operator = operatorOf(key);
  if (operator === undefined) {
    reading.findings.refuse("operator-unknown", {
      message: `${quoted(key)} is not an inheritance operator.`,
      path: view.path(),
      offset: member.keyStart,
      hint: didYouMeanSentence(key.slice(0, 60), OPERATOR_KEYS).trim(),
    });
  } else if (seen.get(operator) === key) {
    refuseDuplicate(member, view, reading);
  } else if (operator === CHILD_CONTROL) {
    view.control = readControl(member, view, reading);
  } else if (view.parent !== undefined) {
    reading.findings.refuse("operator-on-container", {
      message: `${sentence(describe(view))} is a container: it takes no ${operator}. Only settings do.`,
      path: view.path(),
      offset: member.keyStart,
      hint: "Put the operator into each setting below.",
    });
  } else if (holdsContainer(member.value)) {
    reading.findings.refuse("root-operand", {
      message: `AWS ignores ${operator} at the top of a document, but refuses it with ${member.value.kind === "object" ? "an object" : "a list that holds an object or a list"}.`,
      path: "",
      offset: member.value.start,
      hint: `Remove ${operator}; operators belong in settings.`,
    });
  } else {
    view.ignored ??= member;
  }
  if (operator !== undefined) {
    if (seen.has(operator) && seen.get(operator) !== key) {
      view.aliased ??= member;
      reading.isUnusual = true;
    }
    seen.set(operator, key);
  }
}

/** Recorded for AI opt-out and chat policies, and the same as every recorded answer for backup policies. */
function holdsContainer(operand: SourceNode): boolean {
  return (
    operand.kind === "object" ||
    (operand.kind === "list" && operand.items.some((item) => item.kind !== "scalar"))
  );
}

function refuseUnknownKey(member: SourceMember, view: ContainerView, reading: Reading): void {
  const { node } = view.grammar;
  const parent = view.path();
  const segment = pathSegment(member.key);
  reading.findings.refuse("unknown-key", {
    message: `${quoted(member.key)} is not a key of ${node.title}.`,
    path: parent === "" ? segment : `${parent}/${segment}`,
    offset: member.keyStart,
    hint: node.kind === "fixed" ? suggestKey(member.key, node) : undefined,
  });
}

function refuseDuplicate(member: SourceMember, view: ContainerView, reading: Reading): void {
  reading.findings.refuse("duplicate-key", {
    message: `${quoted(member.key)} appears twice in ${describe(view)}; names that differ only in case are the same.`,
    path: view.path(),
    offset: member.keyStart,
  });
}

function refuseName(member: SourceMember, view: ContainerView, reading: Reading): void {
  const { node } = view.grammar;
  const kind = node.kind === "named" ? node.placeholder : "key";
  reading.findings.refuse("name-format", {
    message: `${quoted(member.key)} is not allowed as the name of a ${kind}: names hold ${NAME_WORDS}.`,
    path: view.path(),
    offset: member.keyStart,
  });
}
