import { VERSION, retry } from "./octokit.js";

export { VERSION, retry };