import { parseJson } from "./parse-json.js";

export { parseJson };