import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { controlNames, listNames } from '../shared/core/catalog.ts';
import { configSchema, sectionSchema } from '../shared/core/config.ts';
import { type AnyControl, controlKinds } from '../shared/core/control.ts';
import { commonFields } from '../shared/core/inputs.ts';
import { commonConfig, commonSection } from '../shared/core/policy.ts';
import type { Rules } from '../shared/core/rule.ts';
import { severities } from '../shared/core/severity.ts';
import { trustRules } from '../shared/shell/trust.ts';

/*
 * What holds for every control, found by its folder: a new one is held to it without being named here.
 */

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const names = readdirSync(join(root, 'actions')).filter((name) =>
  existsSync(join(root, 'actions', name, 'control.ts')),
);
const controls: [name: string, control: AnyControl][] = [];
// One after the other: jest links modules that two imports share only for the first of them.
for (const name of names) {
  const module = (await import(`../actions/${name}/control.ts`)) as { control: AnyControl };
  controls.push([name, module.control]);
}

const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** One sentence or several on one line: a capital (or a digit) first, a full stop at the end. */
const sentence = /^[\p{Lu}\p{N}](?!.* {2})[^\n]*[^\s.]\.$/u;
const phrase = /^[\p{Lu}\p{N}](?!.* {2})[^\n]*[^\s.:;,]$/u;

/** The permissions of a workflow's token (docs.github.com, "Workflow syntax", permissions). */
const grantable = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
];

test('there are controls, and the catalog names every one', () => {
  expect(controls.length).toBeGreaterThan(0);
  expect([...controlNames]).toEqual([...names].sort());
  expect([...listNames]).toEqual([...new Set(controls.flatMap(([, { lists }]) => Object.keys(lists)))].sort());
});

function expectRules(rules: Rules): void {
  expect(Object.keys(rules).length).toBeGreaterThan(0);
  for (const [id, rule] of Object.entries(rules)) {
    expect(id).toMatch(kebabCase);
    expect(severities).toContain(rule.severity);
    expect(rule.asserts).toMatch(sentence);
    expect(rule.why).toMatch(sentence);
    expect(rule.why).not.toBe(rule.asserts);
    expect([typeof rule.about, typeof rule.says]).toEqual(['function', 'function']);
    expect([undefined, false]).toContain(rule.waivable);
  }
  const said = Object.values(rules).flatMap(({ asserts, why }) => [asserts, why]);
  expect(new Set(said).size).toBe(said.length);
}

