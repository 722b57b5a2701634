import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/contract-change/control.ts';
import { openRepository } from '../../shared/adapters/git.ts';
import { historyOf } from '../../shared/shell/units.ts';
import { announcing, files, pinned, removed } from '../actions/contract-change/announcing.ts';
import { judgeWith } from '../actions/contract-change/fixtures.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';
import { memoryGitHub } from '../support/memory-github.ts';
import type { Version } from '../support/memory-history.ts';
import { edited, producerPaths as p, surfaceEntry } from '../support/producer-files.ts';
import { evaluateWith } from '../support/world.ts';

/* Consumers follow another contract than the one that is rolled out, and tools that did not run find nothing. */

const judge = judgeWith((setup) => evaluateWith(control, setup));
const { announced } = announcing(judge);

describe('a consumer that is pinned beside the line', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => repository.remove());
  const committed = (version: Version): Record<string, string> =>
    Object.fromEntries(Object.entries(version).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

  test('to a commit with the contract from before the emergency has not followed', async () => {
    const emergency = { mode: 'emergency', approver: 'alice', incident: 'INC-1', codes: '{}' };
    const named = { ...emergency, changes: '[c1:00000000000000000000000000000000]' };
    repository.commit(committed(files));
    repository.commit(committed(removed));
    // A branch that takes the emergency back: the consumer is pinned to that.
    repository.git('checkout', '-q', '-b', 'aside');
    const aside = repository.commit(committed(files), 'as before');
    repository.git('checkout', '-q', 'main');
    const rolled = edited(removed, p.running, 'ledger.v2', 'ledger.v2, everywhere');
    const head = repository.commit(committed(rolled), 'roll out');
    const around = await openRepository(repository.folder);
    if (!around.ok) throw new Error(JSON.stringify(around));
    const policyHistory = historyOf({
      repository: around.repository,
      event: undefined,
      prefix: '',
      github: () => memoryGitHub({}),
    });
    const { results } = await announced({
      after: rolled,
      notice: named,
      unit: { before: removed, head },
      answers: pinned(aside),
      more: { policyHistory },
    });
    const found = results.filter(({ rule }) => rule === 'contract-change/emergency-rollout');
    expect(found.map(({ status }) => status)).toEqual(['failed']);
  });
});

describe('the report of another tool', () => {
  test.each([['buf', '']] as const)('of %s that is empty was not measured', async (tool, content) => {
    const path = `out/${tool}.json`;
    const { results } = await judge(
      { before: files, after: files },
      { ...surfaceEntry, reports: [{ tool, path }] },
      { produced: { [path]: content } },
    );
    const found = results.filter(({ rule }) => rule === 'contract-change/tool-report');
    expect(found.map(({ status }) => status)).toEqual(['unverified']);
  });
});
