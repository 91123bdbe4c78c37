import * as sdk from "@aws-sdk/client-organizations";
import type { AwsSession } from "./aws-session";
import { PageTokens } from "./page-tokens";

/** One page of a list: AWS may give an empty page that has a successor. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
  /** What was called, as IAM names it. */
  readonly action: string;
}

export type PageReader<T> = (token: string | undefined) => Promise<Page<T>>;

const TYPE = "BACKUP_POLICY";
/** The most that AWS Organizations gives at once. */
export const PAGE_SIZE = 20;

/** The operations of AWS Organizations that this package uses; nothing here changes anything. */
export class OrganizationsApi {
  constructor(readonly session: AwsSession) {}

  async describeOrganization(): Promise<sdk.Organization> {
    const { Organization: organization } = await this.call("DescribeOrganization", (client, options) =>
      client.send(new sdk.DescribeOrganizationCommand({}), options),
    );
    this.session.managementAccountId = organization?.MasterAccountId;
    return organization ?? {};
  }

  readonly listRoots: PageReader<sdk.Root> = async (NextToken) => {
    const output = await this.call("ListRoots", (client, options) =>
      client.send(new sdk.ListRootsCommand({ NextToken, MaxResults: PAGE_SIZE }), options),
    );
    return { items: output.Roots ?? [], next: output.NextToken, action: "organizations:ListRoots" };
  };

  readonly listAccounts: PageReader<sdk.Account> = async (NextToken) => {
    const output = await this.call("ListAccounts", (client, options) =>
      client.send(new sdk.ListAccountsCommand({ NextToken, MaxResults: PAGE_SIZE }), options),
    );
    return { items: output.Accounts ?? [], next: output.NextToken, action: "organizations:ListAccounts" };
  };

  listAccountsForParent(ParentId: string): PageReader<sdk.Account> {
    return async (NextToken) => {
      const output = await this.call("ListAccountsForParent", (client, options) =>
        client.send(
          new sdk.ListAccountsForParentCommand({ ParentId, NextToken, MaxResults: PAGE_SIZE }),
          options,
        ),
      );
      return {
        items: output.Accounts ?? [],
        next: output.NextToken,
        action: "organizations:ListAccountsForParent",
      };
    };
  }

  listOrganizationalUnits(ParentId: string): PageReader<sdk.OrganizationalUnit> {
    return async (NextToken) => {
      const input = { ParentId, NextToken, MaxResults: PAGE_SIZE };
      const output = await this.call("ListOrganizationalUnitsForParent", (client, options) =>
        client.send(new sdk.ListOrganizationalUnitsForParentCommand(input), options),
      );
      return {
        items: output.OrganizationalUnits ?? [],
        next: output.NextToken,
        action: "organizations:ListOrganizationalUnitsForParent",
      };
    };
  }

  readonly listPolicies: PageReader<sdk.PolicySummary> = async (NextToken) => {
    const output = await this.call("ListPolicies", (client, options) =>
      client.send(new sdk.ListPoliciesCommand({ Filter: TYPE, NextToken, MaxResults: PAGE_SIZE }), options),
    );
    return { items: output.Policies ?? [], next: output.NextToken, action: "organizations:ListPolicies" };
  };

  async policyText(PolicyId: string): Promise<string> {
    const { Policy: policy } = await this.call("DescribePolicy", (client, options) =>
      client.send(new sdk.DescribePolicyCommand({ PolicyId }), options),
    );
    return policy?.Content ?? "";
  }

  listTargets(PolicyId: string): PageReader<sdk.PolicyTargetSummary> {
    return async (NextToken) => {
      const output = await this.call("ListTargetsForPolicy", (client, options) =>
        client.send(
          new sdk.ListTargetsForPolicyCommand({ PolicyId, NextToken, MaxResults: PAGE_SIZE }),
          options,
        ),
      );
      return {
        items: output.Targets ?? [],
        next: output.NextToken,
        action: "organizations:ListTargetsForPolicy",
      };
    };
  }

  listPoliciesForTarget(TargetId: string): PageReader<sdk.PolicySummary> {
    return async (NextToken) => {
      const input = { TargetId, Filter: TYPE, NextToken, MaxResults: PAGE_SIZE } as const;
      const output = await this.call("ListPoliciesForTarget", (client, options) =>
        client.send(new sdk.ListPoliciesForTargetCommand(input), options),
      );
      return {
        items: output.Policies ?? [],
        next: output.NextToken,
        action: "organizations:ListPoliciesForTarget",
      };
    };
  }

  listParents(ChildId: string): PageReader<sdk.Parent> {
    return async (NextToken) => {
      const output = await this.call("ListParents", (client, options) =>
        client.send(new sdk.ListParentsCommand({ ChildId, NextToken, MaxResults: PAGE_SIZE }), options),
      );
      return { items: output.Parents ?? [], next: output.NextToken, action: "organizations:ListParents" };
    };
  }

  readonly listTrustedServices: PageReader<sdk.EnabledServicePrincipal> = async (NextToken) => {
    const output = await this.call("ListAWSServiceAccessForOrganization", (client, options) =>
      client.send(
        new sdk.ListAWSServiceAccessForOrganizationCommand({ NextToken, MaxResults: PAGE_SIZE }),
        options,
      ),
    );
    return {
      items: output.EnabledServicePrincipals ?? [],
      next: output.NextToken,
      action: "organizations:ListAWSServiceAccessForOrganization",
    };
  };

