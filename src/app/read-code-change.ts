import type { Change } from "../change/change";
import { fold } from "../change/fold";
import type { Folded } from "../change/folded";
import { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { AssumedChange, ChangeOutcome } from "../review/change-outcome";
import { declaredChangeBeside } from "../sources/declared/declared-change";
import type { DeclaredResources } from "../sources/declared/declared-resources";
import type { ReadState } from "../sources/declared/state-ownership";
import { readReviewedCode } from "../sources/review-file";
import type { ReviewedCode } from "../sources/review-file";
import { AssumedReading } from "../sources/synthesized/assumed-values";
import type { AssumedValues } from "../sources/synthesized/assumed-values";
import { environmentChange } from "../sources/synthesized/environment-change";
import { replaceTriggers } from "../sources/synthesized/replace-triggers";
import { declaredResources } from "../sources/synthesized/synthesized";
import { SynthesizedCode } from "../sources/synthesized/synthesized-code";
import { synthesizedEnvironment } from "../sources/synthesized/synthesized-environment";
import { priorOrganization } from "../sources/terraform-plan/prior-organization";
import type { ChangeRequest, ReadChange } from "./change-request";
import { codeNotRead, openValues } from "./code-not-read";
import { codeOwnership, readBase, readStates } from "./code-ownership";
import { organizationFrom } from "./organization-source";
import { staleCode } from "./stale-code";
import { withOptIns } from "./with-opt-ins";

/**
 * The change that synthesized code makes. What synthesis knows and code does not show comes from the review
 * beside the manifest: roles and vaults by account and Region, acknowledgements, and the organization if none
 * is given.
 */
export function readCodeChange(directory: string, request: ChangeRequest): ReadChange {
  const reviewed = readReviewedCode(directory);
  const file = organizationFrom(request.organization ?? reviewed?.organization);
  const code = SynthesizedCode.read(directory);
  const base = request.base === undefined ? undefined : readBase(request.base, directory);
  const states = readStates(code.stacks, request.states);
  const managed = states.flatMap(({ resources }) => resources.filter(({ mode }) => mode === "managed"));
  const { organization: before, contradictions } = priorOrganization(file, managed);
  const reader = new CodeChangeReader(before, states, reviewed, request);
  const change = reader.change(code, base);
  const folded = reader.fold(change);
  const environment = synthesizedEnvironment(code);
  const assumed = assumedChange(reader, code, base, change, [before, folded.organization]);
  return withOptIns({
    before,
    after: folded.organization,
    facts: {
      folded,
      declared: change.declared,
      environment:
        change.environment === undefined
          ? { after: reviewed?.environment?.withSettings(environment) ?? environment }
          : { before: change.environment, after: folded.environment.with(reviewed?.environment) },
      contradictions,
      staleCode: staleCode(directory),
      unresolved: [
        ...codeNotRead(code, before, change.resources, states, base),
        ...openValues(code),
        ...replaceTriggers(code.blocks, change.change),
      ],
      ...(assumed === undefined ? {} : { assumed }),
    },
    acknowledgements: reviewed?.acknowledgements ?? [],
    remarks: [],
  });
}

interface CodeChange {
  readonly resources: DeclaredResources;
  readonly change: Change;
  readonly declared: ChangeOutcome["declared"] & object;
  /** What states show of vaults and roles; undefined without a state. */
  readonly environment: BackupEnvironment | undefined;
}

class CodeChangeReader {
  constructor(
    private readonly before: Organization,
    private readonly states: readonly ReadState[],
    private readonly reviewed: ReviewedCode | undefined,
    private readonly request: ChangeRequest,
  ) {}

  change(code: SynthesizedCode, base: SynthesizedCode | undefined): CodeChange {
    const { before, states, reviewed, request } = this;
    const owner = reviewed?.owner;
    const resources = { ...(owner === undefined ? {} : { owner }), ...declaredResources(code) };
    const baseResources = base === undefined ? undefined : declaredResources(base);
    const ownership = codeOwnership(baseResources, code.stacks, before, resources, states, request);
    const known =
      states.length === 0 ? undefined : environmentChange(code, resources, states, before.root.id);
    const { change, declared } = declaredChangeBeside(known?.ordered, before, resources, ownership);
    return {
      resources,
      change,
      declared,
      environment: known?.before,
    };
  }

  fold({ change, environment }: CodeChange): Folded {
    return fold(this.before, environment ?? BackupEnvironment.UNKNOWN, change, { at: this.request.at });
  }
}

/** What the change rests on of variables, and what it would be without that; undefined if it rests on nothing. */
function assumedChange(
  reader: CodeChangeReader,
  code: SynthesizedCode,
  base: SynthesizedCode | undefined,
  change: CodeChange,
  organizations: readonly Organization[],
): AssumedChange | undefined {
  let contents: string | undefined;
  const isNamed = (role: string): boolean => {
    contents ??= JSON.stringify(organizations.map(({ policies }) => policies.map(({ content }) => content)));
    return contents.includes(`:role/${role}`);
  };
  const readings = [code, ...(base === undefined ? [] : [base])].map(
    (each) => new AssumedReading(each, isNamed),
  );
  if (readings.every((reading) => reading.values(true).variables.length === 0)) {
    return undefined;
  }
  const otherwise = reader.change(code.withoutAssumptions(), base?.withoutAssumptions());
  const all = readings.map((reading) => reading.values(!isSameChange(change, otherwise)));
  const joined = (of: keyof AssumedValues): readonly string[] => [
    ...new Set(all.flatMap((each) => each[of])),
  ];
  return joined("variables").length === 0
    ? undefined
    : {
        variables: joined("variables"),
        withoutValue: joined("withoutValue"),
        instancesOf: joined("instancesOf"),
        argumentsOf: joined("argumentsOf"),
        needs: joined("needs"),
        otherwise: reader.fold(otherwise).organization,
      };
}

function isSameChange(first: CodeChange, second: CodeChange): boolean {
  const text = ({ change, declared }: CodeChange): string =>
    JSON.stringify([change, declared.ownership?.undecided ?? []]);
  return text(first) === text(second);
}
