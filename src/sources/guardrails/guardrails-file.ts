import type { Demands, Guardrails, Requirement, ResourceDemand } from "../../review/guardrails/guardrails";
import { isPattern } from "../../review/account-filter";
import type { AccountFilter } from "../../review/account-filter";
import type { PlacedAcknowledgement } from "../../review/acknowledgement";
import { PRESETS } from "../../review/guardrails/presets";
import { REVIEW_RULES } from "../../review/rules";
import { unknownTypeProblem } from "../../capabilities/resource-kinds";
import { ALL_REGIONS } from "../../policy/regions";
import { didYouMeanSentence } from "../../text/did-you-mean";
import type { Segments } from "../segments";
import { readTypedFile, typedValue } from "../typed-file";
import type { TypedFile } from "../typed-file";
import { guardrailsSchema } from "./guardrails-schema";
import type { GuardrailsFile } from "./guardrails-schema";

/**
 * Reads a guardrails file, JSON or YAML.
 *
 * @throws OrgBackupError (`input`) that names every mistake with file, line and column
 */
export function readGuardrails(file: string): Guardrails {
  return guardrailsIn(
    readTypedFile(file, guardrailsSchema, { what: "guardrails file", topic: "guardrails" }),
  );
}

/** A requirement as a guardrails file has it; lists of one may be the one alone. */
export interface WrittenRequirement extends Pick<Requirement, "id" | "require"> {
  readonly accounts: { readonly [Key in keyof AccountFilter]: OneOrMore };
  readonly plans: OneOrMore;
}

type OneOrMore = string | readonly string[] | undefined;

/**
 * The guardrails of one requirement that code writes: checked as that of a file is.
 *
 * @param where the place of the code
 * @throws OrgBackupError (`input`) that names every mistake
 */
export function guardrailsOfOne(
  { id, accounts, plans, require }: WrittenRequirement,
  where: string,
): Guardrails {
  const { under, names, except } = accounts;
  const listed = { under: listOf(under), names: listOf(names), except: listOf(except) };
  const requirement = { id, accounts: listed, plans: listOf(plans), require };
  return guardrailsIn(
    typedValue({ version: 1, requirements: [requirement] }, guardrailsSchema, {
      title: `The arguments of ${id} are not valid.`,
      hint: "`org-backup help guardrails` describes what can be required.",
      where: ([, , ...segments]) => memberOfCode(segments) || where,
    }),
  );
}

/** `resourceTypes[0]` */
function memberOfCode(segments: Segments): string {
  return segments
    .filter((segment) => segment !== "require" && segment !== "accounts")
    .map((segment) => (typeof segment === "number" ? `[${segment}]` : segment))
    .join("");
}

function listOf(value: OneOrMore): readonly string[] | undefined {
  return typeof value === "string" ? [value] : value;
}

function guardrailsIn(read: TypedFile<GuardrailsFile>): Guardrails {
  const { value, where } = read;
  const requirements = [
    ...(value.presets ?? []).map(({ preset, accounts, severity }, index): Requirement => {
      const found = PRESETS.find(({ id }) => id === preset);
      return {
        id: preset,
        description: `${found?.says ?? ""} (${found?.source ?? ""})`,
        severity: severity ?? "error",
        accounts: filterOf(accounts),
        require: found?.require ?? {},
        where: where(["presets", index]),
      };
    }),
    ...(value.requirements ?? []).map(
      ({ id, description, severity, accounts, plans, require, resources }, index): Requirement => ({
        id,
        ...(description === undefined ? {} : { description }),
        severity: severity ?? "error",
        accounts: filterOf(accounts),
        ...(plans === undefined ? {} : { plans }),
        require: withoutUndefined<Demands>(require ?? {}),
        ...(resources === undefined ? {} : { resources: resourceDemand(resources) }),
        where: where(["requirements", index]),
      }),
    ),
  ];
  check(read);
  read.failIfAny();
  return {
    requirements,
    acknowledgements: (value.acknowledgements ?? []).map(
      ({ rule, accounts, policies, path, reason, expires }, index): PlacedAcknowledgement => ({
        rule,
        accounts: filterOf(accounts),
        ...(policies === undefined ? {} : { policies }),
        ...(path === undefined ? {} : { path }),
        reason,
        ...(expires === undefined ? {} : { expires }),
        where: where(["acknowledgements", index]),
      }),
    ),
  };
}

