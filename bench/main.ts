import { benchCommands } from "./commands";
import { benchDoubling } from "./doubling";
import { benchEffective } from "./effective";
import { benchGrowth } from "./growth";
import { benchPage } from "./page";
import { benchRender } from "./render";
import { benchResources } from "./resources";
import { benchReview } from "./review";
import { benchSnapshot } from "./snapshot";
import { benchImports, benchInstallation } from "./installation";
import { benchStartUp } from "./start-up";
import { benchSynth } from "./synth";
import { benchValidate } from "./validate";

/** `npm run bench [NAME...]`: every benchmark compares with a baseline measured in the same run. */
const benchmarks: Readonly<Record<string, () => void | Promise<void>>> = {
  "start-up": benchStartUp,
  import: benchImports,
  installation: benchInstallation,
  validate: benchValidate,
  effective: benchEffective,
  review: benchReview,
  render: benchRender,
  synth: benchSynth,
  snapshot: benchSnapshot,
  resources: benchResources,
  commands: benchCommands,
  growth: benchGrowth,
  page: benchPage,
  doubling: benchDoubling,
};

async function main(names: readonly string[]): Promise<void> {
  for (const [name, bench] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) {
      await bench();
    }
  }
}

void main(process.argv.slice(2));
