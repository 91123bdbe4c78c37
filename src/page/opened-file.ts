import { OrgBackupError } from "../org-backup-error";
import { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import type { PolicyFormat } from "../policy/document";
import { reviewState } from "../review/review-state";
import { decodeText } from "../sources/decode-text";
import { isJson } from "../sources/document-text";
import { readOrganizationText } from "../sources/organization-text";
import { forPage } from "./for-page";
import type { PageData } from "./page-data";
import type { PageRefusal } from "./page-model";
import { PageView } from "./page-view";

/** What is in a file that someone opens in the page. */
export type OpenedFile =
  | { readonly kind: "organization"; readonly data: PageData; readonly view: PageView }
  | { readonly kind: "policy"; readonly text: string; readonly format: PolicyFormat }
  | PageRefusal;

/** Reads an organization file or a policy document as the command line reads it. */
export function openedFile(name: string, bytes: Uint8Array, at: Date): OpenedFile {
  try {
    const text = decodeText(bytes, name);
    return isPolicy(text)
      ? { kind: "policy", text, format: isJson(name, text) ? "json" : "yaml" }
      : openedOrganization(name, readOrganizationText(name, text), at);
  } catch (error) {
    if (error instanceof OrgBackupError) {
      return refusalOf(error);
    }
    throw error;
  }
}

function openedOrganization(name: string, organization: Organization, at: Date): OpenedFile {
  const policies = EffectivePolicies.compute(organization, at);
  const review = reviewState(policies, { at });
  const command = ["org-backup", "plan", "--org", name.startsWith("-") ? `./${name}` : name];
  return {
    kind: "organization",
    data: {
      title: name,
      at,
      before: organization,
      after: organization,
      review,
      countsResources: false,
      command,
    },
    view: new PageView(review, policies, policies, at),
  };
}

/** Whether the first key is that of a policy; an organization file has no such key. */
function isPolicy(text: string): boolean {
  return /^(?:\s|#.*|---)*\{?\s*["']?plans["']?\s*:/.test(text.slice(0, 2000));
}

function refusalOf({ message, where, problems, hint = "" }: OrgBackupError): PageRefusal {
  return {
    kind: "refused",
    message: forPage(where === undefined ? message : `${where}: ${message}`, 1000),
    problems: problems.map((problem) => ({
      where: forPage(problem.where),
      message: forPage(problem.message, 1000),
    })),
    hint: forPage(hint, 1000),
  };
}
