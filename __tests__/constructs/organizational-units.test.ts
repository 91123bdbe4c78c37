import { OrganizationalUnits, OrganizationBackupAccess } from "../../src/constructs";
import { appFor, errorOf, newStack, synthesized } from "./synthesized";

describe("OUs as a tree", () => {
  it("are created below each other", () => {
    const stack = newStack(appFor());
    new OrganizationalUnits(stack, "units", {
      units: { New: { tags: { stage: "new" }, units: { Below: {} } } },
    });
    const [below, unit] = synthesized(stack)
      .resources("aws_organizations_organizational_unit")
      .toSorted((first) => (first.name === "Below" ? -1 : 1));
    expect(unit).toEqual({ name: "New", parent_id: "r-abcd", tags: { stage: "new" } });
    expect(below).toEqual({
      name: "Below",
      parent_id: expect.stringMatching(
        /^\$\{aws_organizations_organizational_unit\.units_New_unit_.*\.id\}$/,
      ) as string,
    });
  });

  it("may have names that every object in JavaScript has", () => {
    const stack = newStack(appFor());
    const names = ["constructor", "toString", "hasOwnProperty"];
    new OrganizationalUnits(stack, "units", {
      units: Object.fromEntries(names.map((name) => [name, {}])),
    });
    expect(
      synthesized(stack)
        .resources("aws_organizations_organizational_unit")
        .map(({ name }) => name),
    ).toEqual(expect.arrayContaining(names));
  });

  it("begin at a parent, and at the app's own root by default", () => {
    const stack = newStack();
    new OrganizationBackupAccess(stack, "access", { mode: "create" });
    new OrganizationalUnits(stack, "units", { units: { New: {} } });
    expect(synthesized(stack).resource("aws_organizations_organizational_unit").parent_id).toBe(
      "${aws_organizations_organization.access_organization_1D0479AD.roots[0].id}",
    );
    const other = newStack(appFor());
    new OrganizationalUnits(other, "units", { parent: "Root/Workloads", units: { New: {} } });
    expect(synthesized(other).resource("aws_organizations_organizational_unit").parent_id).toBe(
      "ou-abcd-workload",
    );
  });

  it("that exist are looked up in the organization file", () => {
    const stack = newStack(appFor());
    const units = new OrganizationalUnits(stack, "units", {
      units: { Workloads: { existing: true, units: { Production: { existing: true }, New: {} } } },
    });
    const result = synthesized(stack);
    expect(units.unit("Workloads/Production")).toEqual({
      targetId: "ou-abcd-producti",
      path: "Root/Workloads/Production",
    });
    expect(result.data("aws_organizations_organizational_unit")).toEqual([]);
    expect(result.resource("aws_organizations_organizational_unit")).toEqual({
      name: "New",
      parent_id: "ou-abcd-workload",
    });
  });

  it("that exist are looked up by name when Terraform plans, where there is no file", () => {
    const stack = newStack();
    new OrganizationalUnits(stack, "units", { parent: "r-abcd", units: { Workloads: { existing: true } } });
    expect(synthesized(stack).data("aws_organizations_organizational_unit")).toEqual([
      { name: "Workloads", parent_id: "r-abcd" },
    ]);
  });

  it("are found by the path below the parent and from the root", () => {
    const units = new OrganizationalUnits(newStack(appFor()), "units", {
      units: { New: { units: { Below: {} } } },
    });
    expect(units.unit("New/Below")).toBe(units.unit("Root/New/Below"));
    const error = errorOf(() => units.unit("Root/New/Belo"));
    expect(error.message).toContain('The tree has no OU "Root/New/Belo". Did you mean "Root/New/Below"?');
  });

  it("may have names that differ in signs only", () => {
    const stack = newStack(appFor());
    new OrganizationalUnits(stack, "units", { units: { "A B": {}, "A-B": {}, "A:B": {} } });
    const names = synthesized(stack)
      .resources("aws_organizations_organizational_unit")
      .map(({ name }) => name);
    expect(new Set(names)).toEqual(new Set(["A B", "A-B", "A:B"]));
  });

  it("keep a dollar brace in a name literal", () => {
    const stack = newStack(appFor());
    new OrganizationalUnits(stack, "units", { units: { "${x}": {} } });
    expect(synthesized(stack).resource("aws_organizations_organizational_unit").name).toBe("$${x}");
  });

  it.each([
    [
      "a sixth level",
      { A: { units: { B: { units: { C: { units: { D: { units: { E: { units: { F: {} } } } } } } } } } } },
      "more than 5 levels",
    ],
    [
      "an existing OU below a new one",
      { A: { units: { B: { existing: true } } } },
      "cannot exist, since the OU above it does not exist yet",
    ],
    ["an empty name", { "": {} }, "is not a valid OU name"],
    ["a slash in a name", { "A/B": {} }, "is not a valid OU name"],
  ])("refuse %s", (_what, units, message) => {
    expect(errorOf(() => new OrganizationalUnits(newStack(appFor()), "units", { units })).message).toContain(
      message,
    );
  });

  it("refuse the same OU twice in an app", () => {
    const stack = newStack(appFor());
    new OrganizationalUnits(stack, "first", { units: { New: {} } });
    const error = errorOf(() => new OrganizationalUnits(stack, "second", { units: { New: {} } }));
    expect(error.message).toContain('The organizational unit "Root/New" is declared twice.');
  });

  it("refuse a root that nothing tells", () => {
    const error = errorOf(() => new OrganizationalUnits(newStack(), "units", { units: {} }));
    expect(error.message).toBe("stack/units: The root of the organization is not known.");
  });
});
