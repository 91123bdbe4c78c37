import { shownValue } from "./props/prop-rules";
import { AppRegistry } from "./app-registry";
import { DataAwsOrganizationsOrganizationalUnit, OrganizationsOrganizationalUnit } from "./aws-bindings";
import { constructError, readable } from "./construct-error";
import { constructIdOf } from "./construct-id";
import { Construct, Token } from "./framework";
import type { AttachmentTarget, ResolvedTarget } from "./resolved-target";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";
import { tagsFor } from "./terraform-tags";
import { escapeTemplate } from "./terraform-text";
import { didYouMeanSentence } from "../text/did-you-mean";

/** An OU with the OUs below it, by name. */
export interface OrganizationalUnitNode {
  /**
   * The OU exists and is looked up: in the organization file, or else by name when Terraform plans.
   * Otherwise Terraform creates it.
   *
   * @default false
   */
  readonly existing?: boolean;

  /**
   * Tags of an OU that Terraform creates.
   *
   * @default - none
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * The OUs below this one, by name.
   *
   * @default - none
   */
  readonly units?: Readonly<Record<string, OrganizationalUnitNode>>;
}

export interface OrganizationalUnitsProps extends ResourceProps {
  /**
   * Where the tree begins: a root or an OU, as a path, an id or a construct.
   *
   * @default - the root of the organization, from the organization file or the app's OrganizationBackupAccess
   */
  readonly parent?: AttachmentTarget;

  /** The OUs directly below the parent, by name. */
  readonly units: Readonly<Record<string, OrganizationalUnitNode>>;
}

/** One OU of the tree. */
export interface OrganizationalUnitHandle {
  /** The id: a literal, or a reference where it is known only during apply. */
  readonly targetId: string;
  /** Names from the root down: `Root/Workloads/Production`. */
  readonly path: string;
}

const MAX_DEPTH = 5;

/**
 * OUs as a tree of names, new and existing ones mixed. Policies and stack sets can then name their targets
 * by path.
 *
 * @throws OrgBackupError (`input`) for a name that AWS refuses, a tree that is too deep, or a parent that
 * does not exist
 */
export class OrganizationalUnits extends BackupConstruct {
  private readonly handles = new Map<string, OrganizationalUnitHandle>();
  private readonly registry: AppRegistry;
  private readonly parentPath: string;

  constructor(scope: Construct, id: string, given: OrganizationalUnitsProps) {
    super("OrganizationalUnits", scope, id);
    const props = checkedProps(this, given, PROP_RULES, ["units"]);
    this.registry = AppRegistry.of(this);
    const parent = readable(this, "parent", () =>
      this.registry.targets.resolve(this, props.parent ?? this.root()),
    );
    if (parent.iterator !== undefined) {
      throw constructError(this, "parent is an iterator.", "Give one root or OU.");
    }
    this.parentPath = parent.path ?? "Root";
    this.add(this, this.parentPath, parent, props.units, true);
    this.useResourceProps(props);
  }

  /**
   * An OU of the tree.
   *
   * @param path names below the parent, `Workloads/Production`, or from the root
   * @throws OrgBackupError (`input`) where the tree has no such OU
   */
  unit(path: string): OrganizationalUnitHandle {
    if (typeof path !== "string") {
      throw constructError(
        this,
        `The path is ${shownValue(path)}; it must be a string.`,
        "Give the names of the OUs: Production/Payments.",
      );
    }
    const handle = this.handles.get(path) ?? this.handles.get(`${this.parentPath}/${path}`);
    if (handle === undefined) {
      const known = [...this.handles.keys()];
      throw constructError(
        this,
        `The tree has no OU ${JSON.stringify(path)}.${didYouMeanSentence(path, known)}`,
        `It has ${known.join(", ")}.`,
      );
    }
    return handle;
  }

  private root(): AttachmentTarget {
    const root = this.registry.organization?.root.id ?? this.registry.access;
    if (root === undefined) {
      throw constructError(
        this,
        "The root of the organization is not known.",
        "Give parent, or create an OrganizationBackupAccess or a BackupOrganization first.",
      );
    }
    return root;
  }

  private add(
    scope: Construct,
    parentPath: string,
    parent: ResolvedTarget,
    units: Readonly<Record<string, OrganizationalUnitNode>>,
    isParentExisting: boolean,
  ): void {
    for (const [name, node] of Object.entries(units)) {
      const path = `${parentPath}/${name}`;
      this.check(name, path, node, isParentExisting);
      const holder = new Construct(scope, constructIdOf(name));
      const created = node.existing === true ? undefined : this.create(holder, name, parent.id, node);
      const targetId = created?.id ?? this.existing(holder, name, path, parent.id);
      this.handles.set(path, { targetId, path });
      const resource = created === undefined ? {} : { resource: created };
      this.registry.targets.addUnit(holder, { path, name, id: targetId, parent, ...resource });
      const target = this.registry.targets.resolve(holder, path);
      this.add(holder, path, target, node.units ?? {}, node.existing === true);
    }
  }

  private check(name: string, path: string, node: OrganizationalUnitNode, isParentExisting: boolean): void {
    if (Token.isUnresolved(name)) {
      throw constructError(
        this,
        "The name of an OU in units is a token, but paths and addresses are made of names.",
        "Write the name itself.",
      );
    }
    if (name.length < 1 || name.length > 128 || name.includes("/")) {
      throw constructError(
        this,
        `${JSON.stringify(name)} is not a valid OU name: 1 to 128 characters without a slash.`,
      );
    }
    if (path.split("/").length - 1 > MAX_DEPTH) {
      throw constructError(
        this,
        `The OU ${JSON.stringify(path)} is more than ${MAX_DEPTH} levels below the root, which AWS refuses.`,
      );
    }
    if (node.existing === true && !isParentExisting) {
      throw constructError(
        this,
        `The OU ${JSON.stringify(path)} cannot exist, since the OU above it does not exist yet.`,
        "Mark the OU above it as existing too.",
      );
    }
  }

  private existing(scope: Construct, name: string, path: string, parentId: string): string {
    const known = this.registry.targets.idAt(path);
    return (
      known ??
      new DataAwsOrganizationsOrganizationalUnit(scope, "existing", { name: escapeTemplate(name), parentId })
        .id
    );
  }

  private create(
    scope: Construct,
    name: string,
    parentId: string,
    node: OrganizationalUnitNode,
  ): OrganizationsOrganizationalUnit {
    const unit = new OrganizationsOrganizationalUnit(scope, "unit", {
      name: escapeTemplate(name),
      parentId,
      ...tagsFor(this, node.tags),
    });
    this.registry.order.after(unit, ["access"]);
    return unit;
  }
}

const UNIT_PROP_RULES: PropRules<OrganizationalUnitNode> = {
  existing: "boolean",
  tags: "any",
  units: NestedProps.map<OrganizationalUnitNode>(() => UNIT_PROP_RULES),
};

const PROP_RULES: PropRules<OrganizationalUnitsProps> = {
  ...RESOURCE_PROP_RULES,
  parent: "any",
  units: NestedProps.map<OrganizationalUnitNode>(() => UNIT_PROP_RULES),
};
