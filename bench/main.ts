import { benchEffective } from "./effective";
import { benchReview } from "./review";
import { benchValidate } from "./validate";

/** `npm run bench [NAME...]`: every benchmark compares with a baseline measured in the same run. */
const benchmarks: Readonly<Record<string, () => void | Promise<void>>> = {
  effective: benchEffective,
  review: benchReview,
  validate: benchValidate,
};

async function main(names: readonly string[]): Promise<void> {
  for (const [name, bench] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) {
      await bench();
    }
  }
}

void main(process.argv.slice(2));
