import { listed, quote } from '../../parse/text.ts';
import { failed, noData, passed, unverified, type Verdict } from '../verdict/verdict.ts';
import { doubtIn } from './doubt.ts';
import { type DrillRecord, type DrillStep, saysDone, saysPassed } from './record.ts';
import { type StepName, stepNames, type Words } from './words.ts';

const purposes: Readonly<Record<StepName, string>> = {
  freeze: 'freezes what goes on',
  're-pin': 'puts back what was there before',
  're-check': 'checks it again',
  reopen: 'opens it again',
};

/**
 * Whether the drill froze, re-pinned, re-checked and reopened, in this order, and no step is said to have gone wrong. A step in a sentence that
 * may say that it was not done, or with something behind its colon that is no result, is not verified.
 */
export function judgeSteps({ steps, path }: DrillRecord, words: Words): Verdict {
  const first = stepNames.map((name) => ({ name, index: steps.findIndex(({ text }) => begins(text, words[name])) }));
  const there = first.filter(({ index }) => index >= 0);
  const isStep = ({ text }: DrillStep): boolean => stepNames.some((name) => begins(text, words[name]));
  const problems = [
    ...first.flatMap(({ name, index }) => (index < 0 ? [`no step ${purposes[name]} (${name})`] : [])),
    ...there.flatMap(({ name, index }, place) => {
      const before = there[place - 1];
      return before !== undefined && before.index > index ? [`${name} comes before ${before.name}`] : [];
    }),
    ...steps.flatMap((step) => wrongWith(step, isStep(step))),
  ];
  if (problems.length > 0)
    return failed({
      problem: listed(problems),
      expected: [...stepNames],
      actual: problems,
      fix: `do the steps in this order, and write each as an item of a list under Steps into ${path}`,
      at: steps[0]?.at ?? { path },
    });
  const doubts = steps.flatMap((step) => doubtsAbout(step, isStep(step)));
  if (doubts.length === 0) return passed;
  return unverified(
    noData(
      listed(doubts),
      `steps in ${path} as plain sentences about what was done, or with passed behind a colon or as result`,
    ),
  );
}

/** A step is told by the words with which it begins: `reopen after the re-check` is no re-check. */
function begins(text: string, words: readonly string[]): boolean {
  const lower = text.trim().toLowerCase();
  return words.some((word) => lower.startsWith(word) && !/^[\p{L}\p{N}_-]/u.test(lower.slice(word.length)));
}

function wrongWith({ text, result, noted }: DrillStep, isStep: boolean): string[] {
  const said = (word: string): string => `the step ${quote(text)} is said to be ${quote(word)}`;
  if (result !== undefined && !saysPassed(result)) return [said(result.text)];
  return isStep && noted !== undefined && doubtIn(noted) !== undefined ? [said(noted)] : [];
}

function doubtsAbout(step: DrillStep, isStep: boolean): string[] {
  const { text, result, noted, aside = [] } = step;
  const doubtful = [text, noted ?? '', ...aside].flatMap((part) => doubtIn(part) ?? [])[0];
  if (doubtful !== undefined)
    return [`the step ${quote(text)} has the word ${quote(doubtful)}, so that it may not have been done`];
  return isStep && result === undefined && noted !== undefined && !saysDone({ text: noted, at: step.at })
    ? [`the step ${quote(text)} has ${quote(noted)} behind its colon, which is no result`]
    : [];
}
