import { AwsSession } from "../../../src/sources/live/aws-session";
import { simulateCaller } from "../../../src/sources/live/read-permissions";

/** A session that knows who calls, and has no credentials to ask for more. */
function sessionOf(arn: string): AwsSession {
  const session = new AwsSession({}, "preflight");
  jest.spyOn(session, "caller").mockResolvedValue({ arn, accountId: "111111111111" });
  jest.spyOn(session, "client").mockRejectedValue(new Error("AWS was asked"));
  return session;
}

describe("simulating the caller", () => {
  test("the root user may do everything: IAM has no policies for it", async () => {
    const simulated = await simulateCaller(sessionOf("arn:aws:iam::111111111111:root"), [
      "organizations:ListRoots",
    ]);
    expect(simulated).toEqual({
      known: true,
      value: [{ action: "organizations:ListRoots", isAllowed: true, isDenied: false }],
    });
  });

  test("a federated user cannot be simulated: that is said, and IAM is not asked", async () => {
    const arn = "arn:aws:sts::111111111111:federated-user/someone";
    expect(await simulateCaller(sessionOf(arn), ["organizations:ListRoots"])).toEqual({
      known: false,
      why: `IAM simulates users and roles only; the caller is ${arn}.`,
    });
  });
});
