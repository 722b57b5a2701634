import { startGitHub } from '../support/github-server.ts';
import { platformRoutes } from '../support/platform.ts';
import { accessOf, numbered, type RulesetData } from '../support/platform-state.ts';
import { classicOff } from '../support/protection-api.ts';

/*
 * A GitHub with an organisation of as many repositories as its argument says, for audit.ts. It tells its address, and below `/requests`
 * how many it got before. It ends with its standard input.
 */

const checks = {
  strict_required_status_checks_policy: true,
  do_not_enforce_on_create: false,
  required_status_checks: ['build', 'test', 'lint'].map((context) => ({ context, integration_id: 15368 })),
};
const review = {
  allowed_merge_methods: ['squash'],
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: true,
  require_last_push_approval: true,
  required_approving_review_count: 2,
  required_review_thread_resolution: true,
};
const rules = [
  { type: 'deletion' },
  { type: 'non_fast_forward' },
  { type: 'pull_request', parameters: review },
  { type: 'required_status_checks', parameters: checks },
];
const release: RulesetData = {
  id: 2,
  name: 'releases',
  target: 'tag',
  include: ['refs/tags/v*'],
  rules: rules.slice(0, 2),
};

const repositories = numbered('acme', Number(process.argv[2]), () => ({
  visibility: 'private',
  rulesets: [{ id: 1, name: 'main', include: ['~DEFAULT_BRANCH'], rules }, release],
  branches: [{ name: 'main', classic: { ...classicOff, enforce_admins: { enabled: true } } }],
}));
const organisation = { login: 'acme', rulesets: [{ id: 3, name: 'all of acme', rules }], repositories };
const routes = platformRoutes({ organisations: [organisation], tokens: { app: accessOf.app('acme') } });
let requests = 0;
const counted = Object.fromEntries(
  Object.entries(routes).map(([key, route]) => {
    if (typeof route !== 'object' || !('optional' in route)) throw new Error(`${key} must not be asked`);
    const { answer } = route;
    const counting: typeof answer = (request) => {
      requests += 1;
      return typeof answer === 'function' ? answer(request) : answer;
    };
    return [key, { optional: true as const, answer: counting }];
  }),
);
const server = await startGitHub({ ...counted, 'GET /requests': () => ({ body: requests }) });
console.log(server.url);
process.stdin.resume();
process.stdin.on('end', () => void server.close({ check: false }));
