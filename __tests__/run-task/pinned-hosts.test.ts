import { PinnedHosts } from "../../src/run-task/pinned-hosts";

const hcp = new PinnedHosts(new URL("https://app.terraform.io"), ["storage.example.com"]);
const own = new PinnedHosts(new URL("https://tfe.example.com"));
const plan = new URL("https://app.terraform.io/api/v2/plans/1/json-output");

describe("an address of a request", () => {
  it.each([
    ["https://app.terraform.io/x", true],
    ["https://APP.terraform.io:443/x", true],
    ["https://archivist.terraform.io/x", false],
    ["http://app.terraform.io/x", false],
    ["https://app.terraform.io:8443/x", false],
    ["https://app.terraform.io.evil.example/x", false],
    ["https://app.terraform.io@evil.example/x", false],
    ["https://user@app.terraform.io/x", false],
    ["https:///app.terraform.io", true],
    ["//app.terraform.io", false],
  ])("%s is of the configured host: %p", (address, expected) => {
    expect(hcp.own(address) !== undefined).toBe(expected);
  });
});

describe("a redirect", () => {
  it.each([
    ["/_archivist/v1/object/x", "token"],
    ["https://archivist.terraform.io/v1/object/x", "no token"],
    ["https://storage.example.com/x", "no token"],
    ["https://storage.example.com:8443/x", "refused"],
    ["http://archivist.terraform.io/x", "refused"],
    ["https://archivist.terraform.io:8443/x", "refused"],
    ["https://terraform.io.evil.example/x", "refused"],
    ["https://evilterraform.io/x", "refused"],
    ["https://user@archivist.terraform.io/x", "refused"],
    ["https://169.254.169.254/x", "refused"],
    ["file:///etc/passwd", "refused"],
    ["https://[", "refused"],
  ])("to %s is followed with: %s", (location, expected) => {
    const target = hcp.redirect(location, plan);
    expect(target === undefined ? "refused" : target.withToken ? "token" : "no token").toBe(expected);
  });

  it("of Terraform Enterprise stays with it, unless another host is named", () => {
    const from = new URL("https://tfe.example.com/plan");
    expect(own.redirect("https://tfe.example.com/_archivist/x", from)?.withToken).toBe(true);
    expect(own.redirect("https://storage.example.com/x", from)).toBeUndefined();
    expect(own.redirect("https://archivist.terraform.io/x", from)).toBeUndefined();
  });
});
