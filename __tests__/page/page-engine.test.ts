import { whatIfChange } from "../../src/change/what-if";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { packedPageData } from "../../src/page/page-data";
import { PageEngine } from "../../src/page/page-engine";
import type { PageModel } from "../../src/page/page-model";
import type { PageQuestion, PageQuestions } from "../../src/page/page-engine";
import { whatIfCommand } from "../../src/page/page-what-if";
import type { PageWhatIf } from "../../src/page/page-what-if";
import { PageView } from "../../src/page/page-view";
import { review } from "../../src/review/review";
import { withWhatIfs } from "../../src/review/with-what-ifs";
import { tenReview } from "../support/ten-reviews";

const { review: written, before, after, at } = tenReview("withheld");

async function opened(): Promise<PageEngine> {
  const engine = new PageEngine(() => Promise.resolve());
  const data = packedPageData(written, before, after, { at, title: "t", command: ["org-backup", "plan"] });
  await engine.answer({ kind: "open", data });
  return engine;
}

async function tried(changes: readonly PageWhatIf[]): Promise<PageQuestions["what-if"]["answer"]> {
  const question: PageQuestion = { kind: "what-if", changes };
  return (await (await opened()).answer(question)) as PageQuestions["what-if"]["answer"];
}

/** What the command line reviews with the same flags. */
function reviewedModel(changes: readonly PageWhatIf[]): unknown {
  const result = whatIfChange(after.organization, changes, at);
  if (!result.ok) {
    throw new Error(result.problems[0]?.message);
  }
  const changed = withWhatIfs({ after: after.organization, facts: {} }, result.change, at);
  const policies = EffectivePolicies.compute(changed.after, at, { previous: before });
  const reviewed = review(before, { after: policies, ...changed.facts }, { at });
  return new PageView(reviewed, before, policies, at).model();
}

const MOVE: PageWhatIf = { kind: "move", account: "400000000002", target: before.organization.root.id };
const [policy] = before.organization.policies;
const EMPTY: PageWhatIf = { kind: "edit", policy: policy?.id ?? "", text: '{ "plans": {} }' };

it("a page has its tree and findings before anything is computed, and no account in it looks unchanged", async () => {
  const engine = new PageEngine(() => Promise.resolve());
  const data = packedPageData(written, before, after, { at, title: "t" });
  const opening = (await engine.answer({ kind: "open", data })) as PageModel;
  const model = (await engine.answer({ kind: "model" })) as PageModel;
  expect(opening).toEqual({
    ...model,
    masthead: { ...model.masthead, organizationChanges: [] },
    nodes: { ...model.nodes, marks: model.nodes.marks.map((mark) => (mark === null ? null : "computing")) },
    changes: null,
  });
  expect(model.nodes.marks).toContain("withheld");
});

describe("what is tried in a page", () => {
  it.each([
    ["a move", [MOVE]],
    ["an edited policy", [EMPTY]],
    ["both", [MOVE, EMPTY]],
  ])("is what a review with the same flags says: %s", async (_, changes) => {
    const answer = await tried(changes);
    expect(answer.ok && answer.model).toEqual(reviewedModel(changes));
  });

  it("is not shown where AWS refuses it, which is said", async () => {
    const answer = await tried([{ ...EMPTY, text: '{"plans":{"p":{"rgions":{}}}}' }]);
    expect(answer).toEqual({
      ok: false,
      problems: [expect.stringContaining('"rgions" is not a key of a plan')],
    });
  });

  it("can be written as a file, and undone", async () => {
    const engine = await opened();
    const first = (await tried([])) as { readonly model: unknown };
    await engine.answer({ kind: "what-if", changes: [MOVE] });
    const file = JSON.parse((await engine.answer({ kind: "file" })) as string) as {
      readonly accounts: readonly { readonly id: string; readonly parentId: string }[];
    };
    expect(file.accounts.find(({ id }) => id === "400000000002")?.parentId).toBe(before.organization.root.id);
    expect(await engine.answer({ kind: "what-if", changes: [] })).toMatchObject({ model: first.model });
  });

  it("checks a text at its places, as `org-backup validate` does", async () => {
    const engine = await opened();
    const answer = await engine.answer({
      kind: "validate",
      format: "json",
      text: '{"plans":\n{"p":{"rgions":{}}}}',
    });
    expect(answer).toMatchObject({
      accepted: false,
      issues: expect.arrayContaining([
        expect.objectContaining({ rule: "unknown-key", line: 2, column: 7 }),
      ]) as unknown,
    });
  });
});

