import type { Because } from '../../../shared/core/errors.ts';
import { isPublic } from '../../../shared/domain/organisation/listed.ts';
import type { Audited } from '../../../shared/domain/organisation/overview.ts';
import type { Outcome } from '../../../shared/domain/organisation/progress.ts';
import type { Row } from '../../../shared/domain/protection/row.ts';
import { isAsked } from '../findings.ts';
import { type JudgedRepository, judgeRepository } from './judge.ts';
import type { AskedOf } from './policy.ts';
import type { Recorder } from './record.ts';

/** What became of all repositories: what is said of them, and of those that may not be shown how many they are. */
export interface Tally {
  /** Those that may be shown, without empty ones. */
  audited: Audited[];
  unread: { repository: string; because: Because }[];
  hidden: { repositories: number; failed: number; unverified: number };
  read: number;
  notRead: number;
  empty: number;
  /** Settings that were judged, and those that are not as asked, of repositories that may be shown. */
  settings: number;
  drift: number;
  /** What one layer forbids and another demands. */
  conflicts: Set<string>;
  /** Types of rules in force that are not known. */
  unknownRules: Set<string>;
}

/** Judges one repository after the other and records it. Of each only what is shown is kept: there may be thousands. */
export async function tallyOf(
  asked: readonly AskedOf[],
  outcomeOf: (repository: string) => Outcome,
  { isPrivate, now, records }: { isPrivate: boolean; now: number; records: Recorder },
): Promise<Tally> {
  const tally: Tally = {
    audited: [],
    unread: [],
    hidden: { repositories: 0, failed: 0, unverified: 0 },
    read: 0,
    notRead: 0,
    empty: 0,
    settings: 0,
    drift: 0,
    conflicts: new Set(),
    unknownRules: new Set(),
  };
  for (const each of asked) {
    const one = await judgeRepository(each, outcomeOf(each.listed.repository), now);
    count(tally, one);
    // What the list calls public and the repository itself private is not shown either.
    const isShown = isPrivate || (isPublic(each.listed) && (one.state !== 'judged' || one.isPublic));
    if (isShown) show(tally, one, records);
    else hide(tally, one, records);
  }
  return tally;
}

function count(tally: Tally, one: JudgedRepository): void {
  if (one.state === 'empty') tally.empty += 1;
  else if (one.state === 'not-read') tally.notRead += 1;
  else {
    tally.read += 1;
    for (const { refs } of one.judged)
      for (const { comparison } of refs) for (const { message } of comparison.conflicts) tally.conflicts.add(message);
  }
}

function show(tally: Tally, one: JudgedRepository, records: Recorder): void {
  const { listed, classes } = one.asked;
  if (one.state === 'not-read') {
    tally.unread.push({ repository: listed.repository, because: one.because });
    tally.audited.push({ listed, classes, rows: [], because: one.because });
  }
  if (one.state !== 'judged') return;
  records.add(one);
  const rows = one.judged.flatMap(({ refs }) => refs.flatMap(({ comparison }) => comparison.rows)).filter(isAsked);
  tally.audited.push({ listed, classes, rows: rows.map(slim) });
  tally.settings += one.findings.length;
  tally.drift += one.findings.filter(({ holds }) => holds === false).length;
  for (const { refs } of one.judged)
    for (const { state } of refs) for (const { type } of state.unrecognised) tally.unknownRules.add(type);
}

/** What neither the overview nor the table says is not kept. */
function slim(row: Row): Row {
  return { ...row, asked: [], actual: undefined, sources: [], fix: undefined };
}

function hide(tally: Tally, one: JudgedRepository, records: Recorder): void {
  const { hidden } = tally;
  hidden.repositories += 1;
  const status = one.state === 'judged' ? records.weigh(one) : one.state === 'empty' ? 'passed' : 'unverified';
  if (status === 'failed') hidden.failed += 1;
  if (status === 'unverified') hidden.unverified += 1;
}
