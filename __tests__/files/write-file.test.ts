import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSameFile, pathIdentity } from "../../src/files/path-identity";
import { PrivateFile } from "../../src/files/private-file";
import { isRegularOrNew, writeFileWhole } from "../../src/files/write-file";

let folder: string;
const at = (...names: readonly string[]): string => join(folder, ...names);
const modeOf = (file: string): string => (statSync(file).mode & 0o777).toString(8);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "write-file-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("writeFileWhole", () => {
  test("ends where folders cannot be made", async () => {
    await expect(writeFileWhole("/proc/none/r.json", "x")).rejects.toThrow(
      /^The file cannot be written: ENOENT/,
    );
  });

  test("makes the folders of a new file, with the permissions that the process gives new files", async () => {
    await writeFileWhole(at("a", "b", "new.txt"), "text\n");
    expect(readFileSync(at("a", "b", "new.txt"), "utf8")).toBe("text\n");
    writeFileSync(at("usual.txt"), "");
    expect(modeOf(at("a", "b", "new.txt"))).toBe(modeOf(at("usual.txt")));
    expect(readdirSync(at("a", "b"))).toEqual(["new.txt"]);
  });

  test.each([0o600, 0o640, 0o755])("keeps the permissions %d of an existing file", async (mode) => {
    writeFileSync(at("old.txt"), "old");
    chmodSync(at("old.txt"), mode);
    await writeFileWhole(at("old.txt"), "new");
    expect([readFileSync(at("old.txt"), "utf8"), modeOf(at("old.txt"))]).toEqual(["new", mode.toString(8)]);
  });

  test("gives a private file to its owner only, a new one and one that all could read", async () => {
    writeFileSync(at("old.txt"), "old", { mode: 0o644 });
    await writeFileWhole(at("old.txt"), "new", { isPrivate: true });
    await writeFileWhole(at("new.txt"), "new", { isPrivate: true });
    expect([modeOf(at("old.txt")), modeOf(at("new.txt"))]).toEqual(["600", "600"]);
  });

  test("follows symbolic links, one that leads nowhere yet too, and leaves them links", async () => {
    mkdirSync(at("there"));
    writeFileSync(at("there", "target.txt"), "old");
    symlinkSync(join("there", "target.txt"), at("link"));
    symlinkSync("link", at("link-to-link"));
    symlinkSync(join("there", "later.txt"), at("dangling"));
    await writeFileWhole(at("link-to-link"), "new");
    await writeFileWhole(at("dangling"), "later");
    expect(readFileSync(at("there", "target.txt"), "utf8")).toBe("new");
    expect(readFileSync(at("there", "later.txt"), "utf8")).toBe("later");
    for (const link of ["link", "link-to-link", "dangling"]) {
      expect(lstatSync(at(link)).isSymbolicLink()).toBe(true);
    }
  });

  test("fails for a file without a name", async () => {
    await expect(writeFileWhole("", "x")).rejects.toMatchObject({
      message: "The name of the result file is empty.",
    });
  });

  test("fails for symbolic links in a circle", async () => {
    symlinkSync("b", at("a"));
    symlinkSync("a", at("b"));
    await expect(writeFileWhole(at("a"), "text")).rejects.toMatchObject({ code: "input", where: at("a") });
  });

  test("writes to a device, which stays one", async () => {
    await writeFileWhole("/dev/null", "text");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
    await expect(writeFileWhole("/dev/full", "text")).rejects.toMatchObject({
      code: "input",
      message: expect.stringMatching(/^The file cannot be written: ENOSPC/) as string,
      where: "/dev/full",
    });
  });

  test("writes to a FIFO as soon as it is read, more than a pipe holds, and leaves it there", async () => {
    execFileSync("mkfifo", [at("fifo")]);
    const text = "0123456789abcdef".repeat(20_000);
    const written = writeFileWhole(at("fifo"), text);
    const reader = spawn("cat", [at("fifo")]);
    let read = "";
    reader.stdout.on("data", (chunk: Buffer) => (read += chunk.toString()));
    await Promise.all([written, new Promise((resolve) => reader.on("close", resolve))]);
    expect(read === text).toBe(true);
    expect(statSync(at("fifo")).isFIFO()).toBe(true);
  });

  test("does not wait forever for the reader of a FIFO", async () => {
    execFileSync("mkfifo", [at("fifo")]);
    await expect(writeFileWhole(at("fifo"), "text", { patience: 200 })).rejects.toMatchObject({
      message: "No process has opened the FIFO for reading within 0 seconds.",
      where: at("fifo"),
    });
  });

  test("names a folder as what it is", async () => {
    await expect(writeFileWhole(folder, "text")).rejects.toMatchObject({
      message: "This is a folder, a file is expected.",
    });
  });

  test("leaves neither half a file nor a temporary one where it fails", async () => {
    writeFileSync(at("a-file"), "");
    await expect(writeFileWhole(at("a-file", "below.txt"), "text")).rejects.toMatchObject({ code: "input" });
    mkdirSync(at("taken.txt"));
    await expect(writeFileWhole(at("taken.txt"), "text")).rejects.toMatchObject({ code: "input" });
    expect(readdirSync(folder).sort()).toEqual(["a-file", "taken.txt"]);
  });

  test("writes to standard output by its names: a pipe, a socket and a file, which is not cut short", () => {
    const script = `require("./src/files/write-file.ts").writeFileWhole(process.argv[1], "text\\n")`;
    const node = `${process.execPath} --import tsx --eval '${script}'`;
    const run = (command: string): string =>
      execFileSync("bash", ["-c", command], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    expect(run(`${node} /dev/stdout | cat`)).toBe("text\n");
    expect(run(`${node} /dev/stdout`)).toBe("text\n");
    run(`{ echo before; ${node} /proc/self/fd/1; echo after; } > ${at("all.txt")}`);
    expect(readFileSync(at("all.txt"), "utf8")).toBe("before\ntext\nafter\n");
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  }, 60_000);
});

