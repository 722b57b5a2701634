import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mostNamed, readSignOff } from '../../../../shared/domain/sign-off/read.ts';
import { fileNamed, pullsIn } from '../../../../shared/domain/sign-off/references.ts';
import { wordsWith } from '../../../../shared/domain/sign-off/words.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';
const own = { host: 'github.com', repository: 'acme/desk', branch: 'main' };
const read = (text: string) => readSignOff('docs/x.md', new TextEncoder().encode(text), wordsWith({}), own);

describe('a decision', () => {
  test.each<[text: string, kinds: (string | undefined)[]]>([
    ['Decision: `APPROVED`', ['go']],
    ['- **Decision:** Go', ['go']],
    ['**Decision**: **No-Go**', ['no-go']],
    ['Decision: Go (restricted)', ['restricted']],
    ['Decision: Go (runtime cutover)', [undefined]],
    ['Decision: go.', ['go']],
    ['Decision: `Go`, and more', [undefined]],
    ['Decision: `No-Go`, and more', ['no-go']],
    ['Decision: going', [undefined]],
    ['Decision: not approved', ['no-go']],
    ['Decision: `<APPROVED|BLOCKED>`', [undefined]],
    ['Decision:', [undefined]],
    ['Decision date: 2026-01-01', []],
    ['Recommendation: **Go (restricted)** with guardrails.', ['restricted']],
    ['Decision: `Go`\nReason: it works', ['go']],
    ['Decision: `Go`\nif it works', [undefined]],
    ['## Decision\n\nApproved.', ['go']],
    ['## Decision\n\nApproved for all that follows.', [undefined]],
    ['## Decision\n\nWe met at noon.', []],
    ['```\nDecision: `Go`\n```', []],
    ['| Field | Value |\n| --- | --- |\n| Decision | No-Go |', ['no-go']],
    ['| Decision | Who | When |\n| --- | --- | --- |\n| Decision | a | b |', []],
  ])('%j', (text, kinds) => {
    expect(read(text).document.decisions.map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('the commit', () => {
  test.each<[text: string, commits: string[]]>([
    [`- Commit: \`${sha}\``, [sha]],
    [`- Base branch/commit: \`main\` / \`${sha}\``, [sha]],
    ['- Commit: `0123456`', ['0123456']],
    [`- Commit: \`${sha}..${sha}\``, [`${sha}..${sha}`]],
    [`- Commit: ${sha}, ${sha.replace('0', 'f')}`, [sha, sha.replace('0', 'f')]],
    ['- Commit:', []],
  ])('%j', (text, commits) => {
    expect(read(text).document.commits.map((said) => said.text)).toEqual(commits);
  });
});

describe('references', () => {
  test.each<[text: string, references: string[]]>([
    ['see #20 and owner/name#21', ['pull 20']],
    ['Embedded in #5/#11', ['pull 5', 'pull 11']],
    ['`#20` through `#22`', ['pull 20', 'pull 21', 'pull 22']],
    ['#20–#21', ['pull 20', 'pull 21']],
    ['`src/a.ts:12`', ['file src/a.ts']],
    ['`docs/a.md#part`', ['file docs/a.md']],
    ['`docs/kpi/`', ['file docs/kpi/']],
    ['`acme/desk` and `v1.2.3` and `service.v2` and `a.b.d`', []],
    ['[a](../a.md#x) and [b](/b.md) and [c](#part)', ['file a.md', 'file b.md']],
    ['[`src/a.ts`](https://example.com)', ['mismatch src/a.ts https://example.com', 'elsewhere https://example.com']],
    ['https://github.com/Acme/Desk/pull/7/files.', ['pull 7']],
    ['https://github.com/acme/desk/blob/main/docs/y.md', ['file docs/y.md']],
    ['https://github.com/acme/desk/blob/evil/docs/y.md', ['other-file docs/y.md']],
    ['acme/desk#9 and http://github.com/acme/desk/issues/8', ['pull 9', 'pull 8']],
    ['https://github.com/acme/desk-two/pull/7', ['elsewhere https://github.com/acme/desk-two/pull/7']],
    [`\`${sha}\` and \`0123abc\` and \`1234567\` and \`deadbeef\``, [`commit ${sha}`, 'commit 0123abc']],
    ['- Release tag: `v3`', ['tag v3']],
    ['<!-- #9 `src/a.ts` -->', []],
  ])('%j', (text, references) => {
    expect(read(text).document.references.map(({ kind, value }) => `${kind} ${value}`)).toEqual(references);
  });

  test('a range of more than it can mean names its ends', () => {
    expect(pullsIn('#1-#999999')).toEqual([1, 999_999]);
  });

  test('no text is a path that leads outside, and none takes long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect((fileNamed(text) ?? 'none').startsWith('/')).toBe(false);
        expect(pullsIn(text)).toEqual([...new Set(pullsIn(text))].sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});

describe('risks', () => {
  test.each<[text: string, risks: unknown[]]>([
    ['## Open risks\n\nNone known.', []],
    ['## Risks\n\n- none', []],
    ['## Risks\n\n- Slow (owner: @lee; due: 2026-12-01; check: kpi)', [['Slow', '@lee', '2026-12-01', 'kpi']]],
    ['## Risks\n\n- Slow\n  (owner: @lee; due: 2026-12-01; check: kpi)', [['Slow', '@lee', '2026-12-01', 'kpi']]],
    ['## Risks\n\nThese:\n\n- Slow', [['Slow', undefined, undefined, undefined]]],
    ['## Risks\n\nIt is slow.', [['It is slow.', undefined, undefined, undefined]]],
    ['## Risks\n\n### Of operations\n\n- Slow', [['Slow', undefined, undefined, undefined]]],
    [
      '| Risk | Owner | Due | Check |\n| --- | --- | --- | --- |\n| Slow | @lee | | kpi |',
      [['Slow', '@lee', undefined, 'kpi']],
    ],
    ['## Other\n\n- Slow', []],
  ])('%j', (text, risks) => {
    const own = read(text).document.risks.filter(({ leads }) => !leads);
    const found = own.map((risk) => [risk.text, risk.owner?.text, risk.due?.text, risk.check?.text]);
    expect(found).toEqual(risks);
  });
});

describe('what shows a reader something else', () => {
  test.each<[text: string, problems: number]>([
    ['plain', 0],
    ['<b>bold', 1],
    ['> quoted', 1],
    ['![x](y.png)', 1],
    ['| a | b |\n| --- | --- |\n| 1 | 2 | 3 |', 1],
    ['| a | b |\n| -- |\n| 1 | 2 |', 1],
    [Array.from({ length: mostNamed + 1 }, (_, index) => `- #${index + 1}`).join('\n'), 1],
  ])('%#', (text, problems) => {
    expect(read(text).problems).toHaveLength(problems);
  });

  test('bytes that are no text', () => {
    const { problems } = readSignOff('a.md', new Uint8Array([0x23, 0xff]), wordsWith({}), own);
    expect(problems.map(({ message }) => message)).toEqual([
      'is not UTF-8 text: byte 0xFF in line 1 does not belong there',
    ]);
  });
});

test('no text breaks the reader, and each of its lines is a line of the document', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { document } = read(text);
      const lines = text.split(/\r\n|\n|\r/).length;
      for (const { at } of document.references) expect(at.line ?? 1).toBeLessThanOrEqual(lines);
    }),
    { numRuns: 200 },
  );
});
