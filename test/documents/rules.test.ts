import { expect, test } from '@jest/globals';
import { allControls } from '../support/all-controls.ts';
import { documents } from '../support/documents.ts';

const controls = await allControls();
const rules = new Set(controls.flatMap((control) => Object.keys(control.rules).map((id) => `${control.name}/${id}`)));

/** What is written as a rule of a control, in the code of a line. */
function namedIn(code: string): string[] {
  const [, control, rule] = /^([a-z-]+)\/([a-z-]+)$/.exec(code) ?? [];
  return rule !== undefined && controls.some(({ name }) => name === control) ? [code] : [];
}

test('a rule that a document names is one', () => {
  const named = documents.flatMap(({ path, codes }) => codes.flatMap(namedIn).map((code) => [path, code] as const));
  expect(named.length).toBeGreaterThan(rules.size);
  expect(named.filter(([, code]) => !rules.has(code))).toEqual([]);
});
