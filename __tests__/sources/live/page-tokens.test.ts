import { allPages } from "../../../src/sources/live/organizations-api";
import { PageTokens } from "../../../src/sources/live/page-tokens";

const action = "organizations:ListAccounts";

describe("the pages of a list", () => {
  test("end at a token that AWS gave before, also some pages earlier", async () => {
    const tokens = ["a", "b", "a"];
    const read = (): Promise<{ items: readonly number[]; next: string | undefined; action: string }> =>
      Promise.resolve({ items: [1], next: tokens.shift(), action });
    await expect(allPages(read)).rejects.toMatchObject({
      code: "aws",
      message:
        "AWS answered organizations:ListAccounts with the same pagination token twice: the list does not end.",
    });
  });

  test("end when there are too many, or too many empty ones in a row", () => {
    const counted = new PageTokens(action, { pages: 3 });
    expect([counted.after(1, "1"), counted.after(1, "2")]).toEqual(["1", "2"]);
    expect(() => counted.after(1, "3")).toThrow("with more than 3 pages: the list does not end.");
    const empty = new PageTokens(action, { emptyPages: 2 });
    expect([empty.after(0, "1"), empty.after(1, "2"), empty.after(0, "3")]).toEqual(["1", "2", "3"]);
    expect(() => empty.after(0, "4")).toThrow("with 2 empty pages in a row: the list does not end.");
  });

  test.each([undefined, ""])("end at the token %j", (token) => {
    expect(new PageTokens(action).after(20, token)).toBeUndefined();
  });
});