  readonly listDelegatedAdministrators: PageReader<sdk.DelegatedAdministrator> =
    this.listDelegatedAdministratorsOf(undefined);

  /** The delegated administrators of one service, or of any. */
  listDelegatedAdministratorsOf(
    ServicePrincipal: string | undefined,
  ): PageReader<sdk.DelegatedAdministrator> {
    return async (NextToken) => {
      const input = { ServicePrincipal, NextToken, MaxResults: PAGE_SIZE };
      const output = await this.call("ListDelegatedAdministrators", (client, options) =>
        client.send(new sdk.ListDelegatedAdministratorsCommand(input), options),
      );
      return {
        items: output.DelegatedAdministrators ?? [],
        next: output.NextToken,
        action: "organizations:ListDelegatedAdministrators",
      };
    };
  }

  listDelegatedServices(AccountId: string): PageReader<sdk.DelegatedService> {
    return async (NextToken) => {
      const input = { AccountId, NextToken, MaxResults: PAGE_SIZE };
      const output = await this.call("ListDelegatedServicesForAccount", (client, options) =>
        client.send(new sdk.ListDelegatedServicesForAccountCommand(input), options),
      );
      return {
        items: output.DelegatedServices ?? [],
        next: output.NextToken,
        action: "organizations:ListDelegatedServicesForAccount",
      };
    };
  }

  listTags(ResourceId: string): PageReader<sdk.Tag> {
    return async (NextToken) => {
      const output = await this.call("ListTagsForResource", (client, options) =>
        client.send(new sdk.ListTagsForResourceCommand({ ResourceId, NextToken }), options),
      );
      return {
        items: output.Tags ?? [],
        next: output.NextToken,
        action: "organizations:ListTagsForResource",
      };
    };
  }

  /** The resource policy of the organization; undefined if it has none. */
  async resourcePolicy(): Promise<string | undefined> {
    try {
      const { ResourcePolicy: policy } = await this.call(
        "DescribeResourcePolicy",
        (client, options) => client.send(new sdk.DescribeResourcePolicyCommand({}), options),
        ["ResourcePolicyNotFoundException"],
      );
      return policy?.Content;
    } catch (error) {
      if (error instanceof sdk.ResourcePolicyNotFoundException) {
        return undefined;
      }
      throw error;
    }
  }

  /** Undefined if AWS has none: the policy type is not enabled, or the account is closed. */
  async effectivePolicy(TargetId: string): Promise<PublishedText | undefined> {
    try {
      const { EffectivePolicy: policy } = await this.call(
        "DescribeEffectivePolicy",
        (client, options) =>
          client.send(new sdk.DescribeEffectivePolicyCommand({ PolicyType: TYPE, TargetId }), options),
        ["EffectivePolicyNotFoundException", "TargetNotFoundException"],
      );
      return { text: policy?.PolicyContent ?? "{}", updatedAt: policy?.LastUpdatedTimestamp };
    } catch (error) {
      if (
        error instanceof sdk.EffectivePolicyNotFoundException ||
        error instanceof sdk.TargetNotFoundException
      ) {
        return undefined;
      }
      throw error;
    }
  }

  readonly listInvalidAccounts: PageReader<sdk.Account> = async (NextToken) => {
    const input = { PolicyType: TYPE, NextToken, MaxResults: PAGE_SIZE } as const;
    const output = await this.call("ListAccountsWithInvalidEffectivePolicy", (client, options) =>
      client.send(new sdk.ListAccountsWithInvalidEffectivePolicyCommand(input), options),
    );
    return {
      items: output.Accounts ?? [],
      next: output.NextToken,
      action: "organizations:ListAccountsWithInvalidEffectivePolicy",
    };
  };

  listValidationErrors(AccountId: string): PageReader<sdk.EffectivePolicyValidationError> {
    return async (NextToken) => {
      const input = { PolicyType: TYPE, AccountId, NextToken, MaxResults: PAGE_SIZE } as const;
      const output = await this.call("ListEffectivePolicyValidationErrors", (client, options) =>
        client.send(new sdk.ListEffectivePolicyValidationErrorsCommand(input), options),
      );
      return {
        items: output.EffectivePolicyValidationErrors ?? [],
        next: output.NextToken,
        action: "organizations:ListEffectivePolicyValidationErrors",
      };
    };
  }

  private async call<T>(
    operation: string,
    send: (client: sdk.OrganizationsClient, options: { readonly abortSignal?: AbortSignal }) => Promise<T>,
    expected: readonly string[] = [],
  ): Promise<T> {
    // DescribePolicy has a limit of its own, far below that of the lists; AWS documents no others for reading.
    const name = operation === "DescribePolicy" ? operation : "organizations";
    const client = await this.session.client(
      name,
      (configuration) => new sdk.OrganizationsClient(configuration),
    );
    return this.session.call(`organizations:${operation}`, (options) => send(client, options), expected);
  }
}

/** What AWS published for an account. */
export interface PublishedText {
  readonly text: string;
  readonly updatedAt: Date | undefined;
}

/** All items of a list. */
export async function allPages<T>(read: PageReader<T>): Promise<readonly T[]> {
  const items: T[] = [];
  let tokens: PageTokens | undefined;
  let token: string | undefined;
  do {
    const page = await read(token);
    items.push(...page.items);
    tokens ??= new PageTokens(page.action);
    token = tokens.after(page.items.length, page.next);
  } while (token !== undefined);
  return items;
}
