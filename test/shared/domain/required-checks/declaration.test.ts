import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ReadDeclaration, readJsonDeclaration } from '../../../../shared/domain/required-checks/declaration.ts';
import {
  readMarkdownDeclaration,
  readTableDeclaration,
} from '../../../../shared/domain/required-checks/markdown-declaration.ts';

function shown(read: ReadDeclaration): string[] {
  if (!read.ok) return read.problems.map(({ message, at }) => `${at.line ?? '?'}: ${message}`);
  return read.checks.map(({ context, at, job }) =>
    [`${context}@${at.line}`, ...(job === undefined ? [] : [`${job.workflow}#${job.id}@${job.at.line}`])].join(' '),
  );
}

describe('a JSON document', () => {
  test.each<[string, string, string[]]>([
    ['names only', '{"required_status_checks":\n["a",\n"b"]}', ['a@2', 'b@3']],
    [
      'with jobs',
      '{"required_status_checks": ["a"],\n"check_job_mapping": {"a": {"workflow": "ci.yml", "job_id": "x"}}}',
      ['a@1 .github/workflows/ci.yml#x@2'],
    ],
    [
      'with a path',
      '{"required_status_checks": ["a"], "check_job_mapping": {"a": {"workflow": "x/ci.yml", "job_id": "x"}}}',
      ['a@1 x/ci.yml#x@1'],
    ],
    ['no list', '{"required_checks": []}', ['1: must be a list of checks (/required_status_checks)']],
    ['no JSON', '{', ['1: is not valid JSON: the text ends too early: expected a key or "}" (line 1, column 2)']],
    ['twice', '{"required_status_checks": ["a", "a"]}', ['1: lists "a" twice (/required_status_checks/1)']],
    ['no text', '{"required_status_checks": ["a", 1]}', ['1: must be the name of a check (/required_status_checks/1)']],
    ['nothing', '{"required_status_checks": []}', ['1: must name at least one check (/required_status_checks)']],
    [
      'a job of nothing',
      '{"required_status_checks": ["b"], "check_job_mapping": {"a": {"workflow": "ci.yml", "job_id": "x"}}}',
      ['1: maps "a" to a job and does not require it (/check_job_mapping/a)'],
    ],
    [
      'a mapping without job',
      '{"required_status_checks": ["a"], "check_job_mapping": {"a": {"workflow": "ci.yml"}}}',
      ['1: must name a job (/check_job_mapping/a/job_id)'],
    ],
    [
      'a mapping that is a list',
      '{"required_status_checks": ["a"], "check_job_mapping": []}',
      ['1: must be an object of checks (/check_job_mapping)'],
    ],
    [
      'a list given twice',
      '{"required_status_checks": ["a"], "required_status_checks": ["b"]}',
      ['1: holds /required_status_checks twice'],
    ],
  ])('%s', (_name, text, lines) => {
    expect(shown(readJsonDeclaration('d.json', text))).toEqual(lines);
  });
});

