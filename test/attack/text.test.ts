import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { control } from '../../actions/manifest-sync/control.ts';
import { annotations } from '../../shared/render/annotations.ts';
import { pullRequest, runAsAction } from '../support/action-run.ts';
import { consumerFiles, contractFiles, facts, paths } from '../support/contract-files.ts';
import { gitRepository, type TestRepository } from '../support/git-repository.ts';

/* Values that want to be something else where they are shown. */

let repository: TestRepository;
beforeEach(() => {
  repository = gitRepository();
});
afterEach(() => repository.remove());

async function withTag(tag: string) {
  const base = repository.commit(consumerFiles());
  const pin = JSON.parse(contractFiles()[paths.pin] ?? '{}') as Record<string, string>;
  const head = repository.commit({ [paths.pin]: `${JSON.stringify({ ...pin, release: tag }, null, 2)}\n` });
  const outcome = await runAsAction({ control, repository, payload: pullRequest(base, head) });
  expect(outcome.exit).toBe(1);
  return { ...outcome, markdown: outcome.markdown(), terminal: outcome.terminal(false) };
}

const values: [name: string, value: string][] = [
  ['a workflow command', 'v1\n::set-output name=status::passed'],
  ['a command after white space', '  ::error::x'],
  ['an old command', 'x ##[set-env name=A]b'],
  ['a terminal escape', '\u001b[2J\u001b[32mPASSED\u001b[0m'],
  ['carriage return over the line', 'x\rmanifest-sync: PASSED'],
  ['a right-to-left override', 'v1.0\u202e0.1v'],
  ['HTML', '<img src=x onerror=alert(1)><script>x</script>'],
  ['a table border and a heading', '| a | b |\n\n# PASSED\n'],
  ['a link, an image and a mention', '[x](https://evil.example) ![y](https://evil.example/p.png) @octocat'],
  ['a details element', '</details><details><summary>PASSED</summary>'],
  ['backticks', '``` x ``` `` y `` ` z'],
];

describe.each(values)('%s', (_name, value) => {
  test('stays text in log, summary and annotations', async () => {
    const { terminal, markdown, report } = await withTag(value);
    for (const line of terminal.split('\n')) {
      expect(line).not.toMatch(/^\s*::/);
      expect(line).not.toContain('##[');
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
    expect(markdown.split('\n')[0]).toBe('## ❌ FAILED · Contract pin, mirror and matrix');
    expect(markdown.split('\n').filter((line) => line.startsWith('#'))).toEqual(
      markdown
        .split('\n')
        .filter((line) => /^(## ❌ FAILED · |### (Failed|Not verified|Lived with|Remarks))/.test(line)),
    );
    // Inside of a code span nothing is markup; what is left may only have the tags that the summary itself writes.
    const markup = markdown.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
    expect(markup).not.toMatch(/<(?!\/?(?:details|summary|code)>|br>)[a-z/!]/i);
    expect(markup).not.toMatch(/(^|[^\\])\]\(/);
    for (const { message, title } of annotations(report, '')) {
      expect(`${title}${message}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    }
  });
});

test('a credential in a judged file is in neither report, summary, log nor annotations', async () => {
  const token = `ghp_${'Ab1'.repeat(12)}`;
  const { terminal, markdown, report, reportText } = await withTag(token);
  const shown = [terminal, markdown, reportText, JSON.stringify(annotations(report, ''))].join('\n');
  expect(shown).not.toContain(token);
  expect(report.notes.join()).toContain('What looks like a credential was taken out');
});

test('a commit id and a hash are no credentials', async () => {
  const { reportText } = await withTag('v9.9.9');
  expect(reportText).toContain(facts.commit);
});
