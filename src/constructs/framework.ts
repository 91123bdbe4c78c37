/**
 * The framework that the constructs are written for. This is the only file that imports it, so that
 * another implementation of the same interface can take its place.
 */
export { Construct } from "constructs";
export type { IConstruct } from "constructs";
export {
  Annotations,
  App,
  CloudBackend,
  Fn,
  Lazy,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Testing,
  Token,
  Tokenization,
  dependable,
} from "cdktf";
export type { AppConfig, IResolvable, ITerraformDependable, TerraformResourceLifecycle } from "cdktf";
