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
