import { unusedAccountIds } from "../organization/unused-account-ids";
import { firstSuggestions } from "../text/did-you-mean";
import { grouped } from "../text/grouped";
import type { Call } from "./call";
import { add } from "./draft/indexes";
import type { OrganizationDraft } from "./draft/organization-draft";

export type Named =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly message: string };

interface NamedThing {
  readonly id: string;
  readonly name: string;
}

type Index = Map<string, Set<string>>;

/** Finds targets, accounts and policies by id, path or name, while calls create and move accounts. */
export class NamedThings {
  private readonly unitsByPath: Index = new Map();
  private readonly unitsByName: Index = new Map();
  private readonly accountsByPath: Index = new Map();
  private readonly accountsByName: Index = new Map();
  private readonly policiesByName: Index = new Map();
  private readonly accountPaths = new Map<string, string>();
  /** An id for one more account. */
  readonly newAccountId: () => string;
  private readonly nearTarget: (word: string) => string;
  private readonly nearAccount: (word: string) => string;
  private readonly nearPolicy: (word: string) => string;

  constructor(private readonly organization: OrganizationDraft) {
    for (const { id, name } of this.rootAndUnits()) {
      add(this.unitsByPath, organization.path(id), id);
      add(this.unitsByName, name, id);
    }
    for (const account of organization.allAccounts) {
      this.putAccount(account);
    }
    for (const { id, name } of organization.allPolicies) {
      add(this.policiesByName, name, id);
    }
    this.newAccountId = unusedAccountIds((id) => organization.account(id) !== undefined);
    this.nearTarget = firstSuggestions(() => words([...this.rootAndUnits(), ...organization.allAccounts]));
    this.nearAccount = firstSuggestions(() => words(organization.allAccounts));
    this.nearPolicy = firstSuggestions(() => words(organization.allPolicies));
  }

  target(wanted: string): Named {
    return this.organization.isTarget(wanted)
      ? { ok: true, id: wanted }
      : (oneOf(wanted, this.unitsByPath, this.accountsByPath) ??
          oneOf(wanted, this.unitsByName, this.accountsByName) ??
          missing("root, OU or account", wanted, this.nearTarget));
  }

  account(wanted: string): Named {
    return this.organization.account(wanted) !== undefined
      ? { ok: true, id: wanted }
      : (oneOf(wanted, this.accountsByPath) ??
          oneOf(wanted, this.accountsByName) ??
          missing("account", wanted, this.nearAccount));
  }

  policy(wanted: string): Named {
    return this.organization.policy(wanted) !== undefined
      ? { ok: true, id: wanted }
      : (oneOf(wanted, this.policiesByName) ?? missing("policy", wanted, this.nearPolicy));
  }

  /** To be told of calls that were carried out. */
  follow(calls: readonly Call[]): void {
    for (const call of calls) {
      const id =
        call.operation === "CreateAccount"
          ? call.id
          : call.operation === "MoveAccount"
            ? call.accountId
            : undefined;
      const account = typeof id === "string" ? this.organization.account(id) : undefined;
      if (account !== undefined) {
        this.accountsByPath.get(this.accountPaths.get(account.id) ?? "")?.delete(account.id);
        this.putAccount(account);
      }
    }
  }

  private rootAndUnits(): readonly NamedThing[] {
    return [this.organization.root, ...this.organization.allUnits];
  }

  private putAccount({ id, name }: NamedThing): void {
    const path = this.organization.path(id);
    this.accountPaths.set(id, path);
    add(this.accountsByPath, path, id);
    add(this.accountsByName, name, id);
  }
}

/** How many of the things of one name are listed. */
const MOST_LISTED = 10;

/** The only thing with the name or path, or that there are several; undefined if there is none. */
function oneOf(wanted: string, ...indexes: readonly Index[]): Named | undefined {
  const found = indexes.flatMap((index) => index.get(wanted) ?? []);
  const count = found.reduce((sum, { size }) => sum + size, 0);
  const ids: string[] = [];
  for (const each of found) {
    for (const id of each) {
      if (ids.length === MOST_LISTED) {
        break;
      }
      ids.push(id);
    }
  }
  const [id] = ids;
  if (id === undefined || count === 1) {
    return id === undefined ? undefined : { ok: true, id };
  }
  const more = count > ids.length ? ` and ${grouped(count - ids.length)} more` : "";
  return {
    ok: false,
    message: `${grouped(count)} of them are named ${JSON.stringify(wanted)}: give one's id (${ids.join(", ")}${more}).`,
  };
}

function missing(what: string, wanted: string, suggestion: (word: string) => string): Named {
  return { ok: false, message: `There is no ${what} ${JSON.stringify(wanted)}.${suggestion(wanted)}` };
}

function* words(things: Iterable<NamedThing>): Iterable<string> {
  for (const { id, name } of things) {
    yield name;
    yield id;
  }
}