test("isRegularOrNew tells files from devices", () => {
  writeFileSync(at("file"), "");
  expect([at("file"), at("new"), "/dev/null", folder].map(isRegularOrNew)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

describe("isSameFile", () => {
  const same = (left: string, right: string): boolean => isSameFile(pathIdentity(left), pathIdentity(right));

  test("sees through symbolic links, hard links, dots and letter case", () => {
    writeFileSync(at("file.json"), "");
    linkSync(at("file.json"), at("hard.json"));
    symlinkSync("file.json", at("soft.json"));
    symlinkSync(".", at("here"));
    symlinkSync("new.json", at("dangling.json"));
    for (const other of ["hard.json", "soft.json", "here/file.json", "./here/../file.json"]) {
      expect([other, same(at("file.json"), `${folder}/${other}`)]).toEqual([other, true]);
    }
    expect(same(at("dangling.json"), at("here", "new.json"))).toBe(true);
    expect(same(at("New.json"), at("new.json"))).toBe(true);
    expect(same(at("no", "folder", "yet.json"), at("no", ".", "folder", "yet.json"))).toBe(true);
  });

  test("tells files apart that differ, also in case alone where both exist", () => {
    writeFileSync(at("one.json"), "");
    writeFileSync(at("ONE.json"), "");
    expect(same(at("one.json"), at("ONE.json"))).toBe(false);
    expect(same(at("one.json"), at("two.json"))).toBe(false);
  });
});

const textOf = (file: PrivateFile): string => Buffer.concat([...file.pieces()]).toString("utf8");

describe("PrivateFile", () => {
  test("is for its owner only, also where it was there for all", () => {
    writeFileSync(at("log"), "a longer text than the new one\n", { mode: 0o644 });
    const file = new PrivateFile(at("log"));
    file.write("one\n");
    file.append("two\n");
    expect([textOf(file), modeOf(at("log"))]).toEqual(["one\ntwo\n", "600"]);
    file.remove();
    expect([textOf(file), file.readPart(0, 1)]).toEqual(["", undefined]);
  });

  test("follows no links and opens nothing but a regular file, and what they lead to stays as it was", () => {
    writeFileSync(at("victim"), "precious");
    symlinkSync("victim", at("soft"));
    linkSync(at("victim"), at("hard"));
    execFileSync("mkfifo", [at("fifo")]);
    for (const name of ["soft", "hard", "fifo"]) {
      const file = new PrivateFile(at(name));
      expect(() => textOf(file)).toThrow();
      expect(() => file.readPart(0, 1)).toThrow();
      expect(() => {
        file.truncate(0);
      }).toThrow();
      expect(() => file.write("mine")).toThrow();
      expect(() => file.append("mine")).toThrow();
    }
    expect(readFileSync(at("victim"), "utf8")).toBe("precious");
    expect(lstatSync(at("soft")).isSymbolicLink()).toBe(true);
  });
});
