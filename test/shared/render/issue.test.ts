import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readMarked } from '../../../shared/core/issue-marks.ts';
import { documentationIn } from '../../../shared/domain/incident/documented.ts';
import { issueDocument, issuePreview } from '../../../shared/render/issue.ts';
import { hostileText, invisible } from '../../support/hostile.ts';
import { issueProposal } from '../../support/issue-proposal.ts';
import { markdownTree, nodesOf } from '../../support/markdown-tree.ts';

test('a new issue has its marked part, the steps as boxes, and the parts of people with placeholders', () => {
  const { title, body, part, comment } = issueDocument(issueProposal(), 'track-incident');
  expect(title).toBe('Incident');
  expect(body).toBe(`${part}\n\n## Immediate actions\n\n- [ ] Freeze\n\n## Cause\n\nTBD\n`);
  expect(part).toContain('| Control | `kpi-gate` |');
  expect(comment).toBeUndefined();
});

test('whatever others say, the marks stay whole, and nothing of it counts as written by people', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (value, label) => {
      const text = { sentences: [value], facts: [{ label, value }], state: { run: 101, attempt: 1 } };
      const parts = ['Cause', 'Corrective action'].map((heading) => ({ heading, blank: 'TBD' }));
      const { body, title, comment } = issueDocument(
        issueProposal({ text, title: value.replace(/[\r\n]/g, ' ') || 'x', comment: { ...text, note: 'red' }, parts }),
        'track-incident',
      );
      expect(readMarked(body, 'incident')).toMatchObject({ state: 'whole', remembered: { run: 101, attempt: 1 } });
      expect(documentationIn(body, 'incident').lacking).toEqual([
        'Cause is not filled in',
        'Corrective action is not filled in',
      ]);
      expect(title.replaceAll('\u2060', '')).not.toMatch(invisible);
      expect(title).not.toMatch(/@[A-Za-z]/);
      for (const said of [body, comment ?? '']) {
        const html = nodesOf(markdownTree(said)).filter((node) => node.type === 'html');
        for (const node of html)
          expect('value' in node ? node.value : '').toMatch(/^(?:<!-- [^>]* -->\s*)+$|^<\/?code>$/);
      }
    }),
  );
});

test('the preview has no line that a terminal or the runner would obey', () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      const text = { sentences: [value], facts: [{ label: 'x', value }], state: { run: 101 } };
      for (const line of issuePreview(issueProposal({ text }), 'track-incident').split('\n')) {
        expect(line).not.toMatch(/^\s*::|##\[/);
        expect(line).not.toMatch(invisible);
      }
    }),
  );
});

test('what becomes of an issue is said', () => {
  const seen = { number: 5, body: 'x' };
  const comment = { note: 'green', sentences: ['It passes.'], facts: [] };
  const preview = issuePreview(issueProposal({ seen, text: undefined, comment, close: true }), 'track-incident');
  expect(preview.split('\n').slice(0, 2)).toEqual(['issue #5: Incident', 'comment:']);
  expect(preview).toContain('issue #5 is closed');
});
