import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PrivateFile } from "../../src/files/private-file";

describe("a private file", () => {
  it("is held open from one addition to the next, until it is closed", () => {
    const path = join(mkdtempSync(join(tmpdir(), "private-")), "file");
    const file = new PrivateFile(path);
    file.append("one ");
    file.append("two");
    expect(readFileSync(path, "utf8")).toBe("one two");
    file.close();
    rmSync(path);
    file.append("three");
    expect(readFileSync(path, "utf8")).toBe("three");
    file.remove();
    file.append("four");
    expect(readFileSync(path, "utf8")).toBe("four");
    file.close();
  });
});
