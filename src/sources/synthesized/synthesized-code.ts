import { Evaluator } from "../expression/evaluator";
import { DependencyGraph } from "./dependency-graph";
import { blocksOf, readStacks } from "./stack-json";
import type { Block, StackJson } from "./stack-json";

/** The output of `cdktf synth`, read and evaluated once for everything that a review asks of it. */
export class SynthesizedCode {
  readonly blocks: readonly Block[];
  readonly evaluator: Evaluator;
  private graph: DependencyGraph | undefined;

  private constructor(readonly stacks: readonly StackJson[]) {
    this.blocks = stacks.flatMap(blocksOf);
    this.evaluator = new Evaluator(stacks, this.blocks);
  }

  /** @throws OrgBackupError (`input`) where the directory is no CDKTF output */
  static read(directory: string): SynthesizedCode {
    return new SynthesizedCode(readStacks(directory));
  }

  get dependencies(): DependencyGraph {
    return (this.graph ??= new DependencyGraph(this.stacks, this.blocks));
  }
}
