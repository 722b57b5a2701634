import { describe, expect, test } from '@jest/globals';
import { readHanded } from '../../../../shared/domain/handoff/handed.ts';
import { judgeContained } from '../../../../shared/domain/handoff/texts.ts';

/** What a payload with that text is told about paths. */
function contained(text: string): string {
  const bytes = new TextEncoder().encode(JSON.stringify({ packet: { intent: text } }));
  const { handed } = readHanded('handoff.json', bytes, 'release-handoff.v1');
  if (handed === undefined) throw new Error('the payload cannot be read');
  return judgeContained(handed)
    .map(({ verdict }) => verdict.status)
    .join();
}

describe('a text that names a place on a machine', () => {
  test.each([
    '/Users/d/Projects/ledger',
    './verify.sh --root /Users/d/Projects/ledger',
    '--root=/home/runner/work',
    'see "/tmp/evidence.json"',
    'file:///etc/hosts',
    '~/ledger/pin.json',
    'C:\\Users\\d\\ledger',
    'D:/ledger/pin.json',
    '\\\\server\\share',
    '/github/workspace/x',
    '/var/folders/xy',
    '/opt/hostedtoolcache/node',
    'run /srv/build/x.sh',
    '/var/lib/jenkins/workspace',
    'see $HOME/out.log',
    '${RUNNER_TEMP}/out.log',
    '$env:TEMP\\out.log',
    'see %USERPROFILE%',
    '%ProgramFiles(x86)%\\x',
    '~alice/ledger',
    'open file:///C:/x',
  ])('%s', (text) => {
    expect(contained(text)).toBe('failed');
  });

  test.each([
    'GET /v1/health',
    '/error/code',
    'docs/home/page.md',
    'https://example.test/Users/guide',
    'see: either/or',
    'a ratio of 1:2',
    'approximately ~5 percent',
    'contracts/tmp/file.json',
    '/data/entries',
    'docs/opt/x.md',
    '50% of 100%',
    'a price of $HOME',
    '$ref: /entries',
    'a%20b%20c',
  ])('and not %s', (text) => {
    expect(contained(text)).toBe('passed');
  });
});
