import type { Inventory, Resource } from "../../organization/inventory";
import { OrgBackupError } from "../../org-backup-error";
import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { toValue } from "../../text/source-node";
import { at, documentOf, plainValueOf } from "../document-text";
import { displayName } from "../read-text";
import { offsetOf } from "../segments";
import type { Segments } from "../segments";
import type { JsonFormat } from "./inventory-format";
import { ProblemList } from "./problem-list";

/**
 * Reads an inventory that is one JSON or YAML document.
 *
 * @throws OrgBackupError (`input`)
 */
export function jsonDocument(file: string, text: string, formats: readonly JsonFormat[]): Inventory {
  const document = plainValueOf(file, text) ?? toValue(documentOf(file, text).root);
  const format = isJsonObject(document) ? formats.find(({ isDocument }) => isDocument(document)) : undefined;
  if (!isJsonObject(document) || format === undefined) {
    throw new OrgBackupError("input", `${displayName(file)} is not a resource inventory.`, {
      hint: `Known formats: ${formats.map(({ name }) => name).join(", ")}, JSON lines, CSV; see \`org-backup help resources\`.`,
    });
  }
  const where = (segments: Segments, what: "key" | "value" = "value"): string => {
    const source = documentOf(file, text);
    return at(file, source.position(offsetOf(source.root, segments, what)));
  };
  const problems = new ProblemList(file);
  const { key, records, problem, cutOff, source, resource = format.resource } = format.read(document);
  if (problem !== undefined) {
    problems.add(where([problem.key], "key"), problem.message);
    problems.failIfAny();
  }
  return {
    source: {
      name: displayName(file),
      format: format.name,
      blindSpots: format.blindSpots,
      ...source,
      ...(cutOff === undefined ? {} : { cutOff }),
    },
    resources: resourcesOf(records, resource, problems, (index) => where([key, index])),
  };
}

function resourcesOf(
  records: readonly JsonValue[],
  read: (record: JsonValue) => Resource,
  problems: ProblemList,
  where: (index: number) => string,
): readonly Resource[] {
  const resources = records.flatMap((record, index) => {
    const resource = problems.attempt(
      () => read(record),
      () => where(index),
    );
    return resource === undefined ? [] : [resource];
  });
  problems.failIfAny();
  return resources;
}
