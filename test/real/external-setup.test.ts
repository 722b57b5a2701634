import { expect, test } from '@jest/globals';
import { control } from '../../actions/external-setup/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { evaluateWith, type Files } from '../support/world.ts';
import { realFile } from './data.ts';

/*
 * The lock of the tools of a desktop application, by what its own runbook asks: closed-docker-only when the gateway in Docker is concrete
 * and tested, and the two in the cloud are deferred with a rationale.
 */

const path = 'docs/reliability/setup/tooling-setup-lock.json';
const runbook = 'docs/reliability/operations-signoff-runbook.md';
const section = `${runbook}#9-mcp-external-governance-closure-procedure-windows`;
const [azure, docker, microsoft] = ['Azure API Management for MCP', 'Docker MCP Gateway', 'Microsoft MCP Gateway'];
const text = realFile('bytedance-UI-TARS-desktop', 'f05e78f', path).toString('utf8');

const lock = {
  id: 'tooling',
  path,
  preset: 'tooling-setup-lock',
  modes: {
    closed: {},
    'closed-docker-only': { operating: 'docker-only', deferred: [azure, microsoft], 'concrete-fields': 4 },
  },
  placeholders: ['<required>'],
  hosts: ['localhost'],
  targets: [
    {
      name: azure,
      fields: {
        subscriptionId: 'uuid',
        resourceGroup: 'text',
        serviceName: 'text',
        gatewayEndpoint: 'endpoint',
        policyPin: 'pin',
      },
    },
    {
      name: docker,
      fields: { imageRef: 'image', containerDigest: 'digest', listenEndpoint: 'endpoint', networkPolicyPin: 'pin' },
      'smoke-test': {
        path: 'docs/reliability/artifacts/docker-gateway-smoke-test.txt',
        names: ['containerDigest', 'listenEndpoint'],
        verification: 'docker-gateway',
      },
      transcript: { path: 'docs/reliability/artifacts/docker-gateway-transcript.txt', names: ['containerDigest'] },
    },
    { name: microsoft, fields: { gatewayId: 'text', endpoint: 'endpoint', authProfilePin: 'pin' } },
  ],
  runbook: section,
  plugins: [
    {
      at: '/domains/plugins/mandatory',
      integrity: {
        where: '/source',
        except: ['github-local-instruction', 'github-local-plugin', 'anthropic-claude-code-plugin'],
      },
      denied: ['sprint-prioritizer'],
    },
  ],
};

async function judged(files: Files, base: Files = files) {
  const { results, error, data } = await evaluateWith(control, { files, base, section: { locks: [lock] } });
  const said = (wanted: string): string[] =>
    results.flatMap(({ status, rule, message, about }) =>
      status === wanted
        ? [status === 'failed' ? `${rule.slice(15)} ${message}` : [rule.slice(15), ...about.slice(1)].join(' ')]
        : [],
    );
  return {
    status: reportStatus(results, error),
    failed: said('failed'),
    unverified: said('unverified'),
    passed: said('passed'),
    data,
  };
}

test('the lock is concrete where it says so, and lacks every rationale and all evidence', async () => {
  const runbookText = realFile('bytedance-UI-TARS-desktop', '87e4ba3', runbook).toString('utf8');
  const { status, failed, unverified, passed, data } = await judged({ [path]: text, [runbook]: runbookText });
  expect(status).toBe('failed');
  expect(failed).toEqual([
    `deferral tooling ${azure} rationale: it is deferred, and there is no rationale`,
    `deferral tooling ${microsoft} rationale: it is deferred, and there is no rationale`,
    // Two plug-ins are named by the first digits of a commit.
    'plugin-version tooling /domains/plugins/mandatory commit-commands: its version "2cd88e7947b7" is the beginning of a commit id',
    'plugin-version tooling /domains/plugins/mandatory security-guidance: its version "2cd88e7947b7" is the beginning of a commit id',
    `smoke-evidence tooling ${docker}: the evidence docs/reliability/artifacts/docker-gateway-smoke-test.txt does not exist`,
    `transcript tooling ${docker}: the evidence docs/reliability/artifacts/docker-gateway-transcript.txt does not exist`,
    // The runbook of three days before has five sections less.
    `runbook tooling ${section}: the runbook ${runbook} has no section 9-mcp-external-governance-closure-procedure-windows`,
  ]);
  expect(unverified).toEqual([`smoke-test ${docker}`]);
  expect(passed).toEqual(
    expect.arrayContaining([
      'mode',
      'counts',
      'own-policy /domains/mcp/externalProvisioning/closurePolicy/requiredConcreteFieldCount',
      'own-policy /domains/mcp/externalProvisioning/closurePolicy/deferredTargets',
      'own-policy /domains/mcp/externalProvisioning/closurePolicy/forbidPlaceholderToken',
      'own-policy /domains/mcp/externalProvisioning/closurePolicy/evidenceRunbookSection',
      'own-policy /domains/mcp/externalProvisioning/closurePolicy/requireSmokeTestEvidence',
      ...['imageRef', 'containerDigest', 'listenEndpoint', 'networkPolicyPin'].map(
        (field) => `concrete ${docker} ${field}`,
      ),
      ...['imageRef', 'containerDigest', 'listenEndpoint', 'networkPolicyPin'].map(
        (field) => `form ${docker} ${field}`,
      ),
      'plugin-integrity /domains/plugins/mandatory opencode-notifier',
    ]),
  );
  expect(data).toMatchObject({
    locks: [
      {
        mode: 'closed-docker-only',
        concrete: 4,
        targets: [{ state: 'deferred' }, { state: 'closed' }, { state: 'deferred' }],
      },
    ],
  });
});

test('called closed as a whole, it is not', async () => {
  const { failed } = await judged({ [path]: text.replace('"status": "closed-docker-only"', '"status": "closed"') });
  expect(failed).toEqual(
    expect.arrayContaining([
      `targets tooling ${azure}: is deferred, and the mode of the lock does not allow that`,
      `targets tooling ${microsoft}: is deferred, and the mode of the lock does not allow that`,
      'counts tooling: 4 fields of closed targets are concrete, and not 12',
    ]),
  );
});

test('going back from the digest to the placeholder is a step back', async () => {
  const digest = /"sha256:[0-9a-f]{64}"/;
  const { failed } = await judged({ [path]: text.replace(digest, '"<required>"') }, { [path]: text });
  expect(failed).toEqual(
    expect.arrayContaining([
      `concrete tooling ${docker} containerDigest: the field holds a placeholder token`,
      'counts tooling: 3 fields of closed targets are concrete, and not 4',
      `kept tooling ${docker}: containerDigest held a value before`,
    ]),
  );
});
