import { control } from '../../../actions/branch-protection/control.ts';
import type { AnyControl } from '../../../shared/core/control.ts';
import { type Evaluation, evaluate } from '../../../shared/core/evaluation.ts';
import { parseInputs } from '../../../shared/core/inputs.ts';
import type { Answer, GitHub } from '../../../shared/core/ports.ts';
import type { Result } from '../../../shared/core/report.ts';
import { platformGitHub } from '../../support/platform.ts';
import { accessOf, type PlatformState, type RepositoryData, type RulesetData } from '../../support/platform-state.ts';
import { type Around, configurationOf, world } from '../../support/world.ts';

const review = {
  allowed_merge_methods: ['squash'],
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_approving_review_count: 2,
  required_review_thread_resolution: true,
};
export const goodRules = [
  { type: 'deletion' },
  { type: 'non_fast_forward' },
  { type: 'pull_request', parameters: review },
];
export const mainRuleset = (given: Partial<RulesetData> = {}): RulesetData => ({
  id: 1,
  name: 'main',
  include: ['~DEFAULT_BRANCH'],
  rules: goodRules,
  ...given,
});

/** What is asked of every repository, and of services besides. */
export const policy = {
  organisation: { branches: [{ pattern: '~DEFAULT_BRANCH', preset: 'baseline' }] },
  classes: [
    {
      name: 'service',
      topic: 'service',
      policy: { branches: [{ pattern: '~DEFAULT_BRANCH', reviews: { count: 2 } }] },
    },
  ],
};
export const baseline = { organisation: policy.organisation };

/** Fifty repositories of which each third is without any rule, each fifth needs one review only, and two are empty. */
export const fifty: RepositoryData[] = Array.from({ length: 50 }, (_, index): RepositoryData => {
  const name = `acme/r${String(index).padStart(2, '0')}`;
  const visibility = index % 2 === 0 ? 'private' : 'public';
  const one = { ...review, required_approving_review_count: 1 };
  const rules = index % 5 === 0 ? [...goodRules.slice(0, 2), { type: 'pull_request', parameters: one }] : goodRules;
  return {
    name,
    visibility,
    topics: index % 4 === 0 ? ['service'] : [],
    ...(index === 7 || index === 8 ? { empty: true } : {}),
    ...(index % 3 === 0 ? {} : { rulesets: [mainRuleset({ id: index + 1, rules })] }),
  };
});
const host: RepositoryData = { name: 'acme/governance', visibility: 'private' };
export const acme = (
  repositories: readonly RepositoryData[] = fifty,
  more: Partial<PlatformState> = {},
  hosting: RepositoryData = host,
): PlatformState => ({
  organisations: [{ login: 'acme', repositories: [...repositories, hosting] }],
  tokens: {
    app: accessOf.app('acme'),
    write: accessOf.app('acme', {
      permissions: { contents: 'read', administration: 'write' },
      organisation: { administration: 'write', custom_properties: 'read' },
    }),
    blind: accessOf.app('acme', { permissions: { contents: 'read' }, organisation: {} }),
    token: accessOf.workflow('acme/governance'),
  },
  ...more,
});

export interface Asked extends Pick<Around, 'now' | 'journal' | 'policyFiles'> {
  section?: object;
  given?: Record<string, string>;
  key?: string;
  event?: string;
  /** The token that stands in `admin-token`. Default: `app`. */
  admin?: string | undefined;
  /** Of the run; the empty text: it is not told. */
  repository?: string;
  /** Stands between the control and the platform. */
  through?: (github: GitHub) => GitHub;
}

export interface Audited {
  evaluation: Evaluation;
  /** What the control asked. */
  asked: string[];
  logged: string[];
}

/** Runs the audit of a control, with what its section says unless a test says otherwise. */
export async function auditWith(
  control: AnyControl,
  defaults: object,
  state: PlatformState,
  options: Asked = {},
): Promise<Audited> {
  const { section = {}, given = {}, admin = 'app', event = 'schedule', repository = 'acme/governance', key } = options;
  const { through = (github: GitHub) => github } = options;
  const asks = { repositories: { organisation: 'acme', 'exclude-names': 'governance' }, ...defaults, ...section };
  const config = configurationOf(control, { section: asks });
  const { values, problems } = parseInputs({
    fields: control.inputs,
    given,
    configured: config.sections[control.name] ?? {},
    untrusted: false,
  });
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const ports = { 'admin-token': platformGitHub(state, admin), token: platformGitHub(state, 'token') };
  const logged: string[] = [];
  const evaluation = await evaluate(
    control,
    world(
      {
        ...options,
        subject: {
          event,
          repository: repository === '' ? undefined : repository,
          ...(key === undefined ? {} : { matrixKey: key }),
        },
      },
      {
        inputs: values,
        github: (credential) =>
          credential === 'admin-token'
            ? admin === 'none'
              ? undefined
              : through(ports['admin-token'].github)
            : admin === 'none'
              ? undefined
              : ports.token.github,
        log: { info: (text) => void logged.push(text), debug: (text) => void logged.push(text) },
      },
    ),
  );
  return { evaluation, asked: ports['admin-token'].asked, logged };
}

export function auditOf(state: PlatformState, options: Asked = {}): Promise<Audited> {
  return auditWith(control, { policy }, state, options);
}

/** Ends like a runner that is shut down: after so many GraphQL answers the next one never comes. */
export function killedAfter(answers: number): (github: GitHub) => GitHub {
  let left = answers;
  return (github) => ({
    ...github,
    graphql(query, variables): Promise<Answer<unknown>> {
      left -= 1;
      if (left < 0) throw new Error('the runner was shut down');
      return github.graphql(query, variables);
    },
  });
}

/** `rule about: status code`, without what is not asked. */
export function lines({ results }: Pick<Evaluation, 'results'>): string[] {
  return results
    .filter(({ status }) => status !== 'not-applicable')
    .map(({ rule, about, status, because }) =>
      `${rule.replace(/^.*\//, '')} ${about.join(' ')}: ${status} ${because?.code ?? ''}`.trim(),
    )
    .sort();
}

export const failing = ({ results }: Pick<Evaluation, 'results'>): Result[] =>
  results.filter(({ status }) => status === 'failed' || status === 'unverified');
