import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** What a file asks for: another file, or a package. */
const REQUIRED = /\brequire\((["'])([^"']+)\1\)/g;

/**
 * The files that a file needs, with itself: their code by name, which is their path from its folder.
 *
 * @param written what becomes of the code
 */
export function modulesOf(
  entry: string,
  written = (code: string): string => code,
): ReadonlyMap<string, string> {
  const nameOf = (file: string): string => relative(dirname(entry), file).replaceAll("\\", "/");
  const modules = new Map<string, string>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const name = nameOf(file);
    if (!modules.has(name)) {
      const folder = dirname(file);
      const code = readFileSync(file, "utf8").replace(REQUIRED, (whole, _, required: string) => {
        if (!required.startsWith(".")) {
          return whole;
        }
        open.push(join(folder, required));
        return `require("${nameOf(join(folder, required))}")`;
      });
      modules.set(name, written(code));
    }
  }
  return modules;
}

/**
 * A script that defines `load`, which gives a module by its name as Node's `require` does.
 *
 * @param modules their code by name
 * @param more further modules, as members of an object
 * @param others where else to look, as an expression with `name`
 */
export function moduleScript(modules: ReadonlyMap<string, string>, more = "", others = "undefined"): string {
  const members = [...modules].map(
    ([name, code]) => `${JSON.stringify(name)}(module,exports,require){${code}\n}`,
  );
  return `const modules={${[...members, more].join(",")}},loaded={};
const load=(name)=>{const known=loaded[name]??${others};if(known)return known;
const module={exports:loaded[name]={}};modules[name]?.(module,module.exports,load);return loaded[name]=module.exports};
`;
}
