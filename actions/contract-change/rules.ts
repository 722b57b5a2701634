import { type Rule, rule } from '../../shared/core/rule.ts';

/** A surface, as far as a rule looked at it. */
export interface SurfaceFact {
  surface: string;
  /** What of it: files, versions, codes, … */
  what?: readonly string[];
  /** What tells the unit apart from the others of the run; empty when it is the only one. */
  unit?: string;
  problem?: string;
  expected?: unknown;
  actual?: unknown;
  /** Whatever makes this failure another one. */
  observed?: unknown;
  fix?: string;
}

const parts = {
  about: ({ surface, what = [], unit = '' }) => [surface, ...what, unit].filter((part) => part !== ''),
  says: ({ problem }) => problem ?? '',
  expected: ({ expected }) => expected,
  actual: ({ actual }) => actual,
  observed: ({ observed, problem }) => observed ?? problem,
  fix: ({ fix }) => fix,
} satisfies Partial<Rule<SurfaceFact>>;

export const rules = {
  'surface-readable': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Each file of the surface is there, can be read, and has the form of its specification.',
    why: 'A contract that tools cannot read can be changed without any tool noticing it.',
  }),
  'change-classified': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'Every difference between the two versions of the surface is known and has a class.',
    why: 'A difference that nobody looked at is one that consumers find out in production.',
  }),
  'breaking-bumped': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'A breaking change raises the version of the contract in the same change, and no version goes back.',
    why: 'A version that means two different things gives consumers no way to tell which of them they talk to.',
  }),
  'bump-justified': rule<SurfaceFact>({
    ...parts,
    severity: 'info',
    asserts: 'The version of the contract is raised with a breaking change only.',
    why: 'Each new version makes every consumer look for what broke.',
  }),
  'versions-agree': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Every place says the same version of the contract.',
    why: 'A service that announces one version, documents another and was released as a third cannot be pinned.',
  }),
  'error-codes-agree': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Every place that lists the error codes has those that any other place has.',
    why: 'A code that the service sends and the contract does not list meets a consumer without a case for it.',
  }),
  'endpoints-agree': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts:
      'Every endpoint that is named elsewhere is in the OpenAPI, and the other way round where a place must have all.',
    why: 'A probe or a guide that names an address which the service does not have fails on the day it is needed.',
  }),
  envelope: rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Bodies of answers have what the policy of their contract version requires, and not what it forbids.',
    why: 'Consumers handle failures by the envelope alone, and a field that comes or goes unannounced breaks exactly that.',
  }),
  'copies-equal': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'Every copy of a contract document, and each that the earlier version had, has its bytes.',
    why: 'Components that carry their own copy go on following the contract as it was.',
  }),
  companions: rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'A change of the contract brings with it what its class asks for.',
    why: 'Documents, tests and copies that stay behind describe and guard a contract that no longer exists.',
  }),
  'impact-statement': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'A change of the contract says what it means for consumers, every question of the template answered.',
    why: 'A template that was left as it is tells consumers nothing, and looks as if somebody had thought of them.',
  }),
  overlap: rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'While a new version is introduced the old one stays active, and the way over is written down.',
    why: 'Consumers cannot follow at the same moment: without an overlap the first deployment breaks all of them.',
  }),
  'notices-readable': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'Every notice and calendar of the base can be read, and none contradicts another.',
    why: 'A notice that nobody can read announces nothing, and a calendar that is wrong moves every period.',
  }),
  'notice-given': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts:
      'A change that must be announced is named by exactly one notice of the base, which says of it what it says.',
    why: 'Consumers can prepare only for what they were told, and a notice of another change tells them nothing.',
  }),
  'notice-period': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'The change was announced as long ago as was agreed, by what the platform recorded.',
    why: 'A period that ends with the merge in place of before it takes away the days in which consumers follow.',
  }),
  'emergency-same-day': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'A change by an emergency notice brings its docs, spec and tests along.',
    why: 'What is left for later in an emergency stays undocumented and untested when it is over.',
  }),
  'emergency-approved': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    waivable: false,
    asserts: 'The listed person whom an emergency notice names approved the pull request that brought it.',
    why: 'An emergency that its author declares is the standard way around every notice.',
  }),
  'emergency-rollout': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'Before an emergency is rolled out to everybody each consumer validated its repin to this contract.',
    why: 'The short notice is bearable only because those who are concerned follow first.',
  }),
  'bump-gated': rule<SurfaceFact>({
    ...parts,
    severity: 'critical',
    asserts: 'A version is raised only after its checkpoint, by a record in the base that both sides approved.',
    why: 'A new version that one side introduces alone finds the other without a way over.',
  }),
  'wave-green': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'What changed before is recorded as green by both sides before the contract changes again.',
    why: 'Faults of two waves of changes at once cannot be told apart.',
  }),
  'only-in': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'What belongs behind a boundary stands there and nowhere else.',
    why: 'Code that goes around its adapter depends on details of a contract that the adapter was meant to absorb.',
  }),
  'tool-report': rule<SurfaceFact>({
    ...parts,
    severity: 'high',
    asserts: 'The reports of other tools are there, and what they call breaking comes with a raised version.',
    why: 'Another tool knows rules that this comparison does not, and its finding is as good as one of our own.',
  }),
};

export type RuleId = keyof typeof rules;

/** The rules about announcing changes, and those about what both sides recorded. */
export const noticeRules = [
  'notices-readable',
  'notice-given',
  'notice-period',
  'emergency-same-day',
  'emergency-approved',
  'emergency-rollout',
] as const satisfies readonly RuleId[];
export const jointRules = ['bump-gated', 'wave-green'] as const satisfies readonly RuleId[];