describe.each(controls)('%s', (name, control) => {
  test('is called like its folder, in kebab-case, and like no other word of the configuration or the command line', () => {
    expect(control.name).toBe(name);
    expect(name).toMatch(kebabCase);
    const words = [
      ...Object.keys(commonConfig),
      ...listNames,
      'run',
      'prove',
      'backtest',
      'list',
      'explain',
      'help',
      'trust',
      'governance',
    ];
    expect(words).not.toContain(name);
  });

  test('has an entry without logic', () => {
    const lines = [
      "import { runAction } from '../../shared/shell/action.ts';",
      "import { control } from './control.ts';",
      '',
      'await runAction(control);',
      '',
    ];
    expect(read('actions', name, 'main.ts').split('\n')).toEqual(lines);
  });

  test('has a title and a description of one sentence', () => {
    expect(control.title).toMatch(phrase);
    expect(control.title.length).toBeLessThanOrEqual(60);
    expect(control.description).toMatch(sentence);
    // GitHub cuts the description of an action in its lists.
    expect(control.description.length).toBeLessThanOrEqual(200);
    expect(controlKinds).toContain(control.kind);
  });

  test('says what a workflow must grant, and only reads when it judges or records', () => {
    expect(Object.keys(control.permissions).length).toBeGreaterThan(0);
    for (const [permission, access] of Object.entries(control.permissions)) {
      expect(grantable).toContain(permission);
      expect(control.kind === 'check' || control.kind === 'record' ? ['read'] : ['read', 'write']).toContain(access);
    }
  });

  test('has rules that say what holds and why it matters', () => {
    expectRules(control.rules);
  });

  test('documents every input, whose default fits and whose name is its own', () => {
    const taken = [...Object.keys(commonFields), ...Object.keys(commonSection)];
    for (const [field, { description, default: value, schema, renamedFrom, choices }] of Object.entries(
      control.inputs,
    )) {
      expect(field).toMatch(kebabCase);
      expect(taken).not.toContain(field);
      expect(description).toMatch(sentence);
      // The runner refuses an action.yml with an expression in a description.
      expect(description).not.toContain('${{');
      expect(value === undefined || schema.safeParse(value).success).toBe(true);
      expect(new Set(choices).size).toBe((choices ?? []).length);
      expect([...taken, ...Object.keys(control.inputs)]).not.toContain(renamedFrom);
    }
  });

  test('documents every output, none of which is a common one', () => {
    for (const [output, { description }] of Object.entries(control.outputs)) {
      expect(output).toMatch(kebabCase);
      expect(['status', 'report', 'passed', 'failed', 'unverified']).not.toContain(output);
      expect(description).toMatch(sentence);
    }
  });

  test('has a section, lists and data that can be described as JSON Schema', () => {
    expect(z.toJSONSchema(sectionSchema(control), { io: 'input', unrepresentable: 'any' })).toMatchObject({
      type: 'object',
      additionalProperties: false,
    });
    const schema = configSchema([control], { controls: controlNames, lists: listNames });
    expect(schema.safeParse({ version: 1, [name]: null })).toMatchObject({ success: true });
    for (const list of Object.values(control.lists)) {
      expect(z.toJSONSchema(list, { io: 'input', unrepresentable: 'any' })).toMatchObject({ type: 'array' });
      expect(list.safeParse([])).toMatchObject({ success: true, data: [] });
    }
    expect(z.toJSONSchema(control.data ?? z.object({}), { io: 'input', unrepresentable: 'any' })).toHaveProperty(
      'type',
    );
  });

  test('has tests that prove every rule passed, failed and unverified', () => {
    const text = read('test', 'actions', `${name}.test.ts`);
    expect(text).toContain(`import { control } from '../../actions/${name}/control.ts';`);
    expect(text).toContain("import { coverRules } from '../support/coverage.ts';");
    const variable = /^const (\w+) = coverRules\(control\b/m.exec(text)?.[1] ?? 'nothing';
    expect(text).toMatch(new RegExp(`\\n${variable}\\.prove\\(\\);\\n$`));
    expect(text).toMatch(new RegExp(`\\b${variable}\\.(evaluate|see)\\(|\\(${variable}\\)`));
  });
});

describe('trust', () => {
  test('has rules that say what holds and why it matters, and that nobody can waive', () => {
    expectRules(trustRules);
    for (const rule of Object.values(trustRules)) expect(rule.waivable).toBe(false);
  });
});

test('the threat model names every attack test, and no file that is not there', () => {
  const named = [...read('.github/threat-model.md').matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, path = '']) => path);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  const attacks = readdirSync(join(root, 'test', 'attack')).map((file) => `test/attack/${file}`);
  expect(attacks.filter((path) => !named.includes(path))).toEqual([]);
});

describe('the tests themselves', () => {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const modules = ['mock', 'doMock', 'setMock', 'unstable_mockModule', 'createMockFromModule', 'genMockFromModule'];
  const left = ['skip', 'only', 'todo', 'failing', 'skipIf', 'runIf'];

  test.each<[string, RegExp]>([
    ['replaces no module', new RegExp(`\\bjest\\s*\\??\\.\\s*(${modules.join('|')})\\b`)],
    ['leaves no test out', new RegExp(`\\b(test|it|describe|each)\\s*\\??\\.\\s*(${left.join('|')})\\b`)],
    ['leaves no test out by another name', /^\s*(xit|xtest|xdescribe|fit|fdescribe)\s*[(.]/m],
    ['keeps no snapshot', new RegExp(`\\.toMatch(Inline)?${'Snapshot'}\\b`)],
  ])('%s', (_name, pattern) => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((path) => pattern.test(read('test', path)))).toEqual([]);
  });

  test('those of a folder of the code have its path', () => {
    const tests = files.filter((path) => path.startsWith('shared/') && path.endsWith('.test.ts'));
    const folders = [...new Set(tests.map((path) => dirname(path)))];
    expect(folders.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
  });
});
