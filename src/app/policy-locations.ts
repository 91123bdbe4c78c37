import { withoutIndexes } from "../change/ownership";
import { existsSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import type { Organization } from "../organization/organization";
import { parseOrigin } from "../render/source-location";
import type { Locate, SourceLocation } from "../render/source-location";
import { constructPositions } from "../sources/synthesized/construct-positions";
import type { ConstructPosition } from "../sources/synthesized/construct-positions";

export interface PolicyLocationsOptions {
  readonly before: Organization;
  readonly after: Organization;
  /** The output directory of `cdktf synth` that was read; undefined if none was. */
  readonly directory: string | undefined;
  readonly environment?: Environment;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Tells where policies are written: their line in the organization file, or the construct and its line in
 * the synthesized JSON. Files are named from the root of the repository, as reports need them.
 */
export function policyLocations(options: PolicyLocationsOptions): Locate {
  const { before, after, directory, environment = process.env } = options;
  let positions: ReadonlyMap<string, ConstructPosition> | undefined;
  return (policyId) => {
    const { origin } = after.policy(policyId) ?? before.policy(policyId) ?? {};
    if (origin === undefined) {
      return undefined;
    }
    const location = parseOrigin(origin);
    if (location.construct !== undefined) {
      positions ??= positionsIn(directory);
    }
    // Instances of one construct stand in one block.
    const position =
      location.construct === undefined ? undefined : positions?.get(withoutIndexes(location.construct));
    return inRepository({ ...position, ...location }, environment);
  };
}

function positionsIn(directory: string | undefined): ReadonlyMap<string, ConstructPosition> {
  return directory !== undefined && existsSync(join(directory, "manifest.json"))
    ? constructPositions(directory)
    : new Map();
}

function inRepository(location: SourceLocation, environment: Environment): SourceLocation {
  return location.file === undefined
    ? location
    : { ...location, file: repositoryFile(location.file, environment) };
}

/** The path from the root of the repository; what is outside of it stays as it is. */
export function repositoryFile(file: string, environment: Environment = process.env): string {
  const root = environment.GITHUB_WORKSPACE ?? environment.CI_PROJECT_DIR ?? process.cwd();
  const path = relative(root, resolve(file));
  return path === "" || path.startsWith("..") ? file : path.split(sep).join("/");
}
