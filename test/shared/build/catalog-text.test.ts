import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { type CatalogParts, catalogText, type Fixes } from '../../../shared/build/catalog-text.ts';
import { examplesIn } from '../../../shared/build/examples.ts';
import { questions } from '../../../shared/build/questions.ts';
import type { AnyControl } from '../../../shared/core/control.ts';
import { needsOf } from '../../../shared/domain/control-needs/needs.ts';
import { trustRules } from '../../../shared/shell/trust.ts';
import { allControls } from '../../support/all-controls.ts';
import { root } from '../../support/dist.ts';
import { cellsOf, markdownTree, nodesOf, textOf } from '../../support/markdown-tree.ts';
import { sampleControl } from '../../support/sample-control.ts';

const controls = await allControls();
const fixes = load(readFileSync(join(root, 'shared/build/rule-fixes.yml'), 'utf8')) as Fixes;

function textWith(given: Partial<CatalogParts>): string {
  const nothing = { common: {}, slug: 'acme/suite', configuration: { properties: {} }, records: [], examples: {} };
  return catalogText({ controls, trust: trustRules, fixes, ...nothing, ...given });
}

const whole = textWith({});
const nodes = nodesOf(markdownTree(whole));
const headings = nodes.flatMap((node) =>
  node.type === 'heading' ? [`${'#'.repeat(node.depth)} ${textOf(node)}`] : [],
);
const tables = nodes.flatMap((node) => (node.type === 'table' ? [cellsOf(node)] : []));

test('the catalog opens with the questions, then all controls, then each by its kind', () => {
  expect(headings.slice(0, 4)).toEqual([
    '# Action catalog',
    '## By question',
    '## All controls',
    '## Checks: they judge and change nothing',
  ]);
  const [first, second] = tables;
  expect(first?.slice(1).map(([question]) => question)).toEqual(questions.map(({ question }) => question));
  expect(second?.slice(1).map(([name]) => name)).toEqual(controls.map(({ name }) => name));
});

test('every control answers a question, and no question is answered by one that is not there', () => {
  const answering = new Set(questions.flatMap((question) => question.controls));
  expect([...answering].sort()).toEqual(controls.map(({ name }) => name).sort());
});

test('a control that is not there answers nothing', () => {
  const text = textWith({ controls: controls.filter(({ name }) => name === 'kpi-gate') });
  expect(text).toContain('| [kpi-gate](#kpi-gate) | [kpi](.github/guides/kpi.md) |');
  expect(text).not.toContain('[kpi-report]');
  expect(text).not.toContain('Is our pin true');
  expect(textWith({ controls: [] })).not.toContain('By question');
});

test.each([
  ['manifest-sync', 'reads'],
  ['manifest-repin', 'reads; writes with pull-request-token'],
  ['track-incident', 'writes issues'],
])('the rights of %s: %s', (name, rights) => {
  const [, all = []] = tables;
  expect(all.find(([control]) => control === name)?.[3]).toBe(rights);
  const asked: Record<string, string> = { ...controls.find((control) => control.name === name)?.permissions };
  const each = Object.entries(asked).map(([scope, access]) => `${scope}: ${access}`);
  const told = nodes.flatMap((node) => (node.type === 'paragraph' ? [textOf(node)] : []));
  expect(told).toContain(`Permissions (${rights}): ${each.join(' · ')}`);
});

test.each(controls.map((control) => [control.name, control] as const))(
  'the job of %s checks out what it needs',
  (name) => {
    const [, job = ''] = new RegExp(`^### ${name}\\n[\\s\\S]*?\`\`\`yaml\\n([\\s\\S]*?)\`\`\``, 'm').exec(whole) ?? [];
    const { steps } = load(job) as { steps: { uses: string; with?: object }[] };
    const checkouts = steps.filter(({ uses }) => uses.startsWith('actions/checkout@'));
    const expected = { none: [], one: [undefined], all: [{ 'fetch-depth': 0 }] }[needsOf(name).history];
    expect(checkouts.map((step) => step.with)).toEqual(expected);
  },
);

describe('an example', () => {
  const [one] = controls.filter(({ name }) => name === 'kpi-gate');
  const [listed] = controls.filter(({ name }) => name === 'manifest-sync');
  const both = [one, listed].flatMap((control) => control ?? []);
  const shown = (...blocks: string[]): string => blocks.map((block) => `x\n\n\`\`\`yaml\n${block}\`\`\`\n`).join('\n');

  test.each([
    [
      'is the section as a document shows it',
      'kpi-gate:\n  set: orders\nroles:\n  a: [b]\n',
      { 'kpi-gate': 'kpi-gate:\n  set: orders\n' },
    ],
    [
      'may have a comment behind its name',
      'kpi-gate:    # one\n  set: a\n',
      { 'kpi-gate': 'kpi-gate:    # one\n  set: a\n' },
    ],
    ['ends with its block', 'roles: {}\nkpi-gate:\n  set: orders\n', { 'kpi-gate': 'kpi-gate:\n  set: orders\n' }],
    [
      'is the list that asks for it',
      'contracts:\n  - id: ledger\n',
      { 'manifest-sync': 'contracts:\n  - id: ledger\n' },
    ],
    ['is none where nothing is below it', 'kpi-gate: {}\n', {}],
    ['is none of another level', 'x:\n  kpi-gate:\n    set: orders\n', {}],
  ])('%s', (_name, block, expected) => {
    expect(examplesIn([shown(block)], both)).toEqual(expected);
  });

  test('is the first of all documents, and none outside of YAML', () => {
    const texts = [
      'kpi-gate:\n  set: a\n',
      shown('kpi-gate:\n  set: b\n', 'kpi-gate:\n  set: c\n'),
      shown('kpi-gate:\n  set: d\n'),
    ];
    expect(examplesIn(texts, both)).toEqual({ 'kpi-gate': 'kpi-gate:\n  set: b\n' });
  });

  test('stands in the catalog', () => {
    const examples = { 'kpi-gate': 'kpi-gate:\n  set: orders\n' };
    expect(textWith({ examples })).toContain('\n\n```yaml\nkpi-gate:\n  set: orders\n```\n\nInputs, besides');
  });
});

describe('what to do about a failed rule', () => {
  const rules = [
    ...controls.map(({ name, rules: own }) => [name, Object.keys(own)] as const),
    ['trust', Object.keys(trustRules)] as const,
  ];

  test('is said of every rule, and of no other', () => {
    const said = Object.entries(fixes).map(([name, own]) => [name, Object.keys(own).sort()]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(rules.map(([name, ids]) => [name, [...ids].sort()])));
  });

  test.each(Object.entries(fixes))('of %s is one sentence or a few', (_name, own) => {
    expect(Object.values(own).filter((text) => !/^[A-Z][^\n|]*\.$/.test(text))).toEqual([]);
  });

  test('stands beside it', () => {
    const rows = tables.filter(([header]) => header?.[0] === 'Rule').flatMap((table) => table.slice(1));
    expect(rows).toHaveLength(rules.flatMap(([, ids]) => ids).length);
    expect(rows.find(([rule]) => rule === 'manifest-sync/fields-agree')?.[4]).toBe(
      fixes['manifest-sync']?.['fields-agree'],
    );
  });

  test('must be known of each', () => {
    const one: AnyControl = sampleControl();
    expect(() => textWith({ controls: [one] })).toThrow(`rule-fixes.yml does not say what to do about ${one.name}/`);
  });
});
