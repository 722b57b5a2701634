import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textDifference } from '../../../../shared/domain/change-set/white-space.ts';

describe('two versions of a text differ in', () => {
  test.each<[expected: 'content' | 'doubtful' | 'space', path: string, before: string, after: string]>([
    ['space', 'a.md', 'one two\n', 'one  two\r\n\r\n'],
    ['space', 'a.ts', 'a=1', 'a = 1'],
    ['space', 'a.ts', 'if (a) {\nb\n}', 'if(a){\n\n\tb\n}\n'],
    ['doubtful', 'a.ts', 'if (a) {\nb\n}', 'if (a)\n{\n\tb\n}\n'],
    ['doubtful', 'a.ts', '// x\ncheck();\n', '// x check();\n'],
    ['doubtful', 'a.sql', '-- x\nDELETE FROM a', '-- x DELETE FROM a'],
    ['doubtful', 'a.toml', '# x\na = 1', '# x a = 1'],
    ['doubtful', '.npmrc', '# x\na=1', '# x a=1'],
    ['doubtful', 'a.ts', 'return (\n a)', 'return\n(a)'],
    ['doubtful', 'a.ts', 'a.join(" ")', 'a.join("")'],
    ['doubtful', 'a.ts', "a === '  '", "a === ' '"],
    ['doubtful', 'a.ts', 'a = `\n  b`', 'a = `\nb`'],
    ['space', 'a.ts', 'a = `b`;\r\n', 'a = `b`; \n\n'],
    ['doubtful', 'a.sh', 'cat <<E\n a\nE', 'cat <<E\na\nE'],
    ['doubtful', 'a.md', '# A\n- x', '# A - x'],
    ['doubtful', 'a.md', '# A', '#A'],
    ['content', 'a.ts', 'a', 'b'],
    ['doubtful', 'a.md', 'not able', 'notable'],
    ['doubtful', 'a.ts', 'let a = "b c"', 'let a = "bc"'],
    ['doubtful', 'a.md', 'été un', 'étéun'],
    ['space', 'a.json', '{"a":1}', '{\n  "a": 1\n}\n'],
    ['content', 'a.json', '{"a":"b c"}', '{"a":"bc"}'],
    ['content', 'a.json', '{"b c":1}', '{"bc":1}'],
    ['doubtful', 'a.json', '{"a":1 // x\n}', '{"a": 1 // x\n}'],
    ['space', 'a.yml', 'a: 1\nb: 2\n', 'a:   1\n\nb: 2\n'],
    ['content', 'a.yaml', 'a:\n  b: 1\n  c: 2\n', 'a:\n  b: 1\nc: 2\n'],
    ['content', 'a.yml', 'a: |\n  x\n  y\n', 'a: |\n  x\n\n  y\n'],
    ['content', 'a.yml', 'a: x y\n', 'a: xy\n'],
    ['doubtful', 'a.yml', 'a: !ref x\n', 'a:   !ref x\n'],
    ['content', 'a.py', 'if x:\n  y', 'if x:\n    y'],
    ['content', 'Makefile', 'a:\n\tb', 'a:\n    b'],
    ['content', 'sub/GNUmakefile', 'a:\n\tb', 'a:\n    b'],
    ['content', 'a.PUG', 'p\n  a', 'p\n    a'],
    ['doubtful', 'a.sh', 'rm -rf /tmp/x', 'rm -rf / tmp/x'],
    ['space', 'a.sh', 'rm -rf /tmp/x', '  rm  -rf /tmp/x\n\n'],
    ['doubtful', 'CODEOWNERS', '/docs @a', '/docs@a'],
    ['doubtful', 'a.css', '.a .b {}', '.a.b {}'],
  ])('%s: %s %j %j', (expected, path, before, after) => {
    expect(textDifference(path, before, after)).toBe(expected);
    expect(textDifference(path, after, before)).toBe(expected);
  });

  const space = fc.string({ unit: fc.constantFrom(' ', '\t'), minLength: 1, maxLength: 3 });
  const word = fc.string({ unit: fc.constantFrom('a', 'b', '1', '_', '.', ',', '(', 'é'), minLength: 1, maxLength: 5 });

  test('space only, when nothing but the white space between the same words is another', () => {
    fc.assert(
      fc.property(fc.array(word), fc.array(space, { minLength: 50, maxLength: 50 }), (parts, spaces) => {
        const spaced = parts.map((part, index) => `${spaces[index] ?? ' '}${part}`).join('');
        for (const path of ['a.md', 'a.ts']) expect(textDifference(path, parts.join(' '), spaced)).toBe('space');
      }),
    );
  });

  test('content, whenever another character than white space was added', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ unit: fc.constantFrom('a', 'b', '#', '-'), minLength: 1 }), (text, more) => {
        expect(textDifference('a.md', text, `${text}${more}`)).toBe('content');
      }),
    );
  });
});
