import type { Page } from "playwright-core";

/** What the page shows above everything else, and in the tree. */
export interface ReadOverview {
  readonly headline: string;
  readonly counts: string;
  /** By name: what is read out for a row of an account. */
  readonly rows: Readonly<Record<string, string>>;
}

export interface ReadFinding {
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
  readonly meta: string;
}

/** A row of the coverage: after the change, and before it where that differs. */
export interface ReadCoverage {
  readonly name: string;
  readonly cells: readonly string[];
}

export interface ReadSetting {
  readonly plan: string;
  /** Below the plan. */
  readonly path: string;
  readonly kind: "same" | "added" | "removed" | "changed";
  readonly before: string;
  readonly after: string;
  /** Policies and targets, as `policy on target`. */
  readonly decides: readonly string[];
  /** The whole story; empty where it is no more than what decides. */
  readonly story: readonly string[];
}

export interface ReadPolicy {
  /** Of the columns with values. */
  readonly titles: readonly string[];
  readonly settings: readonly ReadSetting[];
}

export interface ReadAccount {
  /** Sentences that stand for what is not there. */
  readonly sentences: readonly string[];
  readonly inForce: ReadPolicy;
  /** The merged policy where it is not in force. */
  readonly notInForce: ReadPolicy | null;
  readonly schedules: readonly ReadLane[];
  readonly retention: readonly ReadLane[];
}

interface ReadLane {
  readonly name: string;
  readonly words: readonly string[];
  /** Where the first backup to come stands, from 0 to 1; -1 without one. */
  readonly first: number;
}

/** Shows a target, by its id. */
export async function show(page: Page, id: string): Promise<void> {
  await page.evaluate(
    `(() => {
      if (document.querySelector(".subtitle .mono").textContent !== ${JSON.stringify(id)}) {
        document.documentElement.dataset.ready = "false";
        location.hash = encodeURIComponent(${JSON.stringify(id)});
      }
    })()`,
  );
  await ready(page);
}

export async function ready(page: Page): Promise<void> {
  await page.locator("html[data-ready=true]").waitFor();
}

export async function readOverview(page: Page): Promise<ReadOverview> {
  return page.evaluate<ReadOverview>(`({
    headline: document.querySelector("h1").textContent,
    counts: document.getElementById("counts").textContent,
    rows: Object.fromEntries([...document.querySelectorAll("#tree .account")].map((row) =>
      [row.querySelector(".name").textContent, row.getAttribute("aria-label")])),
  })`);
}

/** Those of the place that is shown. */
export async function readFindings(page: Page): Promise<readonly ReadFinding[]> {
  const more = page.locator(".findings + .more");
  while ((await more.count()) > 0 && (await more.isVisible())) {
    await more.click();
  }
  return page.evaluate<
    readonly ReadFinding[]
  >(`[...document.querySelectorAll("#view .finding")].map((finding) => ({
    severity: finding.querySelector(".severity").textContent,
    rule: finding.querySelector(".finding-title .mono").textContent,
    message: finding.querySelector(".message").textContent,
    hint: finding.querySelector(".hint").textContent,
    meta: finding.querySelector(".meta").textContent,
  }))`);
}

export async function readCoverage(page: Page): Promise<readonly ReadCoverage[]> {
  return page.evaluate<
    readonly ReadCoverage[]
  >(`[...document.querySelectorAll("table.coverage tbody tr")].map((row) => ({
    name: row.querySelector("th button").textContent,
    cells: [...row.querySelectorAll("td.number")].map((cell) => cell.textContent),
  }))`);
}

export async function readAccount(page: Page): Promise<ReadAccount> {
  return page.evaluate<ReadAccount>(`(() => {
    const text = (node) => node?.textContent ?? "";
    const places = (node) => [...(node?.querySelectorAll(":scope > .policy-name") ?? [])].map((policy) =>
      text(policy) + text(policy.nextElementSibling).trimEnd());
    const titlesOf = (table) => [...table.querySelectorAll("thead th")].map(text).slice(1, -1);
    const settingsOf = (table) => [...table.tBodies].flatMap((body) => {
      const [head, ...rows] = body.rows;
      const [plan, group] = [text(head.cells[0].firstChild), text(head.querySelector(".muted")).slice(3)];
      return rows.map((row) => {
        const name = [...row.cells[0].childNodes].filter((node) => node.nodeType === 3).map(text).join("");
        const values = [...row.querySelectorAll("td.mono")].map(text);
        const origin = row.cells[row.cells.length - 1];
        return {
          plan,
          path: group === "" ? name : group + "/" + name,
          kind: row.className,
          before: values[0],
          after: values.at(-1),
          decides: places(origin.querySelector("summary") ?? origin.querySelector("span")),
          story: [...origin.querySelectorAll("li")].map((step) => places(step)[0] + " " + step.className),
        };
      });
    });
    const policyOf = (table) => table === null
      ? { titles: [], settings: [] }
      : { titles: titlesOf(table), settings: settingsOf(table) };
    const [schedules, retention] = [[], []];
    let lanes = schedules;
    for (const node of document.querySelector(".timeline")?.children ?? []) {
      if (node.tagName === "H4") {
        lanes = retention;
      } else if (!node.classList.contains("axis")) {
        const tick = /^M([\\d.]+)/.exec(node.querySelector("path.ticks:not(.was)")?.getAttribute("d") ?? "");
        lanes.push({
          name: [...node.querySelector(".lane-name").childNodes].filter((part) => !part.classList?.contains("pill")).map(text).join(""),
          words: [...node.querySelectorAll(".words > span")].map(text),
          first: tick === null ? -1 : Number(tick[1]) / node.querySelector("svg").viewBox.baseVal.width,
        });
      }
    }
    return {
      sentences: [...document.querySelectorAll("#view > p.empty, #view > p.muted")].map(text),
      inForce: policyOf(document.querySelector("#view > table.policy")),
      notInForce: document.querySelector(".not-in-force") === null
        ? null
        : policyOf(document.querySelector(".not-in-force table.policy")),
      schedules,
      retention,
    };
  })()`);
}
