import { readMatrix } from "./domain-contract-pair.js";

export { readMatrix };