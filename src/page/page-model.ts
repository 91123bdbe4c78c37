/**
 * What the page shows at first, and after each what-if; its engine computes it. Text from outside is already
 * safe to show: control and direction characters are escapes.
 */
export interface PageModel {
  readonly summary: PageSummary;
  readonly masthead: PageMasthead;
  /** Root first, then depth first: a target stands before what is below it. */
  readonly nodes: PageNodes;
  readonly policies: readonly PageNamed[];
  /** Null until they are computed; so are the marks until then. */
  readonly changes: readonly PageChange[] | null;
  readonly findings: readonly PageFinding[];
}

export interface PageSummary {
  readonly organization: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** How many days ahead {@link PageSchedule.ahead} goes. */
  readonly daysAhead: number;
  /** No change is shown, but the organization as it is. */
  readonly isState: boolean;
}

/** What stands above everything else. */
export interface PageMasthead {
  readonly headline: string;
  /** Numbers in words; the class of those that are findings. */
  readonly counts: readonly { readonly words: string; readonly severity: string }[];
  /** What to know before all else; `basis` says what it rests on. */
  readonly notes: readonly { readonly kind: "basis" | "remark"; readonly words: string }[];
  readonly organizationChanges: readonly { readonly sign: "+" | "-" | "~"; readonly words: string }[];
}

/** A column each: ten thousand accounts are ten thousand short entries. */
export interface PageNodes {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** Index of the node above; -1 for the root. */
  readonly parents: readonly number[];
  /** What happens to an account; null for the root and OUs. */
  readonly marks: readonly (Mark | null)[];
  /** Accounts that are not ACTIVE: index of the node and the state. */
  readonly states: readonly (readonly [number, string])[];
}

/**
 * What happens to an account. `lost`: no plan is left that runs, or runs in an organization as it is. `gone` and
 * `new`: the account leaves or joins the organization. `unknowable`: decided during apply. `computing`: not computed yet.
 */
export type Mark = "withheld" | "lost" | "unknowable" | "changed" | "new" | "gone" | "same" | "computing";

/** The id as it is, the name safe to show. */
export interface PageNamed {
  readonly id: string;
  readonly name: string;
}

/** A file that the page does not show, and why: as the command line says it. */
export interface PageRefusal {
  readonly kind: "refused";
  readonly message: string;
  readonly problems: readonly { readonly where: string; readonly message: string }[];
  readonly hint: string;
}

/** What a file shows that someone opens in the page. */
export type PageOpened =
  | {
      readonly kind: "organization";
      /** The name of the file. */
      readonly title: string;
      readonly kicker: string;
      readonly model: PageModel;
    }
  | {
      readonly kind: "policy";
      readonly title: string;
      readonly text: string;
      readonly format: "json" | "yaml";
    }
  | PageRefusal;

/** The root, an OU or an account as a place for policies. */
export interface PageTarget {
  /** In attachment order, as far as it is known. */
  readonly attached: readonly PageNamed[];
  readonly isOrderKnown: boolean;
}

/** What AWS would say to a policy's text, and what is unwise in it. */
export interface PageValidation {
  readonly accepted: boolean;
  readonly issues: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
    readonly hint: string;
    /** Counted from 1; 0 if it concerns no single place. */
    readonly line: number;
    readonly column: number;
  }[];
}

/** One account, computed when it is shown. Whatever is shared is there once and pointed to by index. */
export interface PageAccount {
  /** Index of a policy; -1 where the account does not exist on that side. */
  readonly before: number;
  readonly after: number;
  /** What is in force after the change: index of a policy, -1 where no one knows. */
  readonly force: number;
  /** The same before it. */
  readonly forceBefore: number;
  /** Whether an attachment order that is not known decides what is in force: then one of the outcomes is shown. */
  readonly isOrderOpen: boolean;
  /** What is backed up by what is in force after the change: types that it does the same for stand together. */
  readonly types: readonly PageTypes[];
  /** Names of the types that it does not back up. */
  readonly otherTypes: readonly string[];
  /** What the status means, where it means more than that settings differ. */
  readonly sentence: string;
  readonly policies: readonly PagePolicy[];
  readonly plans: readonly PagePlan[];
  readonly schedules: readonly PageSchedule[];
  /** Stories of settings, each as indexes of steps. */
  readonly origins: readonly (readonly number[])[];
  readonly steps: readonly PageStep[];
}

