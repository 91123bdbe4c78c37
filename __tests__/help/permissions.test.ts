import { neededActions, POLICY_MANAGEMENT } from "../../src/review/preflight/needed-actions";
import { MANAGEMENT } from "../support/live-double";
import { PageFolder } from "./support/page-folder";
import { readPage } from "./support/pages";
import { commandsOf } from "./support/shell";

jest.setTimeout(300_000);

interface Section {
  readonly title: string;
  readonly prose: string;
  readonly script: string;
  readonly actions: readonly string[];
}

const sections: readonly Section[] = readPage("help/permissions.md")
  .text.split(/^## /m)
  .slice(1)
  .map((text) => {
    const [, json] = /```json\n([^]*?)```/.exec(text) ?? [];
    const policy =
      json === undefined
        ? undefined
        : (JSON.parse(json) as {
            readonly Statement: readonly { readonly Action: string | readonly string[] }[];
          });
    return {
      title: text.split("\n")[0]!,
      prose: text.replaceAll(/```[^]*?```/g, ""),
      script: /```sh\n([^]*?)```/.exec(text)?.[1] ?? "",
      actions: policy?.Statement.flatMap(({ Action }) => Action) ?? [],
    };
  });

/** Needs no permission. */
const FREE = "sts:GetCallerIdentity";
const reading = sections.find(({ title }) => title === "Reading the organization")!;

const live = sections.filter(({ script }) => script !== "");

it.each(live.map((section) => [section.title, section] as const))(
  "%s: the policy allows what the commands call, and says of the rest when it is called",
  async (_title, { script, actions, prose }) => {
    const folder = new PageFolder();
    try {
      for (const command of commandsOf("sh", script)) {
        const { status, stderr } = await folder.run(command);
        expect([status === 1, stderr]).toEqual([false, expect.not.stringContaining("error:")]);
      }
      const called = [...folder.callsIn(MANAGEMENT)].filter((action) => action !== FREE);
      expect(called.length).toBeGreaterThan(2);
      expect(called.filter((action) => !actions.includes(action))).toEqual([]);
      const explained = actions.filter((action) => prose.includes(`\`${action}\``));
      expect(actions.filter((action) => !called.includes(action) && !explained.includes(action))).toEqual([]);
    } finally {
      await folder.close();
    }
  },
);

it("in member accounts the role is called with nothing else", async () => {
  const { actions } = sections.find(({ title }) => title === "In member accounts")!;
  const folder = new PageFolder();
  try {
    for (const command of live.flatMap(({ script }) => commandsOf("sh", script))) {
      if (command.args.some((arg) => arg.startsWith("--member-role-name"))) {
        const only = command.args[0] === "snapshot" ? [] : ["--account", "orders-prod"];
        await folder.run({ ...command, args: [...command.args, ...only] });
      }
    }
    const called = [...folder.callsIn("200000000004")].filter((action) => action !== FREE);
    expect(called).toEqual(expect.arrayContaining(["iam:GetRole", "tag:GetResources"]));
    expect(called.filter((action) => !actions.includes(action))).toEqual([]);
  } finally {
    await folder.close();
  }
});

it("Terraform's policy is what managing policies needs", () => {
  const { actions } = sections.find(({ title }) => title === "Terraform")!;
  expect(actions).toEqual(neededActions(POLICY_MANAGEMENT));
});

it("reading is the part that changes nothing", () => {
  expect(reading.actions.filter((action) => !/:(Describe|List)/.test(action))).toEqual([]);
});
