import { Evaluator } from "../expression/evaluator";
import { DependencyGraph } from "./dependency-graph";
import { blocksOf, readStacks } from "./stack-json";
import type { Block, StackJson } from "./stack-json";
import { variableValues } from "./variable-values";
import type { VariableValues } from "./variable-values";

/** The output of `cdktf synth`, read and evaluated once for everything that a review asks of it. */
export class SynthesizedCode {
  readonly blocks: readonly Block[];
  readonly evaluator: Evaluator;
  private graph: DependencyGraph | undefined;
  private first: ReadonlySet<string> | undefined;

  private constructor(
    readonly stacks: readonly StackJson[],
    private readonly variables: VariableValues,
    assumes: boolean,
  ) {
    this.blocks = stacks.flatMap(blocksOf);
    this.evaluator = new Evaluator(stacks, this.blocks, variables, assumes);
  }

  /** @throws OrgBackupError (`input`) where the directory is no CDKTF output */
  static read(directory: string): SynthesizedCode {
    return new SynthesizedCode(readStacks(directory), variableValues(process.env), true);
  }

  /** The same code, of which what rests on the assumed value of a variable is unknown. */
  withoutAssumptions(): SynthesizedCode {
    return new SynthesizedCode(this.stacks, this.variables, false);
  }

  /** @param variable `stack/var.name` */
  hasNoValue(variable: string): boolean {
    const [stack = "", name = ""] = variable.split("/var.");
    return this.stacks.some((each) => each.name === stack && this.variables(each, name)?.value === undefined);
  }

  get dependencies(): DependencyGraph {
    return (this.graph ??= new DependencyGraph(this.stacks, this.blocks));
  }

  /** Addresses of blocks whose replacements are created before the old ones are destroyed. */
  get createdFirst(): ReadonlySet<string> {
    return (this.first ??= this.dependencies.createdFirst(this.blocks));
  }
}
