import { AwsSession } from "../../../src/sources/live/aws-session";

describe("a session", () => {
  test("ends a pause at once when it is interrupted, with the reason", async () => {
    const interruption = new AbortController();
    const session = new AwsSession({}, "snapshot", interruption.signal);
    const pause = session.pause(3_600_000);
    interruption.abort(new Error("Interrupted by hand."));
    await expect(pause).rejects.toThrow("Interrupted by hand.");
    await expect(
      session.call("organizations:ListRoots", () => Promise.reject(new Error("it was called"))),
    ).rejects.toThrow("Interrupted by hand.");
    session.close();
  });
});
