import { didYouMeanSentence } from "../../text/did-you-mean";
import { toValue } from "../../text/source-node";
import type { SourceMember, SourceNode } from "../../text/source-node";
import { CHILD_CONTROL } from "../operator-set";
import type { ValueOperator } from "../operator-set";
import { isOperatorLike, operatorOf, OPERATOR_KEYS } from "../operators";
import type { CompiledSetting } from "./compiled";
import { explainValue } from "./explain-value";
import { quoted } from "./quoted";
import { readControl } from "./read-control";
import type { Reading } from "./reading";
import type { RefusalRule } from "./refusals";
import { UNDECIDED } from "./undecided";
import { SettingView } from "./view";
import type { ContainerView } from "./view";

/** Reads a leaf: its operators, and the form of their operands. */
export function readSetting(
  member: SourceMember,
  grammar: CompiledSetting,
  parent: ContainerView,
  reading: Reading,
): SettingView | undefined {
  const view = new SettingView(grammar, member, parent);
  const { value } = member;
  if (value.kind !== "object") {
    refuse(
      "operator-missing",
      `${key(view)} has its value directly; it must be under an operator.`,
      value,
      view,
      reading,
      {
        hint: example(value, view),
      },
    );
    return undefined;
  }
  // Most settings hold one operator, which has nothing before it.
  const before =
    value.members.length > 1 ? { keys: new Set<string>(), operators: new Set<string>() } : undefined;
  for (const operator of value.members) {
    readOperator(operator, before, view, reading);
  }
  return view;
}

/** @param before the members before it: the same operator in another case is not recorded to be refused */
function readOperator(
  member: SourceMember,
  before: { readonly keys: Set<string>; readonly operators: Set<string> } | undefined,
  view: SettingView,
  reading: Reading,
): void {
  const operator = operatorOf(member.key);
  if (operator === undefined) {
    refuseUnknown(member, view, reading);
    return;
  }
  if (before?.keys.has(member.key) === true) {
    reading.findings.refuse("duplicate-key", {
      message: `${quoted(member.key)} appears twice in ${key(view)}.`,
      path: view.path(),
      offset: member.keyStart,
    });
    return;
  }
  if (before?.operators.has(operator) === true) {
    view.aliased ??= member;
    reading.isUnusual = true;
  }
  before?.keys.add(member.key);
  before?.operators.add(operator);
  if (operator === CHILD_CONTROL) {
    view.control = readControl(member, view, reading);
  } else if (view.grammar.isList) {
    readList(operator, member, view, reading);
  } else {
    readSingle(operator, member, view, reading);
  }
}

function readSingle(
  operator: ValueOperator,
  member: SourceMember,
  view: SettingView,
  reading: Reading,
): void {
  const { value } = member;
  if (operator !== "@@assign") {
    const message = `${key(view)} has a single value: it takes @@assign only, not ${operator}.`;
    refuse("operator-on-single", message, { start: member.keyStart }, view, reading);
    return;
  }
  view.assign = value;
  if (value.kind !== "scalar") {
    const only = value.kind === "list" && value.items.length === 1 ? value.items[0] : undefined;
    refuse("scalar-expected", `${key(view)} takes one value, not ${a(value)}.`, value, view, reading, {
      hint: only?.kind === "scalar" ? example(only, view) : undefined,
    });
    return;
  }
  view.text = reading.document.scalarText(value);
  reading.isUnusual ||= value.value === null;
  if (!view.grammar.check(view.text) || (value.value === null && !UNDECIDED.nullCountsAsText.holds)) {
    refuseValue(view.text, value, view, reading);
  }
}

function readList(operator: ValueOperator, member: SourceMember, view: SettingView, reading: Reading): void {
  const { value } = member;
  view[operator === "@@assign" ? "assign" : operator === "@@append" ? "append" : "remove"] = value;
  if (value.kind !== "list") {
    refuse("list-expected", `${key(view)} takes a list, not ${a(value)}.`, value, view, reading, {
      hint: value.kind === "scalar" ? example(value, view, operator) : undefined,
    });
    return;
  }
  if (value.items.length === 0 && !view.grammar.mayBeEmpty) {
    refuse("list-empty", `${key(view)} takes a list with at least one member.`, value, view, reading);
  }
  view.kept ??= [];
  for (const item of value.items) {
    if (item.kind !== "scalar") {
      refuse(
        "scalar-expected",
        `${key(view)} takes a list of strings, not of ${item.kind}s.`,
        item,
        view,
        reading,
      );
      continue;
    }
    const text = reading.document.scalarText(item);
    if (operator !== "@@remove") {
      view.kept.push(text);
    }
    if (!view.grammar.check(text) || (item.value === null && !UNDECIDED.nullCountsAsText.holds)) {
      refuseValue(text, item, view, reading);
    }
  }
}

function refuseValue(text: string, source: SourceNode, view: SettingView, reading: Reading): void {
  const { node } = view.grammar;
  const explained = explainValue(text, node.kind === "list" ? node.members : node.value);
  const isNull = source.kind === "scalar" && source.value === null;
  const { demand } = explained;
  const hint = isNull ? `Remove ${key(view)}, or give it a value: null is not one.` : explained.hint;
  refuse(
    "value-not-allowed",
    `${quoted(text)} is not allowed for ${key(view)}: it takes ${demand}.`,
    source,
    view,
    reading,
    {
      hint,
    },
  );
}

function refuseUnknown(member: SourceMember, view: SettingView, reading: Reading): void {
  const operatorLike = isOperatorLike(member.key);
  const rule: RefusalRule = operatorLike ? "operator-unknown" : "unknown-key";
  const what = operatorLike
    ? "is not an inheritance operator"
    : `may not stand in ${key(view)}: a setting contains only operators`;
  refuse(rule, `${quoted(member.key)} ${what}.`, { start: member.keyStart }, view, reading, {
    hint: didYouMeanSentence(member.key.slice(0, 60), OPERATOR_KEYS).trim(),
  });
}

function refuse(
  rule: RefusalRule,
  message: string,
  source: { readonly start: number },
  view: SettingView,
  reading: Reading,
  { hint }: { readonly hint?: string | undefined } = {},
): void {
  reading.findings.refuse(rule, { message, path: view.path(), offset: source.start, hint });
}

function key(view: SettingView): string {
  return view.grammar.place.key;
}

function a(value: SourceNode): string {
  return value.kind === "object" ? "an object" : value.kind === "list" ? "a list" : "a single value";
}

/** The right way to write a value that stands there in a wrong one; long values are left out. Only what would be accepted is proposed. */
function example(value: SourceNode, view: SettingView, operator: ValueOperator = "@@assign"): string {
  const { isList, check, node } = view.grammar;
  const items = value.kind === "list" ? value.items : [value];
  const fits = items.every(
    (item) => item.kind === "scalar" && item.value !== null && check(String(item.value)),
  );
  const isOne = items.length === 1;
  if (!fits || items.length === 0 || (!isList && !isOne)) {
    const { demand } = explainValue("", node.kind === "list" ? node.members : node.value);
    return `Write {"${operator}": ${isList ? "[...]" : "..."}} with ${demand}, or remove ${key(view)}.`;
  }
  const plain = items.map(toValue);
  const text = JSON.stringify(isList ? plain : plain[0]);
  return `Write {"${operator}": ${text.length <= 60 ? text : "..."}}.`;
}
