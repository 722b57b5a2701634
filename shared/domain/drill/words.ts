/*
 * What drill records call things. A configuration can add words; none is taken away, because two places that say one thing are a
 * finding and not a choice.
 */

/** Facts that a record gives once. */
export const factNames = [
  'commit',
  'start',
  'end',
  'date',
  'duration',
  'operator',
  'mode',
  'environment',
  'run',
] as const;
export type FactName = (typeof factNames)[number];

/** Tables and lists of a record. */
export const partNames = ['switches', 'post-checks', 'versions', 'steps'] as const;
export type PartName = (typeof partNames)[number];

/** Columns of the tables, and fields of their rows. */
export const columnNames = ['from', 'to', 'before', 'after', 'ref', 'expected', 'result'] as const;
export type ColumnName = (typeof columnNames)[number];

/** The steps of a rollback, in the order in which they are done. */
export const stepNames = ['freeze', 're-pin', 're-check', 'reopen'] as const;
export type StepName = (typeof stepNames)[number];

/** What a record calls the word that it has for all of the drill; it may say it several times. */
export const outcomeName = 'outcome';

export const wordNames = [outcomeName, ...factNames, ...partNames, ...columnNames, ...stepNames] as const;
export type WordName = (typeof wordNames)[number];
export type Words = Readonly<Record<WordName, readonly string[]>>;

/** In lower case. Steps are told by the words with which they begin. */
const common: Words = {
  outcome: ['outcome', 'result', 'overall result', 'status', 'verdict', 'conclusion'],
  commit: ['commit', 'commit sha', 'commit under validation'],
  start: ['start', 'started', 'started at', 'start time'],
  end: ['end', 'ended', 'ended at', 'end time', 'finished', 'finished at'],
  date: ['date', 'day'],
  duration: ['duration', 'took', 'time to restore'],
  operator: ['operator', 'operated by', 'performed by'],
  mode: ['mode', 'drill mode'],
  environment: ['environment'],
  run: ['run', 'run id', 'workflow run'],
  switches: [
    'switch',
    'switches',
    'flag',
    'flags',
    'feature flags',
    'pin',
    'pins',
    'flags and pins',
    'rollback expectations',
    'verified rollback expectations',
  ],
  'post-checks': ['post-check', 'post-checks', 'check', 'checks'],
  versions: ['version', 'versions', 'version pin', 'versions tried', 'version matrix'],
  steps: ['step', 'steps', 'rollback steps', 'rollback exercise', 'rollback posture'],
  from: ['from', 'setting before'],
  to: ['to', 'setting after', 'rollback setting'],
  before: ['before', 'behaviour before', 'behavior before'],
  after: ['after', 'behaviour after', 'behavior after'],
  ref: ['ref', 'reference', 'tag', 'release'],
  expected: ['expected', 'expected behaviour', 'expected behavior'],
  result: ['result', 'status', 'outcome'],
  freeze: ['freeze', 'hold', 'stop'],
  're-pin': ['re-pin', 'repin', 'pin', 'restore', 'revert', 'disable', 'switch off'],
  're-check': ['re-check', 'recheck', 're-run', 'rerun', 'verify', 'validate'],
  reopen: ['reopen', 're-open', 'unfreeze', 'resume'],
};

/** The common words and those that a configuration adds. */
export function wordsWith(added: Readonly<Partial<Record<WordName, readonly string[]>>>): Words {
  const entries = wordNames.map((name) => [name, [...common[name], ...(added[name] ?? []).map(folded)]]);
  return Object.fromEntries(entries) as Words;
}

/** Which of these names a text calls by its word; undefined for none. */
export function calledBy<N extends WordName>(text: string, names: readonly N[], words: Words): N | undefined {
  const word = folded(text);
  return names.find((name) => words[name].includes(word));
}

function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase();
}
