import { createServer } from "node:http";
import type { RequestListener, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { AwsSession } from "../../../src/sources/live/aws-session";
import { OrganizationsApi } from "../../../src/sources/live/organizations-api";

const credentials = {
  AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_REGION: "us-east-1",
};

let server: Server;
let session: AwsSession;
let requests = 0;

beforeEach(() => {
  Object.assign(process.env, credentials);
});

afterEach(async () => {
  session.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function listRoots(answer: RequestListener, requestTimeout = 5): Promise<unknown> {
  requests = 0;
  server = createServer((incoming, outgoing) => {
    requests += 1;
    incoming.resume();
    incoming.on("end", () => answer(incoming, outgoing));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  session = new AwsSession({ endpointUrl, requestTimeout }, "snapshot");
  return new OrganizationsApi(session).listRoots(undefined);
}

const json =
  (text: string): RequestListener =>
  (_, outgoing) => {
    outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end(text);
  };

describe("a request", () => {
  test("that is never answered ends after three attempts with the time that it had", async () => {
    await expect(listRoots(() => undefined, 0.2)).rejects.toMatchObject({
      code: "aws",
      message: "AWS did not finish answering organizations:ListRoots within 0.2 seconds, on every attempt.",
      hint: expect.stringMatching(/--request-timeout gives each request more time\.$/) as string,
    });
    expect(requests).toBe(3);
  });

  test("whose answer drips ends in the same way, although something arrives all the time", async () => {
    let drip: NodeJS.Timeout | undefined;
    const dripping: RequestListener = (_, outgoing) => {
      outgoing.writeHead(200, { "content-type": "application/x-amz-json-1.1" });
      drip = setInterval(() => outgoing.write(" "), 10);
      outgoing.on("close", () => clearInterval(drip));
    };
    await expect(listRoots(dripping, 0.3)).rejects.toThrow("within 0.3 seconds");
    clearInterval(drip);
  });

  test.each([200, 403, 502])("answered with HTML and status %d names what stands between", async (status) => {
    const html: RequestListener = (_, outgoing) => {
      outgoing.writeHead(status, { "content-type": "text/html" });
      outgoing.end("\n<!doctype html><html><body>internal.proxy.example</body></html>");
    };
    await expect(listRoots(html)).rejects.toMatchObject({
      message: `A proxy or gateway answered organizations:ListRoots with an HTML page (status ${status}), not AWS.`,
    });
    expect(requests).toBe(status === 502 ? 3 : 1);
  });

  test("answered with something other than HTTP names what stands between", async () => {
    const noise: RequestListener = (_, outgoing) => outgoing.socket?.end("220 smtp.example ESMTP\r\n");
    await expect(listRoots(noise)).rejects.toMatchObject({
      message:
        "A proxy or gateway answered organizations:ListRoots with something other than HTTP (status unknown), not AWS.",
    });
  });

  test("answered with a redirection names what stands between, and goes nowhere else", async () => {
    const elsewhere: RequestListener = (_, outgoing) => {
      outgoing.writeHead(302, { location: "/login" });
      outgoing.end();
    };
    await expect(listRoots(elsewhere)).rejects.toMatchObject({
      message:
        "A proxy or gateway answered organizations:ListRoots with a redirection (status 302), not AWS.",
    });
    expect(requests).toBe(1);
  });

  test.each([
    ['{"Roots":{}}', '"Roots" is an object, expected a list'],
    ['{"Roots":"none"}', '"Roots" is a string, expected a list'],
    ['{"Roots":[7]}', '"Roots[0]" is a number, expected an object'],
    ['{"Roots":[null]}', '"Roots[0]" is null, expected a value'],
    ['{"Roots":[{"Id":7}]}', '"Roots[0].Id" is a number, expected text'],
    ['{"Roots":[{"PolicyTypes":[{"Type":[]}]}]}', '"Roots[0].PolicyTypes[0].Type" is a list, expected text'],
    ['{"Roots":[],"NextToken":{}}', '"NextToken" is an object, expected text'],
  ])("answered with %s names the field", async (text, found) => {
    await expect(listRoots(json(text))).rejects.toMatchObject({
      code: "aws",
      message: `The answer to organizations:ListRoots is not as AWS documents it: ${found}.`,
    });
  });

  test.each([
    ["", "it is empty"],
    [" \n", "it is neither a JSON object nor XML"],
    ["null", "it is neither a JSON object nor XML"],
    ["[[]]", "it is neither a JSON object nor XML"],
  ])("answered with %j is not taken for one that finds nothing", async (text, found) => {
    await expect(listRoots(json(text))).rejects.toMatchObject({
      message: `The answer to organizations:ListRoots is not as AWS documents it: ${found}.`,
    });
  });

  test("whose answer is cut short says so", async () => {
    await expect(listRoots(json('{"Roots":[{"Id"'))).rejects.toMatchObject({
      message:
        "The answer to organizations:ListRoots cannot be read (status 200, SyntaxError): it is cut short, or not from AWS.",
    });
  });

  test("takes what AWS leaves out for missing", async () => {
    await expect(listRoots(json('{"Roots":null}'))).resolves.toMatchObject({ items: [] });
  });
});
