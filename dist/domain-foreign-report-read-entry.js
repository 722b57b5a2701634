import { readForeign } from "./domain-foreign-report.js";

export { readForeign };