import { styleFor } from "../../render/style";
import type { TextOptions } from "../../render/style";
import type { RenderTarget } from "./output";

/** How text is laid out: plain and 80 columns wide in files. */
export function textOptions({ context, toFile }: RenderTarget): TextOptions {
  return { style: styleFor(context.color && !toFile), width: toFile ? 80 : context.width };
}
