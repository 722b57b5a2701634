import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Json } from '../../../../shared/core/json.ts';
import type { Finding } from '../../../../shared/domain/finding/finding.ts';
import { readHanded } from '../../../../shared/domain/handoff/handed.ts';
import { judgeMode } from '../../../../shared/domain/handoff/mode.ts';
import { packetText } from '../../../../shared/domain/handoff/packet.ts';
import { type Handoff, handoffText } from '../../../../shared/domain/handoff/payload.ts';
import { judgeResults } from '../../../../shared/domain/handoff/results.ts';
import { baselinesOf } from '../../../../shared/domain/handoff/said-baseline.ts';
import { filesOf } from '../../../../shared/domain/handoff/said-file.ts';
import { type Shape, shapeNames, shapes } from '../../../../shared/domain/handoff/shape.ts';
import { judgeContained, judgeFilled } from '../../../../shared/domain/handoff/texts.ts';
import { parseMarkdown } from '../../../../shared/parse/markdown.ts';
import { sectionText } from '../../../../shared/parse/markdown-section.ts';
import { generated } from '../../../support/handoffs.ts';
import { hostilePieces } from '../../../support/hostile.ts';
import { moment } from '../../../support/moments.ts';

const hostile = fc.array(fc.constantFrom(...hostilePieces, 'a', '# ', '## x', '- ', '1. ', '> ', '| --- |'), {
  minLength: 1,
  maxLength: 6,
});
const text = hostile.map((parts) => parts.join(''));

/** The pointers that a shape names, as keys of a document that may fit it. */
function keysOf(shape: Shape): string[] {
  return [...new Set(JSON.stringify(shape).match(/[a-z_A-Z]\w+/g))];
}

const statusesIn = (findings: readonly Finding[]): string[] => findings.map(({ verdict }) => verdict.status);

describe('whatever a payload says', () => {
  const judged = (content: Uint8Array): void => {
    for (const name of shapeNames) {
      const { handed, problems } = readHanded('handoff.json', content, name);
      expect(handed !== undefined || problems.length > 0).toBe(true);
      if (handed === undefined) continue;
      baselinesOf(handed);
      filesOf(handed);
      const judgements = {
        filled: judgeFilled(handed),
        contained: judgeContained(handed),
        mode: judgeMode(handed, {}, ['stable']),
        results: judgeResults(handed, {
          asked: ['suite'],
          maximumAge: 1000,
          moment: moment('2026-09-02T00:00:00Z'),
        }),
      };
      // None of them is silent, and nothing of a document that nobody made passes for results or an impact statement.
      for (const findings of Object.values(judgements)) expect(findings.length).toBeGreaterThan(0);
      expect(statusesIn(judgements.results)).not.toContain('passed');
      const said = handed.shape.impact === undefined ? undefined : handed.document.get(handed.shape.impact);
      if (said === undefined) expect(statusesIn(judgements.filled)).toContain('failed');
      const texts = handed.document.leaves().map((leaf) => handed.document.get(leaf));
      const here = texts.filter((each) => each === '/Users/d/x');
      if (here.length > 0 && handed.shape.opaque.every((each) => handed.document.get(each) === undefined))
        expect(statusesIn(judgements.contained)).toContain('failed');
      const mode = handed.shape.mode === undefined ? undefined : handed.document.get(handed.shape.mode);
      if (typeof mode === 'string' && mode !== '' && mode !== 'stable')
        expect(statusesIn(judgements.mode)).toEqual(['failed']);
    }
  };

  test('its bytes never break the reader', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), judged));
  });

  test('its values never break the judgement', () => {
    const key = fc.constantFrom(...shapeNames.flatMap((name) => keysOf(shapes[name])));
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constantFrom<Json>(
          null,
          true,
          0,
          '',
          'stable',
          '<none|describe>',
          '/Users/d/x',
          '../x',
          'a'.repeat(40),
          'v1.0.0',
        ),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }) as fc.Arbitrary<Json>,
      ),
    }));
    fc.assert(
      fc.property(value, (each) => judged(new TextEncoder().encode(JSON.stringify(each)))),
      { numRuns: 300 },
    );
  });
});

describe('the texts of a handoff', () => {
  test('are no markup of the packet: it has its headings and tables, and nothing else has any', async () => {
    const { value } = await generated();
    const shape = (payload: Handoff): unknown => {
      const parsed = parseMarkdown(packetText(payload, 'd'.repeat(64)));
      if (!parsed.ok) throw new Error(parsed.message);
      const { headings, tables, opaque, brokenTables } = parsed.document;
      return {
        headings: headings.map(({ depth }) => depth),
        tables: tables.map(({ header, rows, problems }) => [header.length, rows.length, problems.length]),
        opaque: opaque.length,
        brokenTables: brokenTables.length,
      };
    };
    const wanted = shape(value);
    fc.assert(
      fc.property(text, (each) => {
        const payload: Handoff = {
          ...value,
          mode: each,
          producer: each,
          errorCodes: [each],
          changelog: { ...value.changelog, text: each, heading: each, path: each },
          impact: { [each]: each },
          impactFrom: { ...value.impactFrom, path: each, heading: each },
          rollback: { ...value.rollback, steps: [each] },
          terms: { [each]: each },
          verification: {
            ...value.verification,
            results: value.verification.results.map((result) => ({ ...result, id: each, title: each })),
          },
          packet: {
            intent: each,
            evidence: value.packet.evidence.map((file) => ({ ...file, path: each })),
            owners: [{ responsibility: each, owner: each, escalation: each }],
            risks: [each],
            commands: [{ what: each, run: [each, each] }],
          },
        };
        expect(shape(payload)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  test('are the same bytes in whatever order they came, and are read back as they were', () => {
    const json = fc.dictionary(text, fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(json, (value) => {
        const written = handoffText(value as unknown as Handoff);
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(handoffText(turned as unknown as Handoff)).toBe(written);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test('a section holds only what stands under its heading', () => {
    fc.assert(
      fc.property(text, text, (inside, outside) => {
        const found = sectionText(`# A\n\nbefore\n\n## Wanted\n\n${inside}\n\n## Next\n\n${outside}\n`, 'Wanted');
        const words = found.ok ? found.text : found.message;
        expect(words).not.toContain('before');
        expect(words.length).toBeGreaterThan(0);
      }),
    );
  });
});
