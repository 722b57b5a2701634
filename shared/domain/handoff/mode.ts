import type { Json } from '../../core/json.ts';
import { lookUp } from '../../parse/document.ts';
import { type Finding, holds, lacks, wrong } from '../finding/finding.ts';
import type { HandoffMode } from './config.ts';
import { type Handed, placeOf, textAt } from './handed.ts';
import { baselinesOf, factOf, factPointer } from './said-baseline.ts';

/** What is asked of a mode that the configuration does not describe. */
export const plainMode: HandoffMode = { required: [], forbidden: [], override: {}, 'must-match': [], terms: {} };

export function modeNamed(modes: Readonly<Record<string, HandoffMode>>, name: string): HandoffMode | undefined {
  if (Object.hasOwn(modes, name)) return modes[name];
  return name === 'stable' ? plainMode : undefined;
}

/**
 * Judges that a payload has what its mode asks for and nothing that it forbids. One without a mode is taken for stable, where its shape
 * knows none.
 */
export function judgeMode(
  handed: Handed,
  modes: Readonly<Record<string, HandoffMode>>,
  accepts: readonly string[],
): Finding[] {
  const { shape, document } = handed;
  const said = textAt(handed, shape.mode);
  const at = placeOf(handed, shape.mode ?? '');
  if (said === undefined && shape.modeOptional !== true)
    return [lacks('the payload does not say of which mode it is', `a mode at ${shape.mode ?? 'its top'}`, 'mode')];
  const name = said ?? 'stable';
  const mode = modeNamed(modes, name);
  if (mode === undefined || !accepts.includes(name)) {
    const known = mode === undefined ? 'which the configuration does not describe' : 'which is not accepted here';
    return [
      wrong(['mode'], {
        problem: `the payload is of the mode ${name}, ${known}`,
        expected: accepts,
        actual: name,
        fix: `hand over by one of these modes: ${accepts.join(', ')}`,
        at,
      }),
    ];
  }
  const findings: Finding[] = [holds('mode')];
  const bad = (what: string, pointer: string, problem: string, expected: unknown, actual: unknown): void => {
    const fix = `hand over anew, by what the mode ${name} asks for`;
    const about = [what, pointer];
    findings.push(wrong(about, { problem, expected, actual, fix, at: placeOf(handed, pointer) }));
  };
  for (const pointer of mode.required) {
    const value = document.get(pointer);
    if (value === undefined || value === null)
      bad('required', pointer, `${name} asks for ${pointer}, and there is none`, 'a value', value ?? null);
    else if (saysNothing(value))
      bad('required', pointer, `${name} asks for ${pointer}, and it is empty`, 'a value', value);
    else findings.push(holds('required', pointer));
  }
  for (const pointer of mode.forbidden) {
    const value = lookUp(document.value, pointer);
    if (value === undefined) findings.push(holds('forbidden', pointer));
    else bad('forbidden', pointer, `${name} forbids ${pointer}, and it is there`, 'nothing', value);
  }
  const [baseline, active] = [
    baselinesOf(handed).find(({ which }) => which === 'baseline'),
    baselinesOf(handed).find(({ which }) => which === 'active'),
  ];
  if (baseline === undefined) return findings;
  for (const [field, value] of Object.entries(mode.override)) {
    const pointer = factPointer(handed, baseline, field);
    const actual = factOf(baseline, field);
    if (actual === value) findings.push(holds('override', field));
    else bad('override', pointer, `${name} is about ${field} ${value}`, value, actual ?? null);
  }
  for (const field of mode['must-match']) {
    const pointer = factPointer(handed, baseline, field);
    const [own, theirs] = [factOf(baseline, field), active === undefined ? undefined : factOf(active, field)];
    if (theirs === undefined)
      bad('must-match', pointer, `there is no active ${field} that ${name} could match`, 'an active baseline', null);
    else if (own === theirs) findings.push(holds('must-match', field));
    else bad('must-match', pointer, `${field} is not that of the active baseline`, theirs, own ?? null);
  }
  return findings;
}

function saysNothing(value: Json): boolean {
  if (typeof value === 'string') return value.trim() === '';
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
