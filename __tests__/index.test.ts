import { join } from "node:path";
import { expectGolden } from "./support/golden-file";
import { publicSurface } from "./support/public-surface";

const MINUTE = 60_000;

describe.each([
  ["cdktf-org-backup", "src/index.ts", "index.txt"],
  ["cdktf-org-backup/policy", "src/policy.ts", "policy.txt"],
])("the library %s", (_name, entry, golden) => {
  const { values, types, missing } = publicSurface(entry);

  it("exports these names, so that a change of them is deliberate", () => {
    const text = [...values, ...types.map((name) => `type ${name}`)].join("\n");
    expectGolden(join(__dirname, "fixtures", "public-surface", golden), `${text}\n`);
  });

  it(
    "exports every type that its declarations mention",
    () => {
      expect(missing).toEqual([]);
    },
    MINUTE,
  );
});
