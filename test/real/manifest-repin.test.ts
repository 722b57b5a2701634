import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { control } from '../../actions/manifest-repin/control.ts';
import type { Evaluation } from '../../shared/core/evaluation.ts';
import { type GitHubAnswers, notFound } from '../support/memory-github.ts';
import { evaluateWith } from '../support/world.ts';
import { realFile } from './data.ts';

/*
 * What people wrote by hand when AssistSupport moved from v0.3.1 to v0.3.2 of MemoryKernel, and what is proposed for it.
 */

const pin = 'config/memorykernel-integration-pin.json';
const mirror = 'config/memorykernel-producer-manifest.json';
const matrix = 'docs/MEMORYKERNEL_COMPATIBILITY_MATRIX.md';
const path = 'contracts/integration/v1/producer-contract-manifest.json';
const { contracts } = load(readFileSync(join(import.meta.dirname, 'memorykernel.config.yml'), 'utf8')) as {
  contracts: [object];
};
const entry = { ...contracts[0], remote: { mode: 'required', path, 'tag-relation': 'sha-ancestor-of-tag' } };

function trio(commit: string): Record<string, string> {
  return Object.fromEntries(
    [pin, mirror, matrix].map((file) => [file, realFile('saagar210-AssistSupport', commit, file).toString('utf8')]),
  );
}

const repo = 'GET /repos/saagar210/MemoryKernel';
const [old, tagged, pinned, tip] = [
  'a'.repeat(40),
  'b'.repeat(40),
  'cf331449e1589581a5dcbb3adecd3e9ae4509277',
  'c'.repeat(40),
];
const commitOf = (sha: string): GitHubAnswers[string] => ({ json: { object: { type: 'commit', sha } } });

function producer(before: string, after: string): GitHubAnswers {
  const releases: [tag: string, sha: string, manifest: string][] = [
    ['v0.3.1', old, before],
    ['v0.3.2', tagged, after],
  ];
  return {
    [repo]: { json: { full_name: 'saagar210/MemoryKernel', default_branch: 'main' } },
    [`${repo}/tags`]: { json: releases.map(([name]) => ({ name })) },
    [`${repo}/git/ref/heads/main`]: commitOf(tip),
    [`${repo}/releases/latest`]: notFound,
    ...Object.fromEntries(
      releases.flatMap(([tag, sha, manifest]): [string, GitHubAnswers[string]][] => [
        [`${repo}/git/ref/tags/${tag}`, commitOf(sha)],
        [`${repo}/git/ref/heads/${tag}`, notFound],
        [`${repo}/releases/tags/${tag}`, notFound],
        [`${repo}/compare/${sha}...${tip}`, { json: { status: 'ahead' } }],
        [`${repo}/compare/${pinned}...${sha}`, { json: { status: 'ahead' } }],
        [`${repo}/contents/${path}?ref=${sha}`, { raw: manifest }],
      ]),
    ),
  };
}

async function repin(from: string): Promise<{ evaluation: Evaluation; files: Record<string, string> }> {
  const files = trio(from);
  const github = producer(files[mirror] ?? '', trio('f753355')[mirror] ?? '');
  const now = '2026-02-08T23:00:00Z';
  const evaluation = await evaluateWith(control, { files, base: files, github, now, lists: { contracts: [entry] } });
  const changes = evaluation.proposal?.changes ?? [];
  const after = Object.fromEntries(changes.map((change) => [change.path, new TextDecoder().decode(change.after)]));
  return { evaluation, files: { ...files, ...after } };
}

test('the proposal is what people wrote, but for the column that only they can fill', async () => {
  const { evaluation, files } = await repin('c679529');
  const byHand = trio('f753355');
  expect(evaluation.results.filter(({ status }) => status === 'failed' || status === 'unverified')).toEqual([]);
  expect(files[mirror]).toBe(byHand[mirror]);
  expect(files[pin]).toBe(byHand[pin]);
  expect(evaluation.proposal?.sentences.join(' ')).toContain('AssistSupport version, AssistSupport commit');
  const [now = [], then = []] = [files[matrix], byHand[matrix]].map((text) => (text ?? '').split('\n'));
  // Their change also rewrote prose of the matrix, which no fact tells.
  const facts = (lines: readonly string[]): string[] =>
    lines.filter((line) => /^\| 1\.0\.0|^- (MemoryKernel|Expected)|^Updated/.test(line));
  expect(facts(now)).toEqual(facts(then).map((line) => line.replace('fd56b4b', 'af2679b')));
});

test('only lines with facts of the pin differ from before', async () => {
  const before = trio('c679529');
  const { files } = await repin('c679529');
  const changed = Object.entries(before).flatMap(([file, text]) => {
    const lines = (files[file] ?? '').split('\n');
    return text.split('\n').flatMap((line, index) => (line === lines[index] ? [] : [`${file}:${index + 1}`]));
  });
  expect(changed).toEqual([`${pin}:3`, `${pin}:8`, `${mirror}:3`, `${matrix}:10`, `${matrix}:15`, `${matrix}:23`]);
});

test('a hash that is recorded nowhere is not recorded', async () => {
  const { evaluation, files } = await repin('2bb3669');
  expect(evaluation.proposal).toBeDefined();
  expect(JSON.parse(files[pin] ?? '')).not.toHaveProperty('expected_producer_manifest_sha256');
});
