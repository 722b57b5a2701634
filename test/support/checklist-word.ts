import { control } from '../../actions/gate-checklist/control.ts';
import { builtInProfiles } from '../../shared/core/policy.ts';
import { decide } from '../../shared/domain/decision/decide.ts';
import { reportStatus } from '../../shared/domain/decision/status.ts';
import { atDocuments, type PlayedDocuments } from './checklists.ts';
import { evaluateWith } from './world.ts';

/** What the played documents lead to: the word of the decision, and the rules and messages of what did not pass. */
export async function wordOn(played: PlayedDocuments): Promise<{ word: string; open: string[]; said: string[] }> {
  const { results, error } = await evaluateWith(control, atDocuments(played));
  const status = reportStatus(results, error);
  const expected = [{ control: control.name, state: 'present' as const, status, results }];
  const bad = results.filter(({ status: own }) => own === 'failed' || own === 'unverified');
  return {
    word: decide({ expected, profile: builtInProfiles.standard }).word,
    open: bad.map(({ rule }) => rule.replace('gate-checklist/', '')),
    said: bad.map(({ message }) => message),
  };
}
