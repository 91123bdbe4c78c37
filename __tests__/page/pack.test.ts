import { BackupEnvironment } from "../../src/organization/backup-environment";
import { Organization } from "../../src/organization/organization";
import type { OrganizationData } from "../../src/organization/model";
import { Packer, unpack } from "../../src/page/pack";
import type { JsonValue } from "../../src/text/json";
import { tenReview } from "../support/ten-reviews";

const through = <T>(value: T): T =>
  unpack(JSON.parse(JSON.stringify(new Packer().pack(value))) as JsonValue) as T;

describe("what a page holds", () => {
  it.each([
    [
      "maps and sets",
      {
        map: new Map<unknown, unknown>([
          ["a", new Set([1, 2])],
          ["b", undefined],
        ]),
      },
    ],
    ["keys that look like its own signs", { "%ref": 0, "%%map": [], plain: { "%undefined": true } }],
    ["a key that is a prototype's name", JSON.parse('{"__proto__": {"a": 1}, "constructor": 2}') as object],
    ["nulls, numbers and texts", [null, 1.5, "%ref", true]],
  ])("comes out as it went in: %s", (_, value) => {
    const out = through(value);
    expect(out).toEqual(value);
    expect(Object.keys(out)).toEqual(Object.keys(value));
  });

  it("keeps what is shared shared", () => {
    const step = { id: "a" };
    const [first, second] = through([step, { step }]) as [object, { step: object }];
    expect(second.step).toBe(first);
  });

  it("refuses a function rather than lose it", () => {
    expect(() => new Packer().pack({ origin: () => "x" })).toThrow(RangeError);
  });

  it("takes environments along", () => {
    expect(through(BackupEnvironment.UNKNOWN)).toEqual(BackupEnvironment.UNKNOWN);
  });

  it("writes of the second organization only what differs, and shares the rest", () => {
    const { before, after } = tenReview("withheld");
    const [first, second] = [before.organization, after.organization];
    const out = through([first, second]);
    expect(out.map(({ data }) => withoutOrigins(data))).toEqual(
      [first, second].map(({ data }) => withoutOrigins(data)),
    );
    expect(out[1]?.accounts[3]).toBe(out[0]?.accounts[3]);
    const text = JSON.stringify(new Packer().pack([first, second]));
    expect(text.split('"payments-ledger"')).toHaveLength(2);
  });

  it("keeps the exact text of a policy, also where the value does not give it", () => {
    const value = { plans: {} };
    const texts = ['{"plans":{}}', '{ "plans": {} }', undefined];
    const data: OrganizationData = {
      settings: { id: "o-1" },
      root: { id: "r-1", name: "Root" },
      organizationalUnits: [],
      accounts: [],
      policies: texts.map((text, index) => ({
        id: `p-${index}`,
        name: `n${index}`,
        content: { kind: "known", value, ...(text === undefined ? {} : { text }) },
      })),
      attachments: [],
      publishedPolicies: new Map(),
    };
    const result = Organization.create(data);
    if (!result.ok) {
      throw new Error("it does not fit together");
    }
    expect(through(result.organization).policies).toEqual(data.policies);
  });
});

function withoutOrigins(data: OrganizationData): OrganizationData {
  return { ...data, policies: data.policies.map(({ id, name, content }) => ({ id, name, content })) };
}
