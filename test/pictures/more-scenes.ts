import { control as branchProtection } from '../../actions/branch-protection/control.ts';
import { control as evidenceBundle } from '../../actions/evidence-bundle/control.ts';
import { control as executiveSummary } from '../../actions/executive-summary/control.ts';
import { control as externalSetup } from '../../actions/external-setup/control.ts';
import { control as gateChecklist } from '../../actions/gate-checklist/control.ts';
import { control as kpiGate } from '../../actions/kpi-gate/control.ts';
import { control as kpiReport } from '../../actions/kpi-report/control.ts';
import { control as manifestSync } from '../../actions/manifest-sync/control.ts';
import type { CollectedFile } from '../../shared/core/collected.ts';
import type { AnyControl } from '../../shared/core/control.ts';
import type { Report } from '../../shared/core/report.ts';
import type { StepReport } from '../../shared/core/step-report.ts';
import { headline } from '../../shared/domain/decision/exit.ts';
import { describeCounts, reportStatus } from '../../shared/domain/decision/status.ts';
import { renderJobSummary } from '../../shared/render/job-summary.ts';
import { drawExhibit } from '../../shared/render/picture.ts';
import { renderSummary } from '../../shared/render/summary.ts';
import type { Outcome } from '../../shared/shell/outcome.ts';
import { acme, auditOf } from '../actions/branch-protection/organisation-world.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { allControls } from '../support/all-controls.ts';
import { consumerFiles, contractEntry, contractFiles, paths } from '../support/contract-files.ts';
import { artifact, decideOn, decisionJob, job, runId } from '../support/decision-run.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import { report } from '../support/results.ts';
import { commandLine } from '../support/terminal.ts';
import type { Shown } from './page.ts';

import { failed, inExample, inRepository, noGo, runOn, type Scene, summaryOf } from './scenes.ts';

/** The decision over the reports of these controls on an example; what the example asks for besides is missing. */
function decisionOn(example: string, controls: readonly AnyControl[]): Promise<Outcome> {
  return inExample(example, async (repository, base) => {
    const head = repository.commit({ 'a.txt': 'x' });
    const payload = pullRequest(base, head);
    const files: CollectedFile[] = [];
    for (const [index, control] of controls.entries()) {
      const { reportText } = await runAsAction({ control, repository, payload });
      const name = `governance-${control.name}-governance-1`;
      files.push(artifact(reportText, { headSha: head, name, id: 1001 + index }, `${control.name}.report.json`));
    }
    return runAsAction({
      control: executiveSummary,
      repository,
      payload,
      env: { GITHUB_JOB: 'decision' },
      secrets: { token: 'token-of-the-workflow' },
      github: memoryGitHub({
        'GET /repos/harbour-example/desk': { json: { full_name: 'harbour-example/desk', default_branch: 'main' } },
        'GET /repos/harbour-example/desk/git/ref/heads/main': { json: { object: { type: 'commit', sha: base } } },
        [`GET /repos/harbour-example/desk/actions/runs/${runId}/jobs`]: { json: [job(), decisionJob] },
      }),
      collected: { files, problems: [] },
    });
  });
}

/** The decision where a failure is waived. */
const waived: Scene = () =>
  inRepository(async (repository) => {
    const head = { [paths.matrix]: contractFiles({ status: 'Deprecated' })[paths.matrix] ?? '' };
    const { control } = await decideOn(repository, { head });
    const found = control.report.results.find(({ status }) => status === 'failed');
    repository.commit(contractFiles());
    const waiver = {
      id: 'until-5.2',
      rule: 'manifest-sync/matrix-status',
      value: found?.valueHash,
      approver: 'release owner',
      reason: 'replaced next week',
      granted: '2026-11-01',
      expires: '2026-12-01',
    };
    return summaryOf(await decideOn(repository, { head, config: { waivers: [waiver], profile: 'transitional' } }));
  });

/** The job summary of several controls in one job. */
async function composite(example: string, controls: readonly AnyControl[]): Promise<Shown> {
  const parts: StepReport[] = [];
  for (const control of controls) {
    const outcome = await runOn(example, control);
    const { report } = outcome;
    parts.push({
      control: control.name,
      headline: headline(report.status, report.results),
      report,
      markdown: outcome.markdown(),
    });
  }
  return { kind: 'summary', markdown: renderJobSummary('Contract governance', { parts, without: [], apart: [] }) };
}

/** The audit of an organisation of fifty repositories. */
async function organisation(): Promise<Shown> {
  const { evaluation } = await auditOf(acme());
  const { results, notes, exhibits } = evaluation;
  const status = reportStatus(results, undefined);
  const made = report({
    control: branchProtection.name,
    status,
    summary: describeCounts(results),
    results,
    notes,
    exhibits: exhibits as Report['exhibits'],
  });
  const words = headline(status, results);
  const markdown = renderSummary(made, { title: branchProtection.title, headline: words, draw: drawExhibit });
  return { kind: 'summary', markdown };
}

const remote = { mode: 'required', path: 'contracts/manifest.json' };

/** A pin of which nobody can ask the producer. */
function unasked(): Promise<Outcome> {
  return inRepository(async (repository) => {
    const base = repository.commit(consumerFiles({}, { contracts: [{ ...contractEntry, remote }] }));
    const head = repository.commit({ 'a.txt': 'x' });
    return runAsAction({ control: manifestSync, repository, payload: pullRequest(base, head) });
  });
}

/** A configuration with keys that no one knows. */
function misspelt(): Promise<Outcome> {
  return inRepository(async (repository) => {
    const contracts = [{ ...contractEntry, mirrors: 'x', produce: 'y' }];
    const base = repository.commit(consumerFiles({}, { contracts }));
    return runAsAction({ control: manifestSync, repository, payload: pullRequest(base, base) });
  });
}

/** What a command prints in an example, on a terminal of so many columns. */
function printed(example: string, columns: number, args: string[]): Promise<Shown> {
  return inExample(example, async ({ folder }) => {
    const { stdout } = await commandLine(await allControls(), folder, args, { terminal: true, columns });
    return { kind: 'terminal', text: stdout, columns };
  });
}

/** What is looked at before a release, besides what README.md shows. */
export const scenes: Readonly<Record<string, Scene>> = {
  passed: async () => summaryOf(await runOn('consumer', manifestSync)),
  failed,
  unverified: async () => summaryOf(await unasked()),
  error: async () => summaryOf(await misspelt()),
  kpi: async () => summaryOf(await runOn('drifted', kpiGate)),
  'kpi-report': async () => summaryOf(await runOn('consumer', kpiReport)),
  setup: async () => summaryOf(await runOn('drifted', externalSetup)),
  checklist: async () => summaryOf(await runOn('drifted', gateChecklist)),
  bundle: async () => summaryOf(await runOn('drifted', evidenceBundle)),
  go: () => inRepository(async (repository) => summaryOf(await decideOn(repository))),
  'conditional-go': waived,
  'no-go': noGo,
  'no-go-long': async () => summaryOf(await decisionOn('drifted', [manifestSync, kpiReport, kpiGate, externalSetup])),
  composite: () => composite('drifted', [manifestSync, externalSetup, kpiReport]),
  organisation,
  terminal: () => printed('drifted', 80, ['run']),
  'terminal-narrow': () => printed('drifted', 40, ['run']),
  doctor: () => printed('consumer', 80, ['doctor']),
  'doctor-narrow': () => printed('consumer', 40, ['doctor']),
  init: () => printed('consumer', 80, ['init', '--dry-run']),
};
