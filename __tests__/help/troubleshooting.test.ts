import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readPage, ROOT } from "./support/pages";

/** Literal texts of the source, with `...` for what is put into them. */
const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(join(ROOT, "src", file), "utf8").replaceAll("\\`", "`"));

/** What the page shows the tool to print; another test runs it. */
const page = readPage("help/troubleshooting.md");
const printed = page.blocks.filter(({ language }) => language === "console").map(({ text }) => text);

/** Words of AWS that the tool hands on. */
const FROM_AWS = ["ConcurrentModificationException", "TooManyRequestsException"];

const messages = [...page.text.matchAll(/^### (.*`.*)$/gm)]
  .flatMap(([, heading]) => heading!.split(/(?<=`)(?:, | and )(?=`)/))
  .map((heading) => heading.replace(/^`(.*)`$/, "$1"));

it.each(messages)("the message %s is one that the tool gives", (message) => {
  const fragments = message
    .split("...")
    .map((part) => part.trim().replace("BACKUP_POLICY", ""))
    .flatMap((part) => part.split("  "))
    .filter((part) => /\w{2}/.test(part));
  expect(fragments.length).toBeGreaterThan(0);
  const hasAll = (source: string): boolean => {
    let at = 0;
    return fragments.every((fragment) => {
      at = source.indexOf(fragment, at);
      return at !== -1;
    });
  };
  expect(FROM_AWS.includes(message) || [...printed, ...sources].some(hasAll)).toBe(true);
});

it("there are messages about files, accounts, AWS and Terraform", () => {
  expect(messages.length).toBeGreaterThan(25);
});
