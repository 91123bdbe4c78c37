import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ALL_RULES } from "../../src/catalogue/catalogue";
import { documentationOf } from "../../src/text/rule";
import { PAGES, readPage, ROOT } from "./support/pages";

const topics = PAGES.flatMap(({ file }) => /^help\/(?:constructs\/)?([\w-]+)\.md$/.exec(file)?.[1] ?? []);

/** The anchors that headings get on GitHub. */
function anchorsOf(file: string): readonly string[] {
  return [...readPage(file).text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

const links = PAGES.flatMap(({ file, text }) =>
  [...text.replaceAll(/^```[^]*?^```$/gm, "").matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => ({
    file,
    target: target!,
  })),
);
const relative = links.filter(({ target }) => !/^[a-z]+:/.test(target));

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

describe("links", () => {
  it("lead to files that exist", () => {
    const broken = relative.filter(({ file, target }) => {
      const [path = ""] = target.split("#");
      return path !== "" && !existsSync(join(ROOT, dirname(file), path));
    });
    expect(broken).toEqual([]);
  });

  it("lead to headings that exist", () => {
    const broken = relative.filter(({ file, target }) => {
      const [path = "", anchor] = target.split("#");
      const page = path === "" ? file : join(dirname(file), path);
      return anchor !== undefined && page.endsWith(".md") && !anchorsOf(page).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("lead elsewhere over https, to no one but those who decide the matter", () => {
    const hosts = new Set(
      links
        .filter(({ target }) => /^[a-z]+:/.test(target))
        .map(({ target }) => `${new URL(target).protocol}//${new URL(target).host}`),
    );
    expect([...hosts].sort().filter((host) => !AUTHORITIES.includes(host))).toEqual([]);
  });
});

const AUTHORITIES: readonly string[] = [
  "https://docs.aws.amazon.com",
  "https://developer.hashicorp.com",
  "https://github.com",
  "https://www.openpolicyagent.org",
  "https://www.conftest.dev",
  "https://repost.aws",
  "https://cdktn.io",
];

describe("topics", () => {
  it("that the code names exist", () => {
    const named = sourcesIn("src").flatMap((file) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      return [
        ...[...text.matchAll(/org-backup help ([a-z][a-z-]+)/g)].map(([, topic]) => topic!),
        ...[...text.matchAll(/(?:helpTopic|topic): "([a-z-]+)"/g)].map(([, topic]) => topic!),
        ...[...text.matchAll(/with(?:Live|LiveOrganization)\([^"()]*, "([a-z-]+)"/g)].map(
          ([, topic]) => topic!,
        ),
      ].map((topic) => ({ file, topic }));
    });
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ topic }) => !topics.includes(topic))).toEqual([]);
  });

  it("that the pages name exist", () => {
    const named = PAGES.flatMap(({ file, text }) =>
      [...text.matchAll(/org-backup help ([a-z][a-z-]+)/g)].map(([, topic]) => ({ file, topic: topic! })),
    );
    expect(named.filter(({ topic }) => !topics.includes(topic))).toEqual([]);
  });
});

it.each(ALL_RULES.map(({ id }) => id))("the page about the finding %s exists", (rule) => {
  const [page = "", anchor = ""] = documentationOf(rule).split("#");
  expect(anchorsOf(page)).toContain(anchor);
});

describe("the README's guide", () => {
  it("names every page of the guide", () => {
    const readme = links.filter(({ file }) => file === "README.md").map(({ target }) => target);
    const pages = readdirSync(join(ROOT, "help"))
      .filter((file) => file.endsWith(".md"))
      .map((file) => `help/${file}`);
    expect(pages.filter((page) => !readme.includes(page))).toEqual([]);
  });
});

describe("CONTRIBUTING's map of the code", () => {
  const map = readFileSync(join(ROOT, "CONTRIBUTING.md"), "utf8").split("## The map of the code")[1] ?? "";
  const rows = [...map.matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, folder]) => folder),
  );

  it("has every folder of the sources, and none that is not there", () => {
    const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `src/${name}`);
    expect(folders.filter((folder) => !rows.includes(folder))).toEqual([]);
    expect(rows.filter((folder) => !existsSync(join(ROOT, folder!)))).toEqual([]);
  });
});
