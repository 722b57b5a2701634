import { locate } from '../../shared/core/location.ts';
import type { Impact } from '../../shared/domain/contract-surface/config.ts';
import type { ImpactAnswer } from '../../shared/domain/contract-surface/impact.ts';
import { readSource } from '../../shared/domain/data-file/source.ts';
import { quote } from '../../shared/parse/text.ts';
import type { SurfaceComparison } from './comparison.ts';
import { failed, type Outcome, settled } from './outcome.ts';
import { noData } from './texts.ts';

/** Judges that a unit leaves a consumer impact statement for its changes, with an answer to each question. */
export async function judgeImpact(comparison: SurfaceComparison): Promise<Outcome[]> {
  const { surface, seen } = comparison;
  const rule = 'impact-statement';
  if (surface.impact.length === 0) {
    const fact = { surface: surface.id };
    return [{ rule, fact, status: 'not-applicable', why: 'no place of the impact statement is configured' }];
  }
  const outcomes: Outcome[] = [];
  for (const impact of surface.impact) {
    const place = placeText(impact);
    const fact = { surface: surface.id, what: [place], unit: seen.unit.key };
    const asking = comparison.changes.filter((change) => impact.when.includes(change.class));
    const [worst] = asking;
    if (worst === undefined) {
      outcomes.push(settled(rule, fact, comparison.unknown));
      continue;
    }
    const read = await answersOf(comparison, impact);
    if (!('answers' in read)) {
      outcomes.push(
        'because' in read
          ? settled(rule, fact, read.because)
          : failed(
              rule,
              { ...fact, problem: `${seen.unit.name}: ${read.problem}`, fix: read.fix },
              { path: impact.path },
            ),
      );
      continue;
    }
    const open = read.answers.filter(({ state }) => state !== 'filled');
    const [first] = open;
    if (first === undefined) {
      outcomes.push(settled(rule, fact, undefined));
      continue;
    }
    const words = open.map(({ label, state, value = '' }) =>
      state === 'missing'
        ? `${quote(label, 80)} is not answered`
        : state === 'earlier'
          ? `${quote(label, 80)} says what it said before this change (${quote(value, 80)})`
          : `${quote(label, 80)} still says ${quote(value, 80)}`,
    );
    outcomes.push(
      failed(
        rule,
        {
          ...fact,
          problem: `${seen.unit.name}: ${surface.id} has a change that is ${worst.class} (${worst.message}), and in ${place} ${words.join(', ')}`,
          expected: read.answers.map(({ label }) => label),
          actual: words,
          observed: [words, asking.map(({ fingerprint }) => fingerprint).sort()],
          fix: `answer ${open.map(({ label }) => label).join(', ')} in ${place}, in this change`,
        },
        locate(impact.path, first.position),
      ),
    );
  }
  return outcomes;
}

type Answers = { answers: ImpactAnswer[] } | { because: ReturnType<typeof noData> } | { problem: string; fix: string };

async function answersOf({ seen }: SurfaceComparison, impact: Impact): Promise<Answers> {
  const { path, heading, pointer, labels } = impact;
  const [before, after] = [await seen.before(path), await seen.after(path)];
  if (after.state === 'unknown') return { because: after.because };
  if (before.state === 'unknown') return { because: before.because };
  if (after.state !== 'text')
    return { problem: `${path} ${after.message}, and should have the impact statement`, fix: `restore ${path}` };
  const { addedImpact, writtenImpact } = await import('../../shared/domain/contract-surface/impact.ts');
  if (pointer === undefined) {
    const found = addedImpact(before.state === 'text' ? before.text : undefined, after.text, { heading, labels });
    return found.ok ? found : { because: noData(path, found.message) };
  }
  if (before.state === 'text' && before.sha256 === after.sha256)
    return {
      problem: `${path} did not change, and should have an impact statement of this change`,
      fix: `write the statement at ${pointer} of ${path}`,
    };
  const read = readSource({ path, text: after.text });
  if (!read.ok) return { because: noData(path, read.problems[0]?.message ?? 'cannot be read') };
  const old = before.state === 'text' ? readSource({ path, text: before.text }) : undefined;
  if (old?.ok === false)
    return { because: noData(path, `of the earlier version ${old.problems[0]?.message ?? 'cannot be read'}`) };
  return { answers: writtenImpact(old?.document, read.document, pointer, labels) };
}

/** Where the statement is, in words. */
export function placeText({ path, heading, pointer }: Impact): string {
  if (pointer !== undefined) return `${pointer} of ${path}`;
  return heading === undefined ? path : `“${heading}” of ${path}`;
}