/** Each is compared with every account, or with every finding. */
const MOST_IN_SECTION = 1000;

/** Each is compared with each name: more than these say what one of them could. */
const MOST_PATTERNS = 1000;

/** What a schema cannot say: words that would never match anything are mistakes. */
function check({ value, problem }: TypedFile<GuardrailsFile>): void {
  for (const section of ["presets", "requirements", "acknowledgements"] as const) {
    const patterns = (value[section] ?? []).map(({ accounts, ...item }) => [
      ...(accounts?.names ?? []),
      ...(accounts?.except ?? []),
      ...("policies" in item ? (item.policies ?? []) : []),
      ...("plans" in item ? (item.plans ?? []) : []),
      ...("require" in item ? (item.require?.vaults ?? []) : []),
    ]);
    const count = patterns.flat().filter(isPattern).length;
    if (count > MOST_PATTERNS) {
      problem(
        [section],
        `At most ${MOST_PATTERNS} patterns with * or ? are compared with names, found ${count}.`,
      );
    }
  }
  for (const section of ["presets", "requirements", "acknowledgements"] as const) {
    const count = value[section]?.length ?? 0;
    if (count > MOST_IN_SECTION) {
      problem([section], `At most ${MOST_IN_SECTION} ${section} are checked, found ${count}.`);
    }
  }
  const ids = new Set<string>();
  (value.requirements ?? []).forEach(({ id, require = {}, resources, plans = [] }, index) => {
    const at = ["requirements", index];
    if (ids.has(id)) {
      problem([...at, "id"], `Duplicate requirement ${JSON.stringify(id)}.`);
    }
    ids.add(id);
    plans.forEach((plan, position) => {
      if (plan !== plan.toLowerCase()) {
        problem(
          [...at, "plans", position],
          `${JSON.stringify(plan)} matches no plan: plan names are in lower case. Did you mean ${JSON.stringify(plan.toLowerCase())}?`,
        );
      }
    });
    const demands = Object.entries(require).filter(([, demand]) => demand !== undefined);
    if (plans.length > 0 && resources !== undefined) {
      problem([...at, "plans"], '"plans" has no effect on "resources": any plan may select them.');
    } else if (plans.length > 0 && demands.length > 0 && demands.every(([name]) => name === "published")) {
      problem([...at, "plans"], '"plans" has no effect on "published", which is about the whole policy.');
    }
    if (resources === undefined && demands.length === 0) {
      problem([...at, "require"], "Nothing is required: name at least one demand, or resources.");
    }
    require.regions?.forEach((region, position) => {
      const known: readonly string[] = ALL_REGIONS;
      if (!known.includes(region)) {
        const meant = didYouMeanSentence(region, known);
        problem(
          [...at, "require", "regions", position],
          `${JSON.stringify(region)} is not a known Region.${meant}`,
        );
      }
    });
    checkTypes(require.resourceTypes, [...at, "require", "resourceTypes"], problem);
    checkTypes(resources?.types, [...at, "resources", "types"], problem);
  });
  (value.acknowledgements ?? []).forEach(({ rule }, index) => {
    const known = REVIEW_RULES.map(({ id }) => id);
    if (!known.includes(rule)) {
      const meant = didYouMeanSentence(rule, known);
      problem(
        ["acknowledgements", index, "rule"],
        `There is no rule ${JSON.stringify(rule)}.${meant} See \`org-backup help findings\`.`,
      );
    }
  });
}

function checkTypes(
  types: readonly string[] = [],
  at: readonly (string | number)[],
  problem: TypedFile<GuardrailsFile>["problem"],
): void {
  types.forEach((type, position) => {
    const unknown = unknownTypeProblem(type);
    if (unknown !== undefined) {
      problem([...at, position], unknown);
    }
  });
}

function resourceDemand({
  types,
  tag,
}: NonNullable<NonNullable<GuardrailsFile["requirements"]>[number]["resources"]>): ResourceDemand {
  return {
    ...(types === undefined ? {} : { types }),
    ...(tag === undefined ? {} : { tag: withoutUndefined<{ key: string; value?: string }>(tag) }),
  };
}

function filterOf(accounts: NonNullable<GuardrailsFile["requirements"]>[number]["accounts"]): AccountFilter {
  return accounts === undefined ? {} : withoutUndefined<AccountFilter>(accounts);
}

function withoutUndefined<T extends object>(object: { readonly [K in keyof T]?: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
