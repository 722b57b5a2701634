import { type Rule, rule } from '../../shared/core/rule.ts';
import type { Failing } from '../../shared/domain/verdict/tell.ts';

/** Something about a lock: `about` begins with its id. */
type About = { about: readonly string[] } & Failing;

const told: Omit<Rule<About>, 'asserts' | 'why'> = {
  severity: 'critical',
  about: ({ about }) => [...about],
  says: ({ about, problem = '' }) => `${about.join(' ')}: ${problem}`,
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  fix: ({ fix }) => fix,
};

export const rules = {
  lock: rule<About>({
    ...told,
    waivable: false,
    asserts: 'The lock is there, can be read in one way only, and has the shape that the policy names.',
    why: 'A lock that two readers understand differently locks nothing.',
  }),
  mode: rule<About>({
    ...told,
    asserts: 'The lock claims a mode that the policy accepts, and its operating mode is the one of that mode.',
    why: 'The word closed means nothing until somebody else has said what must be there for it.',
  }),
  targets: rule<About>({
    ...told,
    asserts: 'Every target of the policy is in the lock once, in a state that the mode allows, and no other target is.',
    why: 'A target that was dropped from the list is never missed again.',
  }),
  concrete: rule<About>({
    ...told,
    asserts: 'Every field of a closed target holds a value, and no placeholder.',
    why: 'What is called closed with a placeholder in it was never set up.',
  }),
  form: rule<About>({
    ...told,
    severity: 'high',
    asserts:
      'Every value has the form that the policy asks for: whole digests, pinned images, addresses of known hosts.',
    why: 'Half a digest, a moving tag or an address of anybody pins nothing.',
  }),
  deferral: rule<About>({
    ...told,
    severity: 'high',
    asserts: 'Every target that waits says why, and whatever else the policy asks of a deferral.',
    why: 'A deferral without a reason cannot be judged, and so it stays.',
  }),
  counts: rule<About>({
    ...told,
    severity: 'high',
    asserts: 'The lock has as many concrete fields as the mode needs.',
    why: 'A number that nobody counts again hides the field that was left out.',
  }),
  'own-policy': rule<About>({
    ...told,
    severity: 'medium',
    asserts: 'What the lock says of its own rules is what the policy says.',
    why: 'Who reads the lock believes the rules that stand in it.',
  }),
  'smoke-evidence': rule<About>({
    ...told,
    severity: 'high',
    asserts: 'The evidence of the smoke test is a file of the judged commit that names the values of its target.',
    why: 'A test of which nothing is left, or of something else, was perhaps never done.',
  }),
  'smoke-test': rule<About>({
    ...told,
    asserts: 'The smoke test of a closed target passed, and a verification of this run measured it.',
    why: 'That something was written down does not show that it answers.',
  }),
  transcript: rule<About>({
    ...told,
    severity: 'medium',
    asserts: 'The transcript of the set-up is a file of the judged commit that names the values of its target.',
    why: 'Without it nobody can say where the values came from, or do it again.',
  }),
  runbook: rule<About>({
    ...told,
    severity: 'medium',
    asserts: 'The section of the runbook that says how it is set up is there.',
    why: 'Whoever must set it up again follows the link, and stands before nothing.',
  }),
  kept: rule<About>({
    ...told,
    severity: 'high',
    asserts: 'No field that was concrete before the change is a placeholder, missing or deferred after it.',
    why: 'What was once set up and is taken back quietly is a gap that everybody believes closed.',
  }),
  'change-shown': rule<About>({
    ...told,
    severity: 'high',
    asserts: 'A value that became another one came with new evidence of its target.',
    why: 'Evidence of the old value says nothing about the new one.',
  }),
  'plugin-list': rule<About>({
    ...told,
    severity: 'high',
    asserts: 'The list of plug-ins has every one that is required, none that is denied, and each once.',
    why: 'What is installed twice, or is not listed, is what nobody looks at.',
  }),
  'plugin-version': rule<About>({
    ...told,
    severity: 'high',
    asserts: 'Every plug-in names one exact version or commit.',
    why: 'A version that can move brings code that nobody chose.',
  }),
  'plugin-integrity': rule<About>({
    ...told,
    severity: 'high',
    asserts: 'Every plug-in of which it is asked has the digest of what was installed.',
    why: 'A registry can hand out other bytes under the same version.',
  }),
};

export type RuleId = keyof typeof rules;
