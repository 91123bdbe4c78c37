import type { Demands, Guardrails, Requirement, ResourceDemand } from "../../review/guardrails/guardrails";
import type { AccountFilter } from "../../review/account-filter";
import type { PlacedAcknowledgement } from "../../review/acknowledgement";
import { PRESETS } from "../../review/guardrails/presets";
import { REVIEW_RULES } from "../../review/rules";
import { RESOURCE_TYPES } from "../../policy/resource-types";
import { kindsOfWord, RESOURCE_TYPE_WORDS } from "../../capabilities/resource-kinds";
import { ALL_REGIONS } from "../../policy/regions";
import { didYouMeanSentence } from "../../text/did-you-mean";
import { readTypedFile } from "../typed-file";
import type { TypedFile } from "../typed-file";
import { guardrailsSchema } from "./guardrails-schema";
import type { GuardrailsFile } from "./guardrails-schema";

/** The name that the file has by convention. */
export const GUARDRAILS_FILE = "backup-guardrails.yaml";

/**
 * Reads a guardrails file, JSON or YAML.
 *
 * @throws OrgBackupError (`input`) that names every mistake with file, line and column
 */
export function readGuardrails(file: string): Guardrails {
  const read = readTypedFile(file, guardrailsSchema, { what: "guardrails file", topic: "guardrails" });
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

/** What a schema cannot say: words that would never match anything are mistakes. */
function check({ value, problem }: TypedFile<GuardrailsFile>): void {
  const ids = new Set<string>();
  (value.requirements ?? []).forEach(({ id, require = {}, resources }, index) => {
    const at = ["requirements", index];
    if (ids.has(id)) {
      problem([...at, "id"], `Duplicate requirement ${JSON.stringify(id)}.`);
    }
    ids.add(id);
    if (resources === undefined && Object.values(require).every((demand) => demand === undefined)) {
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
    if (kindsOfWord(type).length === 0) {
      const meant = didYouMeanSentence(type, ["*", ...RESOURCE_TYPES, ...RESOURCE_TYPE_WORDS]);
      problem(
        [...at, position],
        `${JSON.stringify(type)} is not a resource type that backup policies know.${meant}`,
      );
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
