import { control } from '../../actions/release-handoff/control.ts';
import { sha256 } from '../../shared/core/fingerprint.ts';
import type { Report } from '../../shared/core/report.ts';
import { deskName, type Life, ledgerName, type More } from './contract-life.ts';
import { artifact, job } from './decision-run.ts';
import { acknowledgeSection, generateSection, paths, record, verifySection } from './handoffs.ts';
import { report, result } from './results.ts';

/*
 * The handoff of a release by the producer of a played pair.
 */

/** The section of the producer's configuration, in which every task is asked for. */
export const handoffSection = {
  tasks: ['generate', 'verify', 'acknowledge'],
  producer: ledgerName,
  generate: generateSection,
  verify: { ...verifySection, check: { check: 'suite' } },
  acknowledge: { ...acknowledgeSection, answer: { path: paths.answer, repository: deskName } },
};

/** What stands in no file: a document in which the value of a secret stood would not be the one that was digested. */
const secrets = { token: 'token-of-the-workflow-0123456789', 'consumer-token': 'token-of-the-desk-9876543210' };

/** A run with one of the tasks. */
export const asked = (task: string, more: More = {}): More => ({
  ...more,
  secrets,
  given: { task, 'artifact-key': task, 'source-date-epoch': '1790000000' },
});

/** What a release is handed over with; empty texts where the control left none. */
export interface Handover {
  report: Report;
  payload: string;
  packet: string;
}

/** Generates at the tip of main, with a report of the control verification of that run about a commit. */
export async function handOver(
  life: Life,
  now: string,
  of = life.ledger.repository.git('rev-parse', 'main'),
): Promise<Handover> {
  const { git } = life.ledger.repository;
  const config = git('show', 'main:.github/release-governance.yml');
  const verification = report({
    control: 'verification',
    results: [result({ rule: 'verification/required', about: ['suite'] })],
    subject: {
      ...{ event: 'workflow_dispatch', repository: ledgerName, headSha: of },
      ...{ runId: 101, attempt: 1, job: 'verify' },
    },
    policySource: { kind: 'base', path: '.github/release-governance.yml', sha256: sha256(`${config}\n`.trimEnd()) },
    data: { sha: of, verifications: [record({ sha: of, started: now })] },
  });
  const handed = { payload: '', packet: '' };
  const generated = await life.dispatch(
    life.ledger,
    control,
    now,
    asked('generate', {
      env: { GITHUB_SHA: git('rev-parse', 'main') },
      collected: {
        files: [artifact(JSON.stringify(verification), { headSha: of }, 'verification.report.json')],
        problems: [],
      },
      answers: {
        [`GET /repos/${ledgerName}/actions/runs/101/jobs`]: {
          json: [job({ name: 'verify' }), job({ id: 12, status: 'in_progress', conclusion: null })],
        },
      },
      take: (documents) => {
        handed.payload = String(documents['release-handoff-generate.payload.json'] ?? '');
        handed.packet = String(documents['release-handoff-generate.packet.md'] ?? '');
      },
    }),
  );
  return { report: generated, ...handed };
}

/** What shows the run of the producer that generated a payload for its release. */
export function ownRun(life: Life, payload: string): Pick<More, 'answers' | 'collected'> {
  const commit = life.ledger.repository.git('rev-parse', 'v3.0.0');
  const run = { id: 101, event: 'workflow_dispatch', head_sha: commit, head_repository: { full_name: ledgerName } };
  const of = { name: 'governance-release-handoff-handoff-generate-1', runId: 101, headSha: commit };
  return {
    answers: { [`GET /repos/${ledgerName}/actions/runs?head_sha=${commit}`]: { json: [run] } },
    collected: { files: [artifact(payload, of, 'release-handoff-generate.payload.json')], problems: [] },
  };
}

/** Looks for the answer of the consumer. */
export const acknowledge = (life: Life, now: string): Promise<Report> =>
  life.dispatch(
    life.ledger,
    control,
    now,
    asked('acknowledge', { env: { GITHUB_SHA: life.ledger.repository.git('rev-parse', 'main') } }),
  );
