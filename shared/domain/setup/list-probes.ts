import { z } from '../../core/zod.ts';
import { ask, askAll, barred, confirmed, type Probe, refuted, unseen } from './probe.ts';

const Run = z.looseObject({ id: z.number(), event: z.string(), path: z.string(), head_branch: z.string().nullable() });
const Runs = z.object({ workflow_runs: z.array(Run) });
const Artifacts = z.object({
  artifacts: z.array(
    z.looseObject({ id: z.number(), workflow_run: z.looseObject({ id: z.number().optional() }).nullish() }),
  ),
});

/** Assumptions about lists of branches, tags, runs and artifacts, by id. */
export const listProbes: Readonly<Record<string, Probe>> = {
  'branches-hold-the-default-branch': async (repository) => {
    const branches = await askAll(repository, '/branches', z.looseObject({ name: z.string() }));
    if (!branches.ok) return barred(branches.because);
    const { branch } = repository;
    if (branches.data.length === 0) return unseen('there is no branch', 'a commit');
    const there = branches.data.some(({ name }) => name === branch);
    return there
      ? confirmed(`${branch} is one of ${branches.data.length}`)
      : refuted(`${branch} is none of ${branches.data.length}`);
  },
  'all-tags-in-one-list': async (repository) => {
    const refs = await askAll(repository, '/git/matching-refs/tags', z.looseObject({ ref: z.string() }));
    if (!refs.ok) return barred(refs.because);
    const tags = await askAll(repository, '/tags', z.looseObject({ name: z.string() }));
    if (!tags.ok) return barred(tags.because);
    const known = new Set(refs.data.map(({ ref }) => ref));
    const missing = tags.data.filter(({ name }) => !known.has(`refs/tags/${name}`));
    if (missing.length > 0) return refuted(`${missing.length} of ${tags.data.length} tags are missing`);
    // One page holds so many: below that no Link header was followed.
    return refs.data.length > 100
      ? confirmed(`all ${tags.data.length} tags are there`)
      : unseen(`there are only ${refs.data.length} tags`, 'more than 100 tags');
  },
  'scheduled-runs-are-of-the-branch': async (repository) => {
    const runs = await ask(repository, '/actions/runs', Runs, { event: 'schedule', per_page: 100 });
    if (!runs.ok) return barred(runs.because);
    const other = runs.data.workflow_runs.find(({ head_branch: branch }) => branch !== repository.branch);
    if (other !== undefined) return refuted(`the scheduled run ${other.id} is of ${other.head_branch ?? 'no branch'}`);
    const { length } = runs.data.workflow_runs;
    return unseen(
      `${length} scheduled runs are of ${repository.branch}; that no request gives a run that event, reading does not show`,
    );
  },
  'path-of-a-run': async (repository) => {
    const runs = await ask(repository, '/actions/runs', Runs, { event: 'schedule', per_page: 20 });
    if (!runs.ok) return barred(runs.because);
    const [one] = runs.data.workflow_runs;
    if (one === undefined) return unseen('there is no scheduled run', 'a workflow on a schedule that ran');
    const form = /^(?:[^/@]+\/[^/@]+\/)?\.github\/workflows\/[^/@]+\.ya?ml(?:@\S+)?$/;
    const odd = runs.data.workflow_runs.find(({ path }) => !form.test(path));
    return odd === undefined ? confirmed(`e.g. ${one.path}`) : refuted(`run ${odd.id} has the path ${odd.path}`);
  },
  'path-of-a-calling-run': async (repository) => {
    const Calling = z.looseObject({
      id: z.number(),
      path: z.string(),
      referenced_workflows: z.array(z.looseObject({ path: z.string() })).nullish(),
    });
    const runs = await ask(repository, '/actions/runs', z.object({ workflow_runs: z.array(Calling) }), {
      per_page: 100,
    });
    if (!runs.ok) return barred(runs.because);
    const calling = runs.data.workflow_runs.filter(({ referenced_workflows: called }) => (called ?? []).length > 0);
    if (calling.length === 0)
      return unseen('none of the last 100 runs calls a workflow', 'a run whose jobs call a reusable workflow');
    const file = (path: string): string => path.replace(/@.*$/, '').replace(/^.*?(?=\.github\/workflows\/)/, '');
    const own = (path: string): boolean =>
      path.toLowerCase().startsWith(`${repository.owner}/${repository.repo}/`.toLowerCase());
    const odd = calling.find(({ path, referenced_workflows: called }) =>
      (called ?? []).every((each) => own(each.path) && file(each.path) === file(path)),
    );
    return odd === undefined
      ? unseen(
          `${calling.length} runs have the path of the workflow that calls; whose artifacts they have, reading does not show`,
          'the artifacts of a called job beside those of its caller',
        )
      : refuted(`run ${odd.id} has the path of the workflow that it calls, ${odd.path}`);
  },
  'filters-of-runs-go-together': async (repository) => {
    const { branch } = repository;
    const all = await ask(repository, '/actions/runs', Runs, { per_page: 100 });
    if (!all.ok) return barred(all.because);
    const some = await ask(repository, '/actions/runs', Runs, {
      branch,
      event: 'push',
      created: '>=2000-01-01',
      per_page: 100,
    });
    if (!some.ok) return barred(some.because);
    const odd = some.data.workflow_runs.find((run) => run.event !== 'push' || run.head_branch !== branch);
    if (odd !== undefined)
      return refuted(`run ${odd.id} is there by ${odd.event} of ${odd.head_branch ?? 'no branch'}`);
    const wanted = all.data.workflow_runs.filter((run) => run.event === 'push' && run.head_branch === branch);
    if (wanted.length === 0) return unseen(`no push to ${branch} is among the last 100 runs`, 'a run of a push');
    const there = new Set(some.data.workflow_runs.map(({ id }) => id));
    const missing = wanted.filter(({ id }) => !there.has(id));
    return missing.length === 0
      ? confirmed(`${wanted.length} runs are in both lists`)
      : refuted(`${missing.length} runs are missing from the filtered list`);
  },
  'artifacts-are-of-their-run': async (repository) => {
    const listed = await ask(repository, '/actions/artifacts', Artifacts, { per_page: 20 });
    if (!listed.ok) return barred(listed.because);
    const run = listed.data.artifacts.map((artifact) => artifact.workflow_run?.id).find((id) => id !== undefined);
    if (run === undefined) return unseen('no artifact names its run', 'an artifact');
    const own = await ask(repository, '/actions/runs/{run_id}/artifacts', Artifacts, { run_id: run, per_page: 100 });
    if (!own.ok) return barred(own.because);
    const odd = own.data.artifacts.find((artifact) => artifact.workflow_run?.id !== run);
    if (odd !== undefined) return refuted(`the artifact ${odd.id} is listed for run ${run}, and names another`);
    return unseen(
      `${own.data.artifacts.length} artifacts name run ${run}; that no other run adds one to it, reading does not show`,
    );
  },
  'properties-by-metadata': async (repository) => {
    const values = await askAll(repository, '/properties/values', z.looseObject({ property_name: z.string() }));
    if (!values.ok) return barred(values.because);
    return values.data.length > 0
      ? confirmed(`${values.data.length} properties`)
      : unseen('no property has a value', 'a property with a value');
  },
};
