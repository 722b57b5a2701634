import { defineControl } from '../../shared/core/control.ts';
import { isObject } from '../../shared/core/json.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import { type Asked, askedOf, isAskedBy } from '../../shared/domain/readiness/asked.ts';
import { readinessProblems } from '../../shared/domain/readiness/config.ts';
import { dataOf, ReadinessDataSchema } from './data.ts';
import { type Ctx, inputs, lists, outputs } from './definition.ts';
import { judgeExceptions, openWindow } from './exceptions.ts';
import { gather } from './gather.ts';
import { findIncidents } from './incidents.ts';
import { givenNeeds, type JobOutcome, judgeJob } from './jobs.ts';
import { exhibitOf, jobRow, ownOf, reportRow, shadowExhibit } from './outcome.ts';
import { judgeReport, type ReportOutcome } from './reports.ts';
import { rules } from './rules.ts';
import { runsIn } from './runs.ts';
import { isReady, remembering, tellFacts, tellJob, tellNothing, tellReport } from './tell.ts';

export const control = defineControl({
  name: 'readiness',
  title: 'Readiness',
  kind: 'check',
  joins: true,
  description:
    'Checks that everything happened that had to happen for the judged commit: jobs of this and other workflows, and reports that are bound to it.',
  permissions: { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  data: ReadinessDataSchema,
  rules,
  configProblems: (_lists, section, whole) => {
    if (section === undefined) return [];
    const { jobs, reports } = askedOf({ presets: section.presets ?? [], jobs: [], reports: [] });
    const own = isObject(whole['profiles']) ? Object.keys(whole['profiles']) : [];
    const nameable = {
      presetJobs: jobs.map(({ id }) => id),
      presetReports: reports.map(({ id }) => id),
      profiles: [...Object.keys(builtInProfiles), ...own],
    };
    return readinessProblems(section, nameable).map(({ pointer, message }) => ({
      pointer: `/readiness${pointer}`,
      message,
    }));
  },
  async evaluate(context) {
    const { ctx, memory } = remembering(context);
    const asked = inProfile(ctx);
    const runs = runsIn(ctx);
    const gathered = await gather(ctx, asked.reports, runs);
    const needs = await givenNeeds(ctx);
    const jobs: JobOutcome[] = [];
    for (const job of asked.jobs) jobs.push(await judgeJob(ctx, job, runs, needs));
    const reports: ReportOutcome[] = [];
    for (const report of asked.reports) reports.push(await judgeReport(ctx, report, gathered));

    const window = await openWindow(ctx, reports);
    for (const job of jobs) tellJob(ctx, job);
    for (const report of reports) tellReport(ctx, report, window);
    tellFacts(ctx, reports);
    await judgeExceptions(ctx, reports, window, runs);

    const [jobRows, reportRows] = [jobs.map(jobRow), reports.map(reportRow)];
    const rows = [...jobRows, ...reportRows];
    const incidents = await findIncidents(ctx, rows, reports, runs);
    const own = [
      ...jobRows.map((row, index) => ownOf(row, [jobs[index]?.asked.job ?? ''])),
      ...reportRows.map((row, index) => ownOf(row, fileNames(reports[index]))),
    ];
    const compared =
      ctx.inputs.shadow.length === 0
        ? []
        : await (await import('./shadows.ts')).compareShadows(ctx, gathered.collected, own, isReady(memory));
    tellNothing(ctx, memory.rules);

    const data = dataOf({ profile: ctx.policy.profileName, memory, rows, jobs, reports, incidents, compared });
    const others = shadowExhibit(compared);
    const isOpen = incidents.asked && incidents.unknown.length > 0 && incidents.incidents.length === 0;
    ctx.exhibit(exhibitOf(rows));
    if (others !== undefined) ctx.exhibit(others);
    for (const { message } of incidents.incidents) ctx.note(`This is an incident: ${message}.`);
    for (const { id, because } of incidents.unknown)
      ctx.note(`Whether ${id} is an incident is not known: ${because.message}.`);
    ctx.output('ready', String(data.ready));
    ctx.output('first-missing', data.firstMissing ?? '');
    ctx.output('incident', isOpen ? '' : String(incidents.incidents.length > 0));
    const differ = data.shadows.reduce((sum, { disagreements }) => sum + disagreements.length, 0);
    // By this number people take the other gate away: none is not said where one could not be compared.
    ctx.output('disagreements', compared.some((one) => 'verdict' in one) ? '' : String(differ));
    ctx.metric('required', rows.length);
    ctx.metric('happened', rows.filter(({ status }) => status === 'passed').length);
    ctx.data(data);
  },
});

/** What the profile of the run asks for; what only others ask for is said. */
function inProfile(ctx: Ctx): Asked {
  const { profileName } = ctx.policy;
  const { jobs, reports, replaced } = askedOf(ctx.inputs);
  if (replaced.length > 0) ctx.note(`Asked for in place of what a preset asks for: ${replaced.join(', ')}.`);
  const asks = (one: Parameters<typeof isAskedBy>[1]): boolean => isAskedBy(profileName, one);
  const left = [...jobs, ...reports].filter((one) => !asks(one)).map(({ id }) => id);
  if (left.length > 0) ctx.note(`The profile ${profileName} does not ask for ${left.join(', ')}.`);
  return { jobs: jobs.filter(asks), reports: reports.filter(asks) };
}

/** The names of the files of a report without their ending, by which other gates know it. */
function fileNames(report: ReportOutcome | undefined): string[] {
  const paths = [report?.asked.path ?? '', ...(report?.files ?? []).map(({ path }) => path)];
  const names = paths.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, ''));
  return [...new Set(names)].filter((name) => name !== '');
}
