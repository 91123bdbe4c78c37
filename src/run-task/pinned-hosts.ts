import { isLoopback } from "../http/service-url";

/** Which addresses of a request may be asked: those of the one HCP Terraform that is configured. */
export class PinnedHosts {
  /**
   * @param tfe the address of HCP Terraform or Terraform Enterprise
   * @param redirectHosts further hosts that it may send us to for a plan, `host` or `host:port`
   */
  constructor(
    private readonly tfe: URL,
    private readonly redirectHosts: readonly string[] = [],
  ) {}

  /** Undefined if the address is not one of the configured service. */
  own(address: string): URL | undefined {
    const url = parse(address);
    return url?.origin === this.tfe.origin && hasNoUser(url) ? url : undefined;
  }

  /**
   * Where a redirect of the service may lead: to itself, from `app.terraform.io` to a neighbour such as
   * `archivist.terraform.io`, or to a host that is named. Only the service itself may see the token.
   */
  redirect(location: string, from: URL): { readonly url: URL; readonly withToken: boolean } | undefined {
    const url = parse(location, from);
    if (url === undefined || !hasNoUser(url) || (url.protocol !== "https:" && !isLoopback(this.tfe))) {
      return undefined;
    }
    const isOwn = url.origin === this.tfe.origin;
    return isOwn || this.redirectHosts.includes(url.host) || isNeighbour(url, this.tfe)
      ? { url, withToken: isOwn }
      : undefined;
  }
}

/** HCP Terraform keeps plans on another host of its own domain; Terraform Enterprise serves them itself. */
function isNeighbour(url: URL, tfe: URL): boolean {
  return [url, tfe].every(({ hostname, port }) => port === "" && hostname.endsWith(HCP_DOMAIN));
}

const HCP_DOMAIN = ".terraform.io";

function hasNoUser({ username, password }: URL): boolean {
  return username === "" && password === "";
}

function parse(address: string, base?: URL): URL | undefined {
  try {
    const url = new URL(address, base);
    return url.protocol === "https:" || url.protocol === "http:" ? url : undefined;
  } catch {
    return undefined;
  }
}
