import { proposalBody, proposalDiff, proposalPatch, proposalTitle } from "./render-proposal.js";

export { proposalDiff, proposalPatch };