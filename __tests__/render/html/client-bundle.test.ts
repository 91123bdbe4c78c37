import { execFileSync } from "node:child_process";
import { join } from "node:path";

const client = join(__dirname, "../../../src/render/html/client");
const MINUTE = 60_000;

describe("the script of the page", () => {
  it("is what its sources make: after a change there, run node src/render/html/client/bundle.js", () => {
    expect(() => execFileSync(process.execPath, [join(client, "bundle.js"), "--check"])).not.toThrow();
  });

  it(
    "has no type error",
    () => {
      const tsc = require.resolve("typescript/bin/tsc");
      expect(() => execFileSync(process.execPath, [tsc, "-p", client], { encoding: "utf8" })).not.toThrow();
    },
    2 * MINUTE,
  );
});
