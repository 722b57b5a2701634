import type { Because } from '../../core/errors.ts';
import type { Ask } from './ask.ts';
import type { Setting } from './effective.ts';
import type { Verdict } from './row.ts';
import { keepsTo, meets, type Scale } from './scale.ts';

export interface Judgement {
  verdict: Exclude<Verdict, 'not-asked'>;
  holds: boolean | undefined;
  because: readonly Because[];
}

const yes = (verdict: Judgement['verdict']): Judgement => ({ verdict, holds: true, because: [] });
const no = (verdict: Judgement['verdict']): Judgement => ({ verdict, holds: false, because: [] });
const untold = (because: readonly Because[]): Judgement => ({ verdict: 'unknown', holds: undefined, because });

/** One ask against one setting. What was not read is never taken for anything. */
export function judge(scale: Scale, ask: Ask, setting: Setting): Judgement {
  if (setting.state === 'unknown') return untold(setting.open);
  if (setting.state === 'observed' && setting.contested)
    return untold([
      {
        code: 'INCONCLUSIVE',
        message: 'several rules say different values, and which one wins is not documented',
        needs: 'one rule of this type on the ref',
      },
    ]);
  return scale.grants ? judgeGrants(scale, ask, setting) : judgeRequirements(scale, ask, setting);
}

type Known = Exclude<Setting, { state: 'unknown' }>;

function judgeRequirements(scale: Scale, { mode, atoms: expected }: Ask, setting: Known): Judgement {
  const actual = setting.state === 'observed' ? setting.atoms : [];
  const open = setting.state === 'observed' ? setting.open : [];
  const enough = meets(scale, actual, expected);
  const kept = keepsTo(scale, actual, expected);
  if (open.length > 0) {
    if (!enough) return untold(open);
    if (mode !== 'exactly') return yes(kept ? 'met' : 'stricter');
    return kept ? untold(open) : no('stricter');
  }
  if (!enough) return no('weaker');
  if (kept) return yes('equal');
  return mode === 'exactly' ? no('stricter') : yes('stricter');
}

/** Of those who are exempt more are weaker, and what was not read can only add to them. */
function judgeGrants(scale: Scale, { mode, atoms: expected }: Ask, setting: Known): Judgement {
  // Nothing protects the ref: everybody may do everything.
  if (setting.state === 'absent') return no('weaker');
  const { atoms: actual, open } = setting;
  const noneElse = meets(scale, actual, expected);
  const all = keepsTo(scale, actual, expected);
  if (mode === 'contains') return all ? yes('met') : open.length > 0 ? untold(open) : no('stricter');
  if (!noneElse) return no('weaker');
  if (open.length > 0) return untold(open);
  if (all) return yes('equal');
  return mode === 'exactly' ? no('stricter') : yes('stricter');
}

/** The judgement of several asks of one setting: the worst of them. */
export function worst(judgements: readonly Judgement[]): Judgement | undefined {
  const rank = ({ holds, verdict }: Judgement): number =>
    (holds === false ? 0 : holds === undefined ? 10 : 20) + order.indexOf(verdict);
  return [...judgements].sort((a, b) => rank(a) - rank(b))[0];
}

const order: readonly Verdict[] = ['weaker', 'unknown', 'stricter', 'met', 'equal'];
