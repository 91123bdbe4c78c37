import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readChunks, readText, wholeText } from "../../src/sources/read-text";

const folder = mkdtempSync(join(tmpdir(), "read-text-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function fifo(name: string): string {
  const path = join(folder, name);
  execFileSync("mkfifo", [path]);
  return path;
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("A text", () => {
  test("is not waited for without end in a FIFO that no program writes to", () => {
    expect(() => readText(fifo("silent"), 1)).toThrow(/^Nothing was written to the FIFO within 0 seconds\.$/);
  });

  test("keeps characters that lie between its pieces, and is refused if the last one is cut", () => {
    for (const length of [(1 << 20) - 1, 1 << 20, (1 << 21) - 2]) {
      const bytes = Buffer.from(`\ufeff${"a".repeat(length - 3)}€é`);
      const inPieces = (path: string): string => [...readChunks(path)].join("");
      for (const read of [readText, inPieces]) {
        expect(read(file("between", bytes))).toBe(`${"a".repeat(length - 3)}€é`);
        expect(() => read(file("cut", bytes.subarray(0, -1)))).toThrow(/^The file is not UTF-8 text\.$/);
      }
    }
  });

  test("comes in pieces of its own while another file is read", () => {
    const [one, other] = ["1", "2"].map((digit) => file(digit, digit.repeat(3_000_000)));
    const pieces = [readChunks(one!), readChunks(other!)];
    const read = ["", ""];
    for (let step = 0; step < 4; step += 1) {
      pieces.forEach((each, index) => {
        read[index] = `${read[index] ?? ""}${each.next().value ?? ""}`;
      });
    }
    expect(read).toEqual(["1".repeat(3_000_000), "2".repeat(3_000_000)]);
  });

  test("comes from a FIFO that is written to later, in pieces", () => {
    const path = fifo("late");
    spawn("sh", ["-c", `sleep 0.2; (printf 'a: '; sleep 0.2; echo 1) > '${path}'`]);
    expect(readText(path)).toBe("a: 1\n");
  });

  test("comes whole from a standard input that does not block", () => {
    const script = `import read from "./src/sources/read-text.ts"; process.stdout.write(read.readText("-"));`;
    const reader = `node --import tsx --input-type=module -e '${script}'`;
    // Node.js sets a pipe that it shares with others not to block.
    const writer = `node -e 'process.stdout.write("a: "); setTimeout(() => process.stdout.write("1"), 1500)'`;
    const unblock = `import fcntl, os; fcntl.fcntl(0, fcntl.F_SETFL, os.O_NONBLOCK)`;
    expect(
      execFileSync("bash", ["-c", `${writer} | (python3 -c '${unblock}'; exec ${reader})`]).toString(),
    ).toBe("a: 1");
  });

  test.each([
    ["/dev/zero", "The file is not UTF-8 text; PowerShell's `>` writes UTF-16."],
    [file("16", Buffer.from("\ufeffa: 1", "utf16le")), "The file is not UTF-8 text; PowerShell's `>`"],
    [
      file("tfplan", Buffer.from("PK\u0003\u0004\u0014\0\u0008\0")),
      "saved plan in Terraform's own binary form",
    ],
    [file("latin", Buffer.from("a: \u00e9", "latin1")), "The file is not UTF-8 text."],
  ])("is refused if it is none: %s", (path, message) => {
    expect(() => readText(path)).toThrow(message);
  });

  test("is refused if it has no end", () => {
    function* endless(): Generator<string> {
      for (;;) {
        yield "y\n".repeat(1 << 19);
      }
    }
    expect(() => wholeText("-", endless(), 5 << 20)).toThrow(
      "The file holds more than 5 MB: it is too large.",
    );
  });

  test("is not found behind a link that leads to itself", () => {
    symlinkSync("loop", join(folder, "loop"));
    expect(() => readText(join(folder, "loop"))).toThrow(/is a symbolic link that leads to itself\.$/);
  });
});
