import { App, TerraformStack } from "cdktf";
import { OrganizationsPolicy } from "@cdktf/provider-aws/lib/organizations-policy";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
const app = new App();
const s = new TerraformStack(app, "x");
new AwsProvider(s, "aws", { region: "us-east-1" });
new OrganizationsPolicy(s, "p", { name: "a", content: "{}" });
app.synth();
