import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control } from '../../actions/manifest-sync/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { evaluateWith, type Files } from '../support/world.ts';
import { realFile } from './data.ts';
import { byteMutations, fileMutations, jsonMutations, type Mutation, markdownMutations } from './mutations.ts';

const pin = 'config/memorykernel-integration-pin.json';
const mirror = 'config/memorykernel-producer-manifest.json';
const matrix = 'docs/MEMORYKERNEL_COMPATIBILITY_MATRIX.md';
const { contracts } = load(readFileSync(join(import.meta.dirname, 'memorykernel.config.yml'), 'utf8')) as {
  contracts: unknown[];
};

/**
 * The facts that no rule guards, and why. Everything else that a mutation changes must be named by a rule; everything that
 * stands here must still pass, so that the table stays true.
 */
const unguarded: [name: RegExp, why: string][] = [
  [
    /^config\/memorykernel-integration-pin\.json \/default_(base_url|timeout_ms) /,
    'a setting of the consumer at run time; the producer knows nothing of it',
  ],
  [/^config\/memorykernel-integration-pin\.json key default_(base_url|timeout_ms) renamed$/, 'the same setting'],
  [
    /^config\/memorykernel-integration-pin\.json (re-indented|without its last line end|with one more key)$/,
    'the writing of the pin: its facts are the same',
  ],
  [
    / (row cell [12] (changed|emptied)|header cell [12] changed)$/,
    'version and commit of the consumer itself (and their headers): no other file says them, and the commit is by design an older one',
  ],
  [
    / bullet (Pin manifest \(source of truth\)|Producer manifest mirror): (?!twice)/,
    'the path of the file on the workstation of the author: it names nothing that can be compared',
  ],
  [/^docs\/MEMORYKERNEL_COMPATIBILITY_MATRIX\.md cut in half$/, 'all facts stand in its first half; the rest is prose'],
  [/ date of another past day$/, 'that the matrix changed on this day is known to git alone'],
  [/ heading #+ (?!Baseline Pin|Approved Version Pairs)/, 'headings of prose and the title'],
];
/** Besides these, the pair without a recorded hash has nothing that guards the writing of the mirror. */
const unguardedWithoutHash: [name: RegExp, why: string][] = [
  [
    /^config\/memorykernel-producer-manifest\.json (re-indented|without its last line end|with one more key)$/,
    'the writing of the mirror: only the hash knows its bytes',
  ],
];

const commits = [
  { commit: '2bb3669', hashed: false },
  { commit: 'c679529', hashed: true },
  { commit: 'f753355', hashed: true },
];

function trio(commit: string): Record<string, string> {
  return Object.fromEntries(
    [pin, mirror, matrix].map((path) => [path, realFile('saagar210-AssistSupport', commit, path).toString('utf8')]),
  );
}

function judge(files: Files): Promise<Evaluation> {
  return evaluateWith(control, { files, lists: { contracts }, now: '2026-02-08T23:00:00Z' });
}

function mutate(files: Record<string, string>, mutation: Mutation): Files {
  const changed: Record<string, string | Uint8Array> = { ...files };
  for (const [path, content] of Object.entries(mutation.files)) {
    if (content === null) delete changed[path];
    else changed[path] = content;
  }
  return changed;
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

describe.each(commits)('the trio of AssistSupport at $commit', ({ commit, hashed }) => {
  test('passes', async () => {
    const { results, error } = await judge(trio(commit));
    expect(error).toBeUndefined();
    expect(results.filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
    expect(reportStatus(results)).toBe('passed');
    const hashResult = results.find(({ rule }) => rule === 'manifest-sync/mirror-hash');
    expect(hashResult?.status).toBe(hashed ? 'passed' : 'not-applicable');
  });

  test('each single mutation is named by a rule, or is a fact that no rule guards', async () => {
    const files = trio(commit);
    const mutations = [
      ...jsonMutations(pin, files[pin] ?? ''),
      ...jsonMutations(mirror, files[mirror] ?? ''),
      ...markdownMutations(matrix, files[matrix] ?? ''),
      ...Object.entries(files).flatMap(([path, text]) => byteMutations(path, text)),
      ...fileMutations(files),
    ];
    expect(new Set(mutations.map(({ name }) => name)).size).toBe(mutations.length);
    const known = hashed ? unguarded : [...unguarded, ...unguardedWithoutHash];
    const missed: string[] = [];
    const notPassed: string[] = [];
    const stale: string[] = [];
    const byRule = new Map<string, number>();
    let free = 0;
    for (const mutation of mutations) {
      const { results, error } = await judge(mutate(files, mutation));
      expect({ name: mutation.name, error }).toEqual({ name: mutation.name, error: undefined });
      const named = results.filter(({ status, severity }) => status === 'failed' && severity !== 'info');
      for (const rule of new Set(named.map(({ rule }) => rule))) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
      const excused = known.some(([pattern]) => pattern.test(mutation.name));
      if (named.length === 0 && !excused) missed.push(mutation.name);
      if (named.length > 0 && excused) stale.push(`${mutation.name}: ${named[0]?.message ?? ''}`);
      if (named.length === 0) free += 1;
      if (named.length === 0 && reportStatus(results) !== 'passed') notPassed.push(mutation.name);
    }
    process.stdout.write(
      `${commit}: ${mutations.length} mutations, ${mutations.length - free} named by a rule, ${free} on facts that no rule guards\n`,
    );
    process.stdout.write(
      `${[...byRule]
        .map(([rule, count]) => `  ${rule} ${count}\n`)
        .sort(byCodeUnit)
        .join('')}`,
    );
    expect({ missed, stale, notPassed }).toEqual({ missed: [], stale: [], notPassed: [] });
  });
});
