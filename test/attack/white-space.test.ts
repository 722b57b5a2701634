import { describe, expect, test } from '@jest/globals';
import { control } from '../../actions/atomic-change/control.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { memoryHistory } from '../support/memory-history.ts';
import { evaluateWith } from '../support/world.ts';

/* Code is switched off, or a value changed, by white space alone: that asks for what must follow like any other change. */

const group = { id: 'tests', 'all-of': ['src/**', 'test/**'] };

describe('a change that is white space and more than that', () => {
  test.each<[name: string, path: string, before: string, after: string]>([
    ['a call that becomes part of the comment above', 'src/a.ts', '// checked\ncheck();\n', '// checked check();\n'],
    ['a statement of SQL', 'src/a.sql', '-- old\nDELETE FROM a', '-- old DELETE FROM a'],
    ['a setting', 'src/a.ini', '# safe\nverify=1', '# safe verify=1'],
    ['a script without a name that says so', 'src/run', '#!/bin/sh\n# x\ncheck', '#!/bin/sh\n# x check'],
    ['a return that returns nothing any more', 'src/a.js', 'return (\n ok)', 'return\n(ok)'],
    ['a text that was a space', 'src/a.ts', 'split(" ")', 'split("")'],
    ['a text of several lines', 'src/a.ts', 'a(`\n  b`)', 'a(`\nb`)'],
  ])('%s', async (_name, path, before, after) => {
    const history = memoryHistory([{ before: { [path]: before }, after: { [path]: after } }]);
    const { results } = await evaluateWith(control, { section: { groups: [group] }, history });
    expect(reportStatus(results)).toBe('failed');
  });
});
