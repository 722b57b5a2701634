import { addressOf, baseAddress, createGitHub, fit, usableToken } from "./adapters-github.js";

export { createGitHub };