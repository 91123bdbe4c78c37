import { AwsDouble } from "../../support/aws-double/aws-double";
import { organization } from "../../support/organizations";
import { accountOf, callDouble, seedOf, TRUST } from "./double-call";
import { base, environment, fullVault, refusalCases } from "./refusal-cases";

const MANAGEMENT = "000000000001";
const REGION = "eu-central-1";

/** What AWS answers on the wire where the name of an exception is another one. */
const WIRE_NAMES: Readonly<Record<string, string>> = { EntityAlreadyExists: "EntityAlreadyExistsException" };

let double: AwsDouble;

afterEach(async () => {
  await double.stop();
});

/**
 * The double is written apart from `src/change`: what one of them refuses and the other does not is a mistake
 * in one of the two.
 */
describe("the double refuses what the change model refuses", () => {
  it.each(refusalCases.map((each) => ({ ...each, title: `${each.call.operation}: ${each.refusal}` })))(
    "$title",
    async ({ call, refusal, refusalOnWire = refusal, organization: other }) => {
      const { data } = other ?? organization(base);
      double = await AwsDouble.start({ seed: seedOf(data) });
      for (const vault of environment.vaults) {
        const added = double.state.backup.addVault(accountOf(vault), REGION, vault.name, {
          createdAt: new Date(),
        });
        added.recoveryPoints.push(...(vault === fullVault ? [{}, {}] : []));
      }
      for (const role of environment.roles) {
        double.state.iam.addRole(accountOf(role), role.name, TRUST, role.path);
      }
      const before = picture();
      const error = (await callDouble(double, call, data.settings.managementAccountId ?? MANAGEMENT).then(
        () => ({ name: "nothing refused" }),
        (reason: unknown) => reason,
      )) as { readonly name: string; readonly Reason?: string };
      const name = WIRE_NAMES[error.name] ?? error.name;
      expect([name, error.Reason].filter((part) => part !== undefined).join(" ")).toBe(refusalOnWire);
      expect(picture()).toEqual(before);
    },
  );
});

/** What a refused call leaves as it is. */
function picture(): unknown {
  const { targets, policies, enabledPolicyTypes, trustedServices, delegatedAdministrators } =
    double.state.organizations.current!;
  return structuredClone({
    targets: [...targets.values()],
    policies: [...policies.values()],
    enabledPolicyTypes,
    trustedServices,
    delegatedAdministrators,
  });
}
