import { runJobSummary } from "./shell-job-summary.js";

// actions/job-summary/main.ts
await runJobSummary();

export {  };