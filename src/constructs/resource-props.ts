import type { PropRules } from "./props/prop-rules";
import { checkedScope } from "./checked-scope";
import { constructError } from "./construct-error";
import { addDependencies } from "./creation-order";
import { Construct, TerraformDataSource, TerraformResource } from "./framework";
import type {
  IConstruct,
  ITerraformDependable,
  TerraformProvider,
  TerraformResourceLifecycle,
} from "./framework";
import { stackProvider } from "./stack-provider";

/** What every construct takes for the Terraform resources that it creates. */
export interface ResourceProps {
  /**
   * The AWS provider of the resources.
   *
   * @default - the provider of the stack: the one without an alias, or the only one
   */
  readonly provider?: TerraformProvider;

  /**
   * What Terraform must create first: resources, or constructs of this package.
   *
   * @default - what AWS requires, added automatically
   */
  readonly dependsOn?: readonly (ITerraformDependable | BackupConstruct)[];

  /**
   * Terraform's `lifecycle` for every resource of the construct.
   *
   * @default - depends on the construct
   */
  readonly lifecycle?: TerraformResourceLifecycle;
}

/** How the properties are checked that every construct takes. */
export const RESOURCE_PROP_RULES: PropRules<ResourceProps> = {
  provider: "any",
  dependsOn: "list",
  lifecycle: "any",
};

/** A construct with Terraform resources. */
export abstract class BackupConstruct extends Construct {
  private resourceProps: ResourceProps = {};
  private readonly applied = new WeakSet<IConstruct>();

  constructor(name: string, scope: Construct, id: string) {
    super(checkedScope(name, scope, id), id);
  }

  /** The Terraform resources of the construct, for imports and overrides. */
  get resources(): readonly TerraformResource[] {
    return this.node.findAll().filter(isResource);
  }

  /** Called at the end of a constructor. */
  protected useResourceProps(props: ResourceProps): void {
    this.resourceProps = props;
    this.node.findAll().forEach((element) => this.applyResourceProps(element));
  }

  /** Called for an element that is created later. */
  protected applyResourceProps(element: IConstruct): void {
    if (this.applied.has(element)) {
      return;
    }
    this.applied.add(element);
    if (isResource(element)) {
      this.applyTo(element);
    } else if (TerraformDataSource.isTerraformDataSource(element)) {
      this.applyToDataSource(element);
    }
  }

  private applyTo(resource: TerraformResource): void {
    const { provider, dependsOn, lifecycle } = this.resourceProps;
    resource.provider ??= provider ?? stackProvider(resource);
    if (dependsOn !== undefined) {
      addDependencies(resource, dependsOn.flatMap(dependencyOf));
    }
    if (lifecycle !== undefined) {
      resource.lifecycle = mergedLifecycle(resource.lifecycle, lifecycle);
    }
  }

  private applyToDataSource(source: TerraformDataSource): void {
    const { provider, dependsOn, lifecycle } = this.resourceProps;
    source.provider ??= provider ?? stackProvider(source);
    if (this.resources.length > 0) {
      return;
    }
    if (dependsOn !== undefined) {
      addDependencies(source, dependsOn.flatMap(dependencyOf));
    }
    if (lifecycle !== undefined) {
      throw constructError(
        this,
        "There is no resource that a lifecycle could be for: the construct only reads.",
        "Leave lifecycle out.",
      );
    }
  }
}

function isResource(element: IConstruct): element is TerraformResource {
  return TerraformResource.isTerraformResource(element);
}

function dependencyOf(dependency: ITerraformDependable | BackupConstruct): readonly ITerraformDependable[] {
  return dependency instanceof BackupConstruct ? dependency.resources : [dependency];
}

/** What a construct says about changes to ignore stays. */
function mergedLifecycle(
  own: TerraformResourceLifecycle | undefined,
  given: TerraformResourceLifecycle,
): TerraformResourceLifecycle {
  const [before, added] = [own?.ignoreChanges, given.ignoreChanges];
  const ignoreChanges =
    Array.isArray(before) && Array.isArray(added) ? [...new Set([...before, ...added])] : (added ?? before);
  return { ...own, ...given, ...(ignoreChanges === undefined ? {} : { ignoreChanges }) };
}
