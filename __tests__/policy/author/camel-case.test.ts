import { camelCase } from "../../../src/policy/author/camel-case";
import { authoredKeys } from "../../../src/policy/author/authored-keys";
import { allGrammarEntries } from "../../../src/policy/grammar/lookup";

describe("the keys that authors write", () => {
  it.each([
    ["regions", "regions"],
    ["delete_after_days", "deleteAfterDays"],
    ["opt_in_to_archive_for_supported_resources", "optInToArchiveForSupportedResources"],
    ["GUARDDUTY", "guardduty"],
    ["s3", "s3"],
    ["windows_vss", "windowsVss"],
  ])("have for %s the form %s", (key, authored) => {
    expect(camelCase(key)).toBe(authored);
  });

  it("are as many as the keys of the syntax, in every container", () => {
    for (const place of allGrammarEntries()) {
      expect([...authoredKeys(place).values()]).toEqual([...place.keys.values()]);
    }
  });
});
