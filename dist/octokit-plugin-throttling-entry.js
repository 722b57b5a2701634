import { throttling } from "./octokit.js";

export { throttling };