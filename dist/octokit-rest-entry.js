import { Octokit } from "./octokit.js";

export { Octokit };