import type { Note } from "../../effective/assumptions";
import { decidingEvents, explainSettings } from "../../effective/explain";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { ProvenanceEvent } from "../../effective/provenance";
import { inheritanceLevels } from "../../organization/inheritance-levels";
import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Organization } from "../../organization/organization";
import { canonicalJson } from "../../text/json";
import type { JsonObject } from "../../text/json";
import { mismatchOf, noteText, PLAN_NAMES, UNEXPLAINED } from "./mismatch";
import type { ExplainedDifference, Mismatch } from "./mismatch";
import { isOrderOnly, valueDifferences } from "./value-differences";
import type { ValueDifference } from "./value-differences";
import { folded } from "./settle-orders";
import type { OrderSettlement } from "./settle-orders";

/** What documents are compared with besides the prediction. */
export interface DocumentContext {
  readonly organization: Organization;
  /** What was predicted, or is recorded as published, before the last change. */
  readonly earlier: readonly ((accountId: string) => JsonObject | undefined)[];
  readonly orders: OrderSettlement;
  readonly changes: ValueChanges;
}

/** How what AWS published for an account differs from the prediction, and why; nothing where it does not. */
export function documentMismatch(
  id: string,
  effective: EffectivePolicy,
  published: JsonObject,
  { organization, earlier, orders, changes }: DocumentContext,
): readonly Mismatch[] {
  const document = canonicalJson(published);
  const values = changes.of(id, effective, published, document);
  if (values.length === 0) {
    return [];
  }
  const details = { accounts: [id], values, errors: undefined };
  if (orders.explained.has(id)) {
    const because = "Another attachment order gives exactly what AWS published.";
    return [mismatchOf("mismatch-order-unknown", because, details)];
  }
  if (earlier.some((before) => canonicalJsonOf(before(id)) === document)) {
    const because = "AWS still shows what it showed before the last change. Try again with --wait.";
    return [mismatchOf("mismatch-stale", because, details)];
  }
  if (hangsOnUntriedOrders(id, effective, values, organization, orders)) {
    const because =
      "The values depend on the attachment order, and there are more possible orders than are tried.";
    return [mismatchOf("mismatch-order-unknown", because, details)];
  }
  const note = uncertainRule(effective, values, published);
  if (note !== undefined) {
    return [mismatchOf("mismatch-uncertain-rule", noteText(note), details)];
  }
  return [mismatchOf("mismatch-unexplained", UNEXPLAINED, details)];
}

function hangsOnUntriedOrders(
  id: string,
  { orderDependent }: EffectivePolicy,
  values: readonly ValueDifference[],
  organization: Organization,
  { notTried }: OrderSettlement,
): boolean {
  const untried = new Set(notTried);
  const paths = orderDependent.map(({ path }) => path);
  return (
    organization.lineage(id).some((target) => untried.has(target.id)) &&
    values.every((value) => isOrderOnly(value) || paths.includes(value.path.toLowerCase()))
  );
}

/** Accounts share their results, so that the same two documents are compared once. */
export class ValueChanges {
  private readonly known = new Map<EffectivePolicy, Map<string, readonly ExplainedDifference[]>>();

  constructor(private readonly policies: EffectivePolicies) {}

  of(
    id: string,
    effective: EffectivePolicy,
    published: JsonObject,
    document: string,
  ): readonly ExplainedDifference[] {
    const byDocument = this.known.get(effective) ?? new Map<string, readonly ExplainedDifference[]>();
    this.known.set(effective, byDocument);
    const known = byDocument.get(document);
    if (known !== undefined) {
      return known;
    }
    const values = valueDifferences(effective.policy, published).map((value) => ({
      ...value,
      origin: originOf(this.policies, id, value.path),
    }));
    byDocument.set(document, values);
    return values;
  }
}

/** These decide whether a name may be added to a container: what is below it is there or not. */
const ABOUT_NEW_KEYS: readonly string[] = [
  "container-control-blocks-new-keys",
  "assign-alone-admits-new-keys",
  "remove-alone-blocks-new-keys",
];

/** The assumption that may be wrong, if assumptions can explain every one of the differences. */
function uncertainRule(
  effective: EffectivePolicy,
  values: readonly ValueDifference[],
  published: JsonObject,
): Note | undefined {
  const names = effective.notes.find(({ assumption }) => assumption === PLAN_NAMES);
  const rest =
    names === undefined ? values : valueDifferences(effective.policy, folded(published) as JsonObject);
  if (rest.length === 0) {
    return names;
  }
  const notes = rest.map((value) => effective.notes.find((note) => mayExplain(note, value)));
  return notes.every((note) => note !== undefined) ? notes[0] : undefined;
}

function mayExplain({ assumption, path }: Note, value: ValueDifference): boolean {
  const at = value.path.toLowerCase();
  if (assumption === PLAN_NAMES) {
    return false;
  }
  if (ABOUT_NEW_KEYS.includes(assumption)) {
    return at.startsWith(`${path}/`) && (value.predicted === undefined || value.published === undefined);
  }
  return at === path || (assumption === "empty-list-is-rendered" && at.startsWith(`${path}/`));
}

function canonicalJsonOf(document: JsonObject | undefined): string | undefined {
  return document === undefined ? undefined : canonicalJson(document);
}

function originOf(policies: EffectivePolicies, accountId: string, path: string): readonly ProvenanceEvent[] {
  const levels = inheritanceLevels(policies.organization, accountId);
  const setting = explainSettings(levels, path).find((each) => each.path === path.toLowerCase());
  return setting === undefined ? [] : decidingEvents(setting.events);
}
