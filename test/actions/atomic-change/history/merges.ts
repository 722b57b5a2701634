import type { FileContent, TestRepository } from '../../../support/git-repository.ts';
import type { Step } from './step.ts';

/** Commits with several parents: each is compared with the first. */
export const merges: readonly Step[] = [
  {
    name: 'a merge of a branch that has both halves in two commits',
    merge: (repository) => {
      branch(repository, 'halves', { 'pin.json': '{"tag": "m1"}\n' }, { 'record.md': 'm1\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'halves');
    },
    findings: [],
  },
  {
    name: 'a merge of a branch that has one half',
    merge: (repository) => {
      branch(repository, 'half', { 'pin.json': '{"tag": "m2"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'half');
    },
    findings: ['together pair'],
  },
  {
    name: 'a merge that brings the other half itself',
    merge: (repository) => {
      branch(repository, 'rest', { 'pin.json': '{"tag": "m3"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'rest');
      repository.write({ 'record.md': 'm3\n' });
      repository.git('commit', '-q', '-a', '--amend', '-m', 'merge');
    },
    findings: [],
  },
  {
    name: 'a merge that drops the half of its branch',
    merge: (repository) => {
      branch(repository, 'dropped', { 'pin.json': '{"tag": "m4"}\n' });
      repository.git('merge', '-q', '--no-ff', '-s', 'ours', '-m', 'merge', 'dropped');
    },
    findings: [],
  },
  {
    name: 'a merge of a branch that went there and back',
    merge: (repository) => {
      branch(repository, 'back', { 'pin.json': '{"tag": "m5"}\n' }, { 'pin.json': '{"tag": "m3"}\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'back');
    },
    findings: [],
  },
  {
    name: 'a merge of two branches at once, each with a half',
    merge: (repository) => {
      branch(repository, 'left', { 'pin.json': '{"tag": "m6"}\n' });
      branch(repository, 'right', { 'record.md': 'm6\n' });
      repository.git('merge', '-q', '--no-ff', '-m', 'merge', 'left', 'right');
    },
    findings: [],
  },
  {
    name: 'a merge of another history',
    merge: (repository) => {
      repository.git('checkout', '-q', '--orphan', 'foreign');
      repository.git('rm', '-rfq', '.');
      repository.commit({ 'infra/foreign.tf': 'x\n', 'app/foreign.ts': 'x\n' });
      repository.git('checkout', '-q', 'main');
      repository.git('merge', '-q', '--no-ff', '--allow-unrelated-histories', '-m', 'merge', 'foreign');
    },
    findings: ['apart apart'],
  },
];

/** A branch of main with a commit for each set of files; main is checked out again. */
function branch(repository: TestRepository, name: string, ...commits: Record<string, FileContent>[]): void {
  repository.git('checkout', '-q', '-b', name, 'main');
  for (const files of commits) repository.commit(files);
  repository.git('checkout', '-q', 'main');
}
