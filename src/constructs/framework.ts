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
  DefaultTokenResolver,
  Fn,
  Lazy,
  LocalBackend,
  NamedCloudWorkspace,
  S3Backend,
  StringConcat,
  TerraformBackend,
  TerraformDataSource,
  TerraformElement,
  TerraformIterator,
  TerraformOutput,
  TerraformProvider,
  TerraformResource,
  TerraformStack,
  Testing,
  Token,
  Tokenization,
  dependable,
} from "cdktf";
export type {
  AppConfig,
  IResolvable,
  IResolveContext,
  ITerraformDependable,
  ITerraformIterator,
  TerraformResourceLifecycle,
} from "cdktf";
