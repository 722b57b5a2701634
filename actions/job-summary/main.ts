import { runJobSummary } from '../../shared/shell/job-summary.ts';

await runJobSummary();