describe('a Markdown document', () => {
  const read = (text: string): string[] => shown(readMarkdownDeclaration('d.md', text, 'Required checks'));

  const besides = (text: string): string =>
    `has code besides the list, which a reader may take for a check: ${JSON.stringify(text)}`;

  test.each<[string, string, string[]]>([
    [
      'a list behind a heading',
      '## Required checks\n\nThese:\n\n1. `a`\n2. `b c`\n\nSource:\n\n1. `file.json`\n',
      ['a@5', 'b c@6'],
    ],
    ['a list behind a line', '# T\n\nRequired checks (exact names):\n\n- `a`\n', ['a@5']],
    [
      'an item with more than a check',
      '## Required checks\n- `a`\n- `b` (new)\n',
      ['3: has an item that is no check in code: "`b` (new)"'],
    ],
    ['an item twice', '## Required checks\n- `a`\n- `a`\n', ['3: lists "a" twice']],
    [
      'a list of the next section',
      '## Required checks\n\n## Other\n- `a`\n',
      ['1: has no list behind "Required checks"'],
    ],
    ['nothing of that name', '# T\n- `a`\n', ['?: has nothing called "Required checks"']],
    ['a list in code', '## Required checks\n```\n- `a`\n```\n', [`2: ${besides('```')}`]],
    ['a list in a comment', '## Required checks\n<!--\n- `a`\n-->\n- `b`\n', ['b@5']],
    ['code behind the list', '## Required checks\n- `a`\n\n```sh\nx\n```\n\nThis.\n', [`4: ${besides('```sh')}`]],
    [
      'prose and a list without code behind the list',
      '## Required checks\n- `a`\n\nSee:\n\n- this\n    - that\n\n### More\n\nThat.\n',
      ['a@2'],
    ],
    ['code that is indented', '## Required checks\n- `a`\n\nThis:\n\n    b\n', [`6: ${besides('b')}`]],
    ['code in prose before the list', '# T\n\nRequired checks:\n\nAnd `b`:\n\n- `a`\n', [`5: ${besides('And `b`:')}`]],
    ['code under a heading of the same level', '## Required checks\n- `a`\n\n## Other\n\n`b`\n', ['a@2']],
    [
      'a table in the section',
      '## Required checks\n\n| Check |\n| - |\n| b |\n\n- `a`\n',
      ['3: has a table behind "Required checks", which a reader may take for a part of the list'],
    ],
    [
      'text that belongs to an item',
      '## Required checks\n- `a`\n  more\n- `b`\n',
      ['3: has something in the list that is no item: "more"'],
    ],
    [
      'a comment between two items',
      '## Required checks\n- `a`\n\n<!-- x -->\n\n- `b`\n',
      ['4: has something in the list that is no item: "<!-- x -->"'],
    ],
    [
      'a definition that nobody sees between two items',
      '## Required checks\n- `a`\n\n[//]: # (x)\n\n- `b`\n',
      ['4: has something in the list that is no item: "[//]: # (x)"'],
    ],
    [
      'a comment from before the list, behind which a check stands',
      'x <!--\n\n## Required checks\n- `a` -->\n- `b`\n',
      ['4: has a comment in a line with text'],
    ],
    ['code in a line that looks like a fence', '## Required checks\n```x``` \n- `a`\n', [`2: ${besides('```x```')}`]],
    [
      'a fence that ends with text does not end',
      '## Required checks\n```\n``` x\n- `a`\n```\n- `b`\n',
      [`2: ${besides('```')}`],
    ],
    [
      'two places of that name',
      'Required checks:\n- `a`\n\nRequired checks:\n- `b`\n',
      ['4: has 2 places called "Required checks"'],
    ],
    ['the heading in code', '```\n## Required checks\n- `a`\n```\n', ['?: has nothing called "Required checks"']],
  ])('%s', (_name, text, lines) => {
    expect(read(text)).toEqual(lines);
  });
});

describe('a table of a Markdown document', () => {
  const read = (text: string): string[] => shown(readTableDeclaration('d.md', text, 'Checks', 'Check'));
  const table = (...rows: string[]): string =>
    ['## Checks', '', '| Check | Owner |', '| --- | --- |', ...rows].join('\n');

  test.each<[string, string, string[]]>([
    ['code and plain text', table('| `a` | x |', '| b c | y |'), ['a@5', 'b c@6']],
    ['a check in a comment', table('| a | x |', '', '<!-- | b | y | -->'), ['a@5']],
    ['a check twice', table('| a | x |', '| `a` | y |'), ['6: lists "a" twice']],
    ['a row without a check', table('| | x |'), ['5: has a row without a check in "Check"']],
    ['no row', table(), ['3: has no row under "Checks"']],
    ['no such heading', '# T\n', ['?: has no heading "Checks"']],
    ['the heading twice', `${table('| a | x |')}\n\n## Checks\n`, ['7: has 2 headings "Checks"']],
    ['no table', '## Checks\n\n- a\n', ['1: has no table under "Checks"']],
    ['two tables', `${table('| a | x |')}\n\n| Check |\n| --- |\n| b |\n`, ['7: has 2 tables under "Checks"']],
    ['no such column', '## Checks\n\n| Name |\n| --- |\n| a |\n', ['3: has no column "Check"']],
    ['the column twice', '## Checks\n\n| Check | Check |\n| --- | --- |\n| a | b |\n', ['3: has 2 columns "Check"']],
    [
      'a row with more cells than the header',
      table('| a | x | y |'),
      ['5: has a table in which the row has 3 cells, but the header has 2: the rest is not shown'],
    ],
    [
      'HTML in the section',
      table('| a | x |', '', '<div>b</div>'),
      ['7: has HTML, an image, a reference or a quotation under "Checks", so that a reader may see something else'],
    ],
  ])('%s', (_name, text, lines) => {
    expect(read(text)).toEqual(lines);
  });
});

test('no document makes it throw', () => {
  fc.assert(fc.property(fc.string(), (text) => void readMarkdownDeclaration('d', `## m\n${text}`, 'm')));
  fc.assert(
    fc.property(fc.string(), (text) => void readTableDeclaration('d', `## m\n\n| c |\n| - |\n${text}`, 'm', 'c')),
  );
  fc.assert(fc.property(fc.json(), (text) => void readJsonDeclaration('d', text)));
});
