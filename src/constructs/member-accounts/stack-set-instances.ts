import { CloudformationStackSetInstance } from "../aws-bindings";
import type { CloudformationStackSet } from "../aws-bindings";
import type { ResolvedTarget } from "../resolved-target";
import { Lazy } from "../framework";
import type { Construct } from "../framework";
import { constructIdOf } from "../construct-id";
import { awsProviderMajor } from "../provider-version";

export interface StackSetInstancesProps {
  readonly stackSet: CloudformationStackSet;
  readonly targets: readonly ResolvedTarget[];
  /** The home Region first. */
  readonly regions: readonly string[];
  readonly callAs: "SELF" | "DELEGATED_ADMIN";
  readonly retainStacks: boolean;
  /** How long all accounts of a target may take in one Region. */
  readonly timeout: string;
}

/**
 * One resource for each target and Region, one after the other. The resource for many at once reads its
 * targets back from the existing stacks, so an OU without accounts would always show as a change, and
 * a change of targets can delete all stacks.
 */
export function stackSetInstances(
  scope: Construct,
  props: StackSetInstancesProps,
): readonly CloudformationStackSetInstance[] {
  const instances: CloudformationStackSetInstance[] = [];
  for (const region of props.regions) {
    for (const target of props.targets) {
      const previous = instances.at(-1);
      instances.push(
        new CloudformationStackSetInstance(scope, constructIdOf(`instances-${target.label}-${region}`), {
          stackSetName: props.stackSet.name,
          callAs: props.callAs,
          ...instanceRegion(scope, region),
          deploymentTargets: { organizationalUnitIds: [target.id] },
          retainStack: props.retainStacks,
          timeouts: { create: props.timeout, update: props.timeout, delete: props.timeout },
          ...(previous === undefined ? {} : { dependsOn: [previous] }),
        }),
      );
    }
  }
  return instances;
}

/** Before version 6 of the provider, the Region of an instance was called `region`; the pin may come later. */
function instanceRegion(
  scope: Construct,
  region: string,
): { readonly region: string; readonly stackSetInstanceRegion: string } {
  const when = (isWanted: (major: number) => boolean): string =>
    Lazy.stringValue({ produce: () => (isWanted(awsProviderMajor(scope)) ? region : undefined) });
  return { region: when((major) => major < 6), stackSetInstanceRegion: when((major) => major >= 6) };
}
