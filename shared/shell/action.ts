import { uploadArtifact } from '../adapters/artifact.ts';
import { runnerEvent } from '../adapters/event-file.ts';
import { openRepository } from '../adapters/git.ts';
import { annotate, givenInputs, maskSecret, print, runnerLog, setOutput, writeSummary } from '../adapters/runner.ts';
import { controlNames, listNames } from '../core/catalog.ts';
import type { AnyControl } from '../core/control.ts';
import { toError } from '../core/errors.ts';
import { commonFields, type Fields } from '../core/inputs.ts';
import { safeName } from '../core/safe-name.ts';
import { exitCode } from '../domain/decision/exit.ts';
import { annotations } from '../render/annotations.ts';
import { gitHubClients, gitHubWriters } from './github-clients.ts';
import type { Host } from './host.ts';
import type { Outcome } from './outcome.ts';
import { foldersWithReports } from './report-place.ts';
import { runControl } from './run-control.ts';
import { type Delivery, stepOutputs } from './step-outputs.ts';

/**
 * Runs a control as an action: inputs, report files, outputs, job summary, annotations, artifact, exit code. The one thing
 * that every `main.ts` calls.
 */
export async function runAction(control: AnyControl): Promise<void> {
  try {
    process.exitCode = await run(control, process.env);
  } catch (thrown) {
    const { code, message, hint } = toError(thrown);
    annotate({
      level: 'error',
      title: `${control.name}: ${code}`,
      message: [message, hint].filter((part) => part !== undefined).join('\n'),
    });
    process.exitCode = exitCode('error', 'unverified', code);
  }
}

async function run(control: AnyControl, env: NodeJS.ProcessEnv): Promise<number> {
  const given = givenInputs(env);
  const secrets = takeSecrets(control, given);
  const outcome = await runControl(
    control,
    { controls: controlNames, lists: listNames },
    actionHost(env, given, secrets),
  );
  const artifact = await upload(outcome, env);
  await show(outcome, artifact);
  if (artifact.failure !== undefined) {
    annotate({ level: 'error', title: `${control.name}: report not delivered`, message: artifact.failure });
    return outcome.exit === 0 ? 4 : outcome.exit;
  }
  return outcome.exit;
}

/** Takes the secret inputs out of the others and masks them in the log. */
function takeSecrets(control: AnyControl, given: Record<string, string>): Map<string, string> {
  const fields: Fields = { ...commonFields, ...(control.inputs as Fields) };
  const secrets = new Map<string, string>();
  for (const [name, field] of Object.entries(fields)) {
    const value = given[name];
    if (field.shape !== 'secret' || value === undefined) continue;
    delete given[name];
    maskSecret(value);
    secrets.set(name, value);
  }
  return secrets;
}

function actionHost(env: NodeJS.ProcessEnv, given: Record<string, string>, secrets: Map<string, string>): Host {
  const createGitHub = gitHubClients(env, runnerLog);
  const here = {
    kind: 'action' as const,
    cwd: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    temporary: env['RUNNER_TEMP'],
  };
  return {
    ...here,
    given,
    secret: (name) => secrets.get(name),
    readEvent: () => runnerEvent(env),
    runSha: env['GITHUB_SHA'],
    openRepository,
    clock: () => Date.now(),
    log: runnerLog,
    // The other controls are the files that stand beside this one.
    async loadControl(name) {
      const module = (await import(new URL(`./${name}.control.js`, import.meta.url).href)) as { control: AnyControl };
      return module.control;
    },
    createGitHub,
    createGitHubWrite: gitHubWriters(env, runnerLog),
    collect: async (request, subject) => {
      const { collect } = await import('./collect.ts');
      return collect(
        {
          folders: foldersWithReports(here, given['report-dir'], request.folder),
          made: [],
          github: () => createGitHub(secrets.get('token')),
        },
        request,
        subject,
      );
    },
  };
}

async function upload(outcome: Outcome, env: NodeJS.ProcessEnv): Promise<Delivery> {
  const { report, files, common } = outcome;
  if (files === undefined || !common['upload-artifact']) return {};
  const { job, attempt } = report.subject;
  const key = common['artifact-key'];
  const parts = ['governance', report.control, job, key, String(attempt ?? 1)];
  const name = parts
    .filter((part) => part !== undefined)
    .map(safeName)
    .join('-');
  const uploaded = await uploadArtifact(name, [files.json, files.markdown, ...files.documents], env);
  if (uploaded.state === 'uploaded') return { name };
  if (uploaded.state === 'unsupported') {
    runnerLog.info(`The report was not uploaded as an artifact: ${uploaded.why}.`);
    return {};
  }
  return {
    failure: `The artifact ${name} could not be uploaded: ${uploaded.why}. In a matrix, artifact-key must tell the legs apart.`,
  };
}

async function show(outcome: Outcome, delivery: Delivery): Promise<void> {
  const { report, common } = outcome;
  print(outcome.terminal(false));
  if (outcome.diff !== undefined) print(outcome.diff);
  if (common.annotations === 'on') for (const each of annotations(report, outcome.folder)) annotate(each);
  if (common.summary !== 'off' && !(await writeSummary(outcome.markdown(delivery.name))))
    runnerLog.info('The runner offers no job summary to this step.');
  // Last: a step that breaks before has said nothing that a job which runs always could take for a decision.
  for (const [name, value] of Object.entries(stepOutputs(outcome, delivery))) setOutput(name, value);
}
