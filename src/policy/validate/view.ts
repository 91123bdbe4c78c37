import type { SourceMember, SourceNode } from "../../text/source-node";
import { joinPath } from "../../text/policy-path";
import type { CompiledContainer, CompiledSetting } from "./compiled";
import { pathSegment } from "./quoted";

/** A child control list as written. */
export interface ControlView {
  readonly member: SourceMember;
  readonly blocksEverything: boolean;
}

/** A container of a document, read along the grammar. */
export class ContainerView {
  readonly kind = "container";
  control: ControlView | undefined;
  /** The same operator again, in another case. */
  aliased: SourceMember | undefined;
  /** Value operators at the top of the document, which AWS accepts and ignores. */
  ignored: SourceMember | undefined;
  /** By name in lower case. A child that is there but unreadable is `undefined`: it is reported, and not missing. */
  readonly children = new Map<string, View | undefined>();

  constructor(
    readonly grammar: CompiledContainer,
    /** Undefined for the document itself. */
    private readonly member: SourceMember | undefined,
    private readonly source: SourceNode,
    readonly parent: ContainerView | undefined,
  ) {}

  get name(): string {
    return this.member?.key ?? "";
  }

  /** Where it starts, for messages: the key, or the document itself. */
  get offset(): number {
    return this.member?.keyStart ?? this.source.start;
  }

  container(key: string): ContainerView | undefined {
    const child = this.children.get(key);
    return child?.kind === "container" ? child : undefined;
  }

  setting(key: string): SettingView | undefined {
    const child = this.children.get(key);
    return child?.kind === "setting" ? child : undefined;
  }

  /** What `@@assign` gives to a single setting, as text; of an unset or unreadable setting nothing. */
  text(key: string): string | undefined {
    return this.setting(key)?.text;
  }

  containers(): readonly ContainerView[] {
    const containers: ContainerView[] = [];
    this.children.forEach((child) => {
      if (child?.kind === "container") {
        containers.push(child);
      }
    });
    return containers;
  }

  path(): string {
    return joinPath(segmentsOf(this));
  }
}

/** A setting of a document: a leaf with operators. */
export class SettingView {
  readonly kind = "setting";
  control: ControlView | undefined;
  /** The same operator again, in another case. */
  aliased: SourceMember | undefined;
  assign: SourceNode | undefined;
  append: SourceNode | undefined;
  remove: SourceNode | undefined;
  /** Of a setting with a single value the assigned text, valid or not. */
  text: string | undefined;
  /** Of a list the members that it assigns or appends, as text, valid or not. */
  kept: string[] | undefined;

  constructor(
    readonly grammar: CompiledSetting,
    private readonly member: SourceMember,
    readonly parent: ContainerView,
  ) {}

  get name(): string {
    return this.member.key;
  }

  get offset(): number {
    return this.member.keyStart;
  }

  /** Whether it holds a value operator, and not only a control. */
  get hasValue(): boolean {
    return this.assign !== undefined || this.append !== undefined || this.remove !== undefined;
  }

  /** Where the value stands, for messages. */
  get valueOffset(): number {
    return (this.assign ?? this.append ?? this.remove)?.start ?? this.offset;
  }

  path(): string {
    return joinPath(segmentsOf(this));
  }
}

export type View = ContainerView | SettingView;

function segmentsOf(view: View): readonly string[] {
  const segments: string[] = [];
  for (let at: View = view; at.parent !== undefined; at = at.parent) {
    segments.push(pathSegment(at.name));
  }
  return segments.reverse();
}
