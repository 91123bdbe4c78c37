import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { readChange } from "../../src/app/read-change";
import { REVIEW_FILE } from "../../src/review/review-file";
import { synthesizedFixture } from "../support/synthesized-fixture";

const organization: unknown = parse(readFileSync("stacks/organization.yaml", "utf8"));

function synthesizedWith(review: unknown): string {
  const directory = synthesizedFixture({ stack: { json: { resource: {} } } });
  writeFileSync(join(directory, REVIEW_FILE), JSON.stringify(review));
  return directory;
}

describe("the organization of synthesized code", () => {
  it("is the one in the review beside the manifest", () => {
    const directory = synthesizedWith({ schemaVersion: 1, organization, acknowledgements: [] });
    const { before } = readChange({ directory, at: new Date("2026-01-15T10:00:00Z") });
    expect(before.settings.id).toBe("o-nordwind01");
    expect(before.accounts).toHaveLength(26);
  });

  it("is the one that is given, if one is", () => {
    const directory = synthesizedWith({ schemaVersion: 1, acknowledgements: [] });
    const { before } = readChange({
      directory,
      organization: "stacks/organization.yaml",
      at: new Date("2026-01-15T10:00:00Z"),
    });
    expect(before.accounts).toHaveLength(26);
  });

  it("is missing if the app named none", () => {
    const directory = synthesizedWith({ schemaVersion: 1, acknowledgements: [] });
    expect(() => readChange({ directory, at: new Date("2026-01-15T10:00:00Z") })).toThrow(
      "The organization is missing: --org FILE, or --live.",
    );
  });

  it("is not read from a review of another version", () => {
    const directory = synthesizedWith({ schemaVersion: 2, organization, acknowledgements: [] });
    expect(() => readChange({ directory, at: new Date("2026-01-15T10:00:00Z") })).toThrow(
      expect.objectContaining({
        where: join(directory, REVIEW_FILE),
        message: "Not a review written by this version.",
      }) as Error,
    );
  });
});
