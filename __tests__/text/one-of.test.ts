import { oneOf } from "../../src/text/one-of";

describe("One of several texts", () => {
  it("is the text itself if all are equal", () => {
    expect(oneOf(["kept for 7 days", "kept for 7 days"])).toBe("kept for 7 days");
  });

  it("joins what differs, and writes the rest once", () => {
    expect(oneOf(["kept for 7 days in Central", "kept for 5 days in Central"])).toBe(
      "kept for 7 or 5 days in Central",
    );
    expect(oneOf(["7 d", "5 d", "forever"])).toBe("7 d or 5 d or forever");
    expect(oneOf(["kept 1 day", "kept 1 day in vault A"])).toBe("kept 1 day or kept 1 day in vault A");
  });
});