/** What covers the accounts before and after, by what is in force. */
export interface PageCoverage {
  /** By node: the index of the entry; -1 for the root and OUs. */
  readonly of: readonly number[];
  readonly entries: readonly {
    readonly before: Covered;
    readonly after: Covered;
    readonly required: Required;
  }[];
}

/** Null: there is no such account, or it is not active. `unknown`: no one knows whether it is backed up. */
export type Covered = Coverage | "unknown" | null;

/** What a requirement can ask of the coverage. */
export type Measure = "covered" | "gap" | "kept" | "copied";

/** Whether what is required is met after the change; what no one requires, or no one knows, is not there. */
export type Required = Readonly<Partial<Record<Measure, boolean>>>;

/** Types of resource, and how they are backed up. */
export interface PageTypes {
  readonly names: readonly string[];
  /** Only resources with a tag. */
  readonly isTagged: boolean;
  /** As in {@link Coverage}. */
  readonly gap: number | null;
  readonly kept: number;
  /** Where copies go, in words. */
  readonly copies: readonly string[];
}

/** How well a policy covers an account. */
export interface Coverage {
  readonly plans: number;
  readonly rules: number;
  /**
   * The longest time between two backups in minutes: by the most frequent rule of a type, of the type that is worst
   * off among those selected. Null where one of them has no backups to come that repeat.
   */
  readonly gap: number | null;
  /** The days that backups are kept: by the rule that keeps a type longest, of the type that is worst off; -1 for forever, 0 without a rule. */
  readonly kept: number;
  readonly otherAccount: boolean;
  readonly otherRegion: boolean;
  readonly continuous: boolean;
}

export interface PagePolicy {
  readonly status: string;
  /** Indexes of plans. */
  readonly plans: readonly number[];
  /** What AWS reports, where it withholds the policy. */
  readonly errors: readonly string[];
}

/** A plan with the origin of each setting: the same plan from elsewhere is another one. */
export interface PagePlan {
  readonly name: string;
  readonly settings: readonly PageSetting[];
  readonly rules: readonly PageRule[];
}

/** Path below the plan, value, index of the origin (-1: not known). */
export type PageSetting = readonly [string, string | readonly string[], number];

export interface PageRule {
  readonly name: string;
  readonly schedule: number;
  readonly vault: string;
  readonly continuous: boolean;
  /** Days; null for forever. */
  readonly kept: number | null;
  /** Days until cold storage; null where there is none. */
  readonly cold: number | null;
  readonly copies: readonly PageCopy[];
}

export interface PageCopy {
  readonly to: string;
  readonly kept: number | null;
  readonly cold: number | null;
}

export interface PageSchedule {
  readonly expression: string;
  readonly words: string;
  /** The backups to come, in minutes from {@link PageSummary.at}; each entry counts from the one before. */
  readonly ahead: readonly number[];
  /** The longest time between two backups, in words; empty where fewer than two are left. */
  readonly gap: string;
  /** The next backup, ISO 8601; empty where there is none. */
  readonly next: string;
}

/** Policy, target, what it does there, and whether that counts in the end. */
export type PageStep = readonly [string, string, string, "decides" | "overridden" | "blocked"];

export interface PageChange {
  readonly scope: string;
  readonly mark: Mark;
  readonly label: string;
  readonly sentence: string;
  readonly accounts: NodeRanges;
  readonly count: number;
  readonly edits: readonly PageEdit[];
}

/** Sign, where, what, the policies behind it, further lines. */
export type PageEdit = readonly ["+" | "-" | "~", string, string, string, readonly string[]];

export interface PageFinding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly path: string;
  readonly hint: string;
  readonly policies: string;
  /** Of a guardrail: the requirement and where it is written; empty otherwise. */
  readonly requirement: string;
  /** Why someone has accepted it; empty where no one has. */
  readonly acknowledged: string;
  readonly accounts: NodeRanges;
  readonly count: number;
}

/** Nodes from the first to the second index of each pair, both included. */
export type NodeRanges = readonly (readonly [number, number])[];
