import { expect, test } from '@jest/globals';
import { type Ability, type Place, type Probed, places, type Trouble } from '../../../shared/core/diagnosis.ts';
import { diagnosisText } from '../../../shared/render/diagnosis-terminal.ts';

const trouble = (path: string, line: number | undefined, level: Trouble['level'] = 'wrong'): Trouble => ({
  level,
  path,
  line,
  says: `${path} is odd`,
  expected: 'even',
  actual: 'odd',
  fix: 'make it even',
});
const probed = (id: string, outcome: Probed['outcome'], because: string): Probed => ({
  id,
  says: `${id} is so`,
  risk: 'false-red',
  outcome,
  because,
  needs: 'a look',
});
const nothing = { troubles: [], abilities: [], facts: [] };

test('the worst comes first, then by file and line; each says what was expected and what to do', () => {
  const text = diagnosisText({
    ...nothing,
    troubles: [
      trouble('c.yml', 1, 'advice'),
      trouble('b.yml', 9),
      trouble('b.yml', 2),
      trouble('b.yml', undefined),
      trouble('a.yml', 3, 'unknown'),
    ],
  });
  const lines = text.split('\n');
  expect(lines[0]).toBe('doctor: 3 wrong, 1 not known, 1 to consider');
  expect(lines.filter((line) => line.includes(' is odd')).map((line) => line.trim().split(/ {2,}/)[1] ?? '')).toEqual([
    'b.yml',
    'b.yml:2',
    'b.yml:9',
    'a.yml:3',
    'c.yml:1',
  ]);
  expect(lines.slice(2, 5)).toEqual(['      expected: even', '      actual: odd', '      Fix: make it even']);
});

test('one reason has one number in the table, and is said once', () => {
  const at = (because: string): Ability['at'] =>
    Object.fromEntries(places.map((place) => [place, { reach: 'part', because }])) as Record<
      Place,
      { reach: 'part'; because: string }
    >;
  const text = diagnosisText({
    ...nothing,
    abilities: [
      { control: 'a', at: at('no token') },
      { control: 'b', at: at('no run') },
    ],
  });
  expect(text).toMatch(/^ {2}a {2}part 1 {3}part 1/m);
  expect(text).toMatch(/^ {2}b {2}part 2 {3}part 2/m);
  expect(text.match(/no token/g)).toHaveLength(1);
});

test('a reason that all assumptions share is said once, and others each', () => {
  const same = [probed('x', 'could-not-look', 'no token'), probed('y', 'could-not-look', 'no token')];
  expect(diagnosisText({ ...nothing, probed: same }).match(/no token/g)).toHaveLength(1);
  const text = diagnosisText({ ...nothing, probed: [probed('x', 'refuted', 'seen'), ...same] });
  expect(text).toContain('1 refuted, 0 confirmed here, 2 could not be looked at');
  expect(text).toContain('  refuted  x (false-red)\n      x is so\n      seen\n      needs: a look\n');
  expect(text.match(/no token/g)).toHaveLength(2);
});

test('text of others is made safe', () => {
  const text = diagnosisText({
    ...nothing,
    troubles: [trouble('a\u001b[31m\n::error::x.yml', 1)],
    facts: ['##[add-mask]x'],
  });
  expect(text).not.toContain('\u001b');
  expect(text).not.toMatch(/^::|##\[/m);
});

test('a table that is wider than the terminal becomes paragraphs, and every line fits', () => {
  const at = Object.fromEntries(
    places.map((place) => [
      place,
      place === 'laptop' ? { reach: 'part', because: 'no token' } : { reach: place === 'fork' ? 'no' : 'yes' },
    ]),
  ) as Ability['at'];
  const diagnosis = { ...nothing, troubles: [trouble('a.yml', 3)], abilities: [{ control: 'manifest-sync', at }] };
  const lines = diagnosisText(diagnosis, 50).split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);
  const first = lines.indexOf('  manifest-sync');
  expect(lines.slice(first + 1, first + 5)).toEqual([
    '    part 1: laptop',
    '    yes: pull_request, push, merge_group,',
    '      schedule, workflow_run',
    '    no: fork',
  ]);
  expect(diagnosisText(diagnosis, 200)).toBe(diagnosisText(diagnosis));
});
