import { parsePointer } from "./shared.js";
import { string } from "./vendor.js";

// shared/core/pointer-text.ts
const Pointer = string().refine((text) => text !== "" && parsePointer(text) !== void 0, "expected a JSON Pointer such as /release_tag").meta({ description: "JSON Pointer (RFC 6901)." });

export { Pointer };