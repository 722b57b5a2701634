import { markdownFacts } from "./domain-change-set.js";

export { markdownFacts };