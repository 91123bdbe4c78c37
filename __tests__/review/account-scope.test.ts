import { describeAccounts } from "../../src/review/account-scope";
import { organization, unit, account, ROOT } from "../support/organizations";
import type { Organization } from "../../src/organization/organization";

function tree(inA: number, inB: number, inC: number): Organization {
  const accounts = [
    ...Array.from({ length: inA }, (_, index) => account(`1${String(index).padStart(11, "0")}`, "ou-a")),
    ...Array.from({ length: inB }, (_, index) => account(`2${String(index).padStart(11, "0")}`, "ou-b")),
    ...Array.from({ length: inC }, (_, index) => account(`3${String(index).padStart(11, "0")}`, "ou-c")),
  ].map((made) => ({ ...made, name: `n${made.id.replace(/0+(?=\d)/, "-")}` }));
  return organization({
    organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", "ou-a"), unit("ou-c", ROOT)],
    accounts,
  });
}

const ids = (from: Organization, pick: (id: string) => boolean = () => true): readonly string[] =>
  from.accounts.map(({ id }) => id).filter(pick);

describe("accounts in words", () => {
  const all = tree(3, 1281, 4);

  it("are the OU that holds them all", () => {
    expect(describeAccounts(all, ids(all))).toBe("Root/*");
    expect(
      describeAccounts(
        all,
        ids(all, (id) => !id.startsWith("3")),
      ),
    ).toBe("Root/a/*");
  });

  it("are the OU less a few", () => {
    expect(
      describeAccounts(
        all,
        ids(all, (id) => !id.startsWith("3") && !/^20+[12]$/.test(id)),
      ),
    ).toBe("Root/a/*, except b/n2-1, b/n2-2");
  });

  it("are the OU less an OU", () => {
    const wide = tree(5, 3, 0);
    expect(
      describeAccounts(
        wide,
        ids(wide, (id) => id.startsWith("1")),
      ),
    ).toBe("Root/a/*, except b/*");
  });

  it("count exceptions where they are many", () => {
    expect(
      describeAccounts(
        all,
        ids(all, (id) => !/^2.*00\d$/.test(id) && id.startsWith("2")),
      ),
    ).toMatch(/^Root\/a\/b\/\*, except 20 accounts$/);
  });

  it("are named one by one where that is shorter", () => {
    expect(
      describeAccounts(
        all,
        ids(all, (id) => /^3.*[01]$/.test(id)),
      ),
    ).toBe("Root/c/n3-0; Root/c/n3-1");
  });

  it("end where they get too long, and say so", () => {
    const every = ids(all, (id) => id.startsWith("2") && Number(id) % 2 === 0);
    const words = describeAccounts(all, every);
    expect(words).toMatch(/; and \d+ more places$/);
    expect(words.length).toBeLessThan(400);
  });

  it("of accounts that are not there are their ids", () => {
    expect(describeAccounts(all, ["999999999999"])).toBe("999999999999");
    expect(describeAccounts(all, [])).toBe("");
  });
});
