import { Workshop } from "./workshop";

/** A workshop with a repository, in which the code under review has lost a policy that AWS has. */
export async function workshopWithDeletion(): Promise<Workshop> {
  const workshop = new Workshop();
  await workshop.withRepository();
  workshop.removePolicyFromCode("payments-archive");
  return workshop;
}

export function expectDeletion(review: string): void {
  const { basis, organizationChanges } = JSON.parse(review) as {
    readonly basis: readonly string[];
    readonly organizationChanges: readonly object[];
  };
  expect(basis.join("\n")).toContain(
    "Deletions are known from the code of the target branch (base/cdktf.out).",
  );
  expect(organizationChanges).toContainEqual(
    expect.objectContaining({ subject: "policy", action: "deleted", name: "payments-archive" }),
  );
}