describe("the command for what is tried", () => {
  const base = ["org-backup", "plan", "--org", "my org.yaml"];
  const { organization } = after;

  it("has the flags in the order in which they count, quoted for the shell", () => {
    expect(
      whatIfCommand(
        base,
        [
          { kind: "attach", policy: "it's $(this)", target: "r-1" },
          { kind: "move", account: "111111111111", target: "ou-1" },
        ],
        organization,
      ),
    ).toEqual({
      ok: true,
      text: "org-backup plan --org 'my org.yaml' --move 111111111111=ou-1 --attach 'it'\\''s $(this)=r-1'",
    });
  });

  it.each([
    ["two texts would be read", [EMPTY, { ...EMPTY, policy: "p-other" }], /one text/],
    [
      "a text turns the direction of writing",
      [{ kind: "edit", policy: "p-1", text: '{"plans":{"\u202e":{}}}' }],
      /safely/,
    ],
    ["an id with = cannot be told from its target", [{ kind: "detach", policy: "a=b", target: "r" }], /"="/],
    [
      "control characters steer a terminal",
      [{ kind: "detach", policy: "a\u001b[2J", target: "r" }],
      /safely/,
    ],
  ] as const)("is not given where %s", (_, changes, reason) => {
    expect(whatIfCommand(base, changes, organization)).toEqual({
      ok: false,
      reason: expect.stringMatching(reason) as unknown,
    });
  });

  it("reads an edited text from standard input", () => {
    const text = `{"plans":{"it's $(this)":{}}}`;
    const edited: PageWhatIf = { kind: "edit", policy: "p-1", text };
    expect(whatIfCommand(base, [edited], organization)).toEqual({
      ok: true,
      text: `org-backup plan --org 'my org.yaml' --edit p-1=- <<'POLICY'\n${text}\nPOLICY`,
    });
    expect(whatIfCommand([...base.slice(0, 3), "-"], [edited], organization)).toEqual({
      ok: false,
      reason: expect.stringContaining("one text") as unknown,
    });
    expect(whatIfCommand([...base, "--edit", "other=-"], [MOVE], organization)).toEqual({
      ok: false,
      reason: expect.stringContaining("standard input") as unknown,
    });
    const edits = ["--edit", `${policy?.name ?? ""}=daily.json`];
    expect(whatIfCommand([...base, ...edits], [edited], organization).ok).toBe(true);
    expect(whatIfCommand([...base, ...edits], [EMPTY], organization)).toEqual({
      ok: false,
      reason: expect.stringContaining("edits this policy") as unknown,
    });
  });

  it("is not given where the command line would do it before what wrote the page", () => {
    const [account] = organization.accounts.filter(({ id }) => id === "400000000002");
    const attach = ["--attach", `${policy?.name ?? ""}=${organization.path(account?.id ?? "")}`];
    const detached: PageWhatIf = { kind: "detach", policy: policy?.id ?? "", target: account?.id ?? "" };
    for (const change of [MOVE, detached]) {
      expect(whatIfCommand([...base, ...attach], [change], organization)).toEqual({
        ok: false,
        reason: expect.stringContaining(`--${change.kind}`) as unknown,
      });
    }
    expect(whatIfCommand([...base, "--attach", "other=Root"], [detached], organization).ok).toBe(true);
    expect(whatIfCommand([...base, "--move", "other=Root"], [MOVE, detached], organization).ok).toBe(true);
  });
});
