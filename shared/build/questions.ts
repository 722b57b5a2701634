/** What somebody wants to know, the controls that answer it, and the guide that tells how. Paths are from the top of the repository. */
export interface Question {
  question: string;
  controls: readonly string[];
  guide: string;
}

const guide = (name: string): string => `.github/guides/${name}.md`;

/** In the order in which they come up: a change, a contract, a release, the way back. */
export const questions: readonly Question[] = [
  {
    question: 'May this pull request merge?',
    controls: ['executive-summary', 'atomic-change', 'contract-change', 'verification'],
    guide: guide('decision'),
  },
  {
    question: 'Did everything change that must change together?',
    controls: ['atomic-change'],
    guide: guide('contracts'),
  },
  {
    question: 'Is our pin true, and what may it be next?',
    controls: ['manifest-sync', 'manifest-repin'],
    guide: guide('contracts'),
  },
  {
    question: 'Whom does this change break, and are both sides ready?',
    controls: ['contract-change', 'cutover-gate'],
    guide: guide('contracts'),
  },
  { question: 'Can the required checks ever report?', controls: ['required-checks'], guide: guide('protection') },
  {
    question: 'Is the branch protected as the policy asks?',
    controls: ['branch-protection'],
    guide: guide('protection'),
  },
  { question: 'Did the tests run, all of them, on this commit?', controls: ['verification'], guide: guide('release') },
  { question: 'Did everything happen?', controls: ['readiness', 'verification'], guide: guide('release') },
  {
    question: 'Is the measured behaviour good enough, and how sure is that?',
    controls: ['kpi-report', 'kpi-gate'],
    guide: guide('kpi'),
  },
  { question: 'Is what the documents claim so?', controls: ['gate-checklist', 'sign-off'], guide: guide('release') },
  {
    question: 'Was what lies outside of the repository ever set up?',
    controls: ['external-setup'],
    guide: guide('setup'),
  },
  {
    question: 'May this release go?',
    controls: ['executive-summary', 'readiness', 'sign-off', 'cutover-gate'],
    guide: guide('release'),
  },
  {
    question: 'What do consumers get, and can it be proved?',
    controls: ['release-handoff', 'evidence-bundle'],
    guide: guide('delivery'),
  },
  {
    question: 'Are these the bytes that were tested?',
    controls: ['promotion', 'evidence-bundle'],
    guide: guide('delivery'),
  },
  { question: 'What do I restore?', controls: ['rollback-plan', 'rollback-open'], guide: guide('rollback') },
  { question: 'Did anybody ever try the way back?', controls: ['rollback-rehearsal'], guide: guide('rollback') },
  {
    question: 'Who knows that it failed, and when is it over?',
    controls: ['track-incident'],
    guide: guide('incidents'),
  },
];
