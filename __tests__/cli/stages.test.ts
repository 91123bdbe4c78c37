import { Stages } from "../../src/cli/stages";
import type { CliContext } from "../../src/cli/cli-context";

function shown(progress: NonNullable<CliContext["progress"]>): string {
  let text = "";
  const stages = new Stages({ progress, stderr: (part: string) => (text += part) } as unknown as CliContext);
  stages.show("Reading");
  stages.show("Comparing");
  stages.clear();
  stages.clear();
  return text;
}

describe("stages", () => {
  it("stand on one line of a terminal, which is empty at the end", () => {
    expect(shown("terminal")).toBe("\r\u001b[KReading ...\r\u001b[KComparing ...\r\u001b[K");
  });

  it.each(["lines", "none"] as const)("say nothing where progress is %s", (progress) => {
    expect(shown(progress)).toBe("");
  });
});
