import { reportError } from "../../src/cli/report-error";

const refused = (code: string, syscall: string, message: string): Error =>
  Object.assign(new Error(message), { code, syscall });

describe("What the operating system refuses", () => {
  test.each([
    [
      refused("ENOENT", "uv_cwd", "ENOENT: no such file or directory, uv_cwd"),
      "error: The working directory no longer exists.\n",
    ],
    [
      refused("ENOTDIR", "scandir", "ENOTDIR: not a directory, scandir 'a\u001b[31m'"),
      "error: ENOTDIR: not a directory, scandir 'a\\u{1b}[31m'\n",
    ],
  ])("is not called a bug: %s", (error, expected) => {
    expect(reportError(error, false)).toBe(expected);
  });

  test("is told from what is one", () => {
    expect(reportError(new TypeError("x is not a function"), false)).toContain(
      "This is a bug of org-backup.",
    );
  });
});
