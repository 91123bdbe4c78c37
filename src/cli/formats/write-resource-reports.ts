import { Spool } from "../../files/spool";
import { writeFileWhole } from "../../files/write-file";
import type { Resource } from "../../organization/inventory";
import type { ResourceReport } from "../../render/resource-report";
import type { ResourceCoverage } from "../../review/resources/resource-coverage";
import type { ResourceMatch } from "../../review/resources/resource-matcher";
import type { CliContext } from "../cli-context";
import { FORMATS } from "./format-table";
import type { FormatOf } from "./format-table";
import type { Output } from "./output";

/** Texts are collected up to this length before they are written. */
const BUFFERED = 1 << 16;

/** Reports of the same resources in several formats, written as the resources are matched. */
export class ResourceReports {
  private constructor(private readonly reports: readonly OpenReport[]) {}

  static async open(
    outputs: readonly Output<FormatOf<"coverageResources">>[],
    context: CliContext,
  ): Promise<ResourceReports> {
    const reports: OpenReport[] = [];
    for (const { format, file } of outputs) {
      const open = await FORMATS.coverageResources[format]();
      reports.push(new OpenReport(open({ context, toFile: file !== undefined }), file, context));
    }
    return new ResourceReports(reports);
  }

  resource(resource: Resource, match: ResourceMatch): void {
    for (const report of this.reports) {
      report.write(report.content.resource(resource, match));
    }
  }

  /** @throws OrgBackupError (`input`) if a file cannot be written */
  async end(coverage: ResourceCoverage): Promise<void> {
    for (const report of this.reports) {
      report.write(report.content.end(coverage));
      await report.finish();
    }
  }

  /** Removes what was put aside; results that are not finished are not written. */
  close(): void {
    for (const report of this.reports) {
      report.close();
    }
  }
}

class OpenReport {
  /** A file is written once its text is whole; standard output is written as the text comes. */
  private readonly spool: Spool | undefined;
  private buffer: string;

  constructor(
    readonly content: ResourceReport,
    private readonly file: string | undefined,
    private readonly context: CliContext,
  ) {
    this.buffer = content.start;
    this.spool = file === undefined ? undefined : new Spool();
  }

  write(text: string): void {
    this.buffer += text;
    if (this.buffer.length >= BUFFERED) {
      this.flush();
    }
  }

  async finish(): Promise<void> {
    this.flush();
    if (this.file !== undefined && this.spool !== undefined) {
      await writeFileWhole(this.file, this.spool);
    }
  }

  close(): void {
    this.spool?.remove();
  }

  private flush(): void {
    if (this.spool === undefined) {
      this.context.stdout(this.buffer);
    } else {
      this.spool.write(this.buffer);
    }
    this.buffer = "";
  }
}
