import { readForeign, readForeignDocument } from "./domain-foreign-report.js";

export { readForeign };