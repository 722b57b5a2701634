import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import { parseTime } from '../../shared/core/time.ts';
import {
  type Checkpoint,
  type Pin,
  type PosturePlace,
  type Side,
  sides,
  type Verification,
} from '../../shared/domain/cutover/config.ts';

/** What the section says, as far as its parts must fit together. */
export interface CutoverSection {
  checkpoint?: string | undefined;
  side?: Side | undefined;
  verifications?: readonly Verification[] | undefined;
  checkpoints?: readonly Checkpoint[] | undefined;
  repin?: Pin | undefined;
  'hash-gate'?: unknown;
  rehearsal?: unknown;
  posture?: readonly PosturePlace[] | undefined;
}

export interface ConfigProblem {
  pointer: string;
  message: string;
}

/** Everything about the section that its schema cannot say; pointers are inside of the section. */
export function cutoverProblems(section: CutoverSection): ConfigProblem[] {
  const { checkpoints = [], verifications = [], checkpoint, side } = section;
  const foreign = verifications.flatMap(({ id, control, side: of }, index): ConfigProblem[] =>
    control === undefined || side === undefined || of === side
      ? []
      : [
          {
            pointer: `/verifications/${index}/control`,
            message: `${id} is of the ${of}, and reports of this run are of the ${side}: name a check`,
          },
        ],
  );
  const unknown =
    checkpoint === undefined || checkpoints.some(({ id }) => id === checkpoint)
      ? []
      : [{ pointer: '/checkpoint', message: `there is no checkpoint ${checkpoint}` }];
  const nobody = verifications.flatMap(({ id, control: name }, index): ConfigProblem[] =>
    name === undefined || Object.hasOwn(catalog, name)
      ? []
      : [
          {
            pointer: `/verifications/${index}/control`,
            message: `${id} names ${name}, and there is no such control${suggestion(name, controlNames)}`,
          },
        ],
  );
  return [
    ...unknown,
    ...nobody,
    ...twice('checkpoints', checkpoints),
    ...twice('verifications', verifications),
    ...foreign,
    ...checkpoints.flatMap((one, index) => {
      const at = `/checkpoints/${index}`;
      return [
        ...orderProblems(one, at, checkpoints),
        ...namedProblems(one, at, verifications),
        ...partProblems(one, at, section),
      ];
    }),
  ];
}

function twice(list: string, entries: readonly { id: string }[]): ConfigProblem[] {
  return entries.flatMap(({ id }, index) =>
    entries.findIndex((other) => other.id.toLowerCase() === id.toLowerCase()) < index
      ? [{ pointer: `/${list}/${index}/id`, message: `${id} stands twice` }]
      : [],
  );
}

/** What is wrong with the checkpoints that must come before, and with the window. */
function orderProblems(one: Checkpoint, at: string, checkpoints: readonly Checkpoint[]): ConfigProblem[] {
  const before = one.after.flatMap((id, index): ConfigProblem[] => {
    const other = checkpoints.find((each) => each.id === id);
    const pointer = `${at}/after/${index}`;
    if (other === undefined) return [{ pointer, message: `there is no checkpoint ${id}` }];
    return other.record === undefined
      ? [{ pointer, message: `${id} has no record, by which it could be known that it was passed` }]
      : [];
  });
  const circle = circleFrom(one.id, checkpoints);
  const [from, to] = [one['not-before'], one['not-after']].map((text) => parseTime(text ?? ''));
  return [
    ...before,
    ...(circle === undefined
      ? []
      : [{ pointer: `${at}/after`, message: `checkpoints wait for each other: ${circle.join(' -> ')}` }]),
    ...(from !== undefined && to !== undefined && to <= from
      ? [{ pointer: `${at}/not-after`, message: 'the window ends before it begins' }]
      : []),
  ];
}

/** Verifications that are named and not there, or that nobody asks for where a table rests on them. */
function namedProblems(one: Checkpoint, at: string, verifications: readonly Verification[]): ConfigProblem[] {
  const isKnown = (name: string): boolean => verifications.some(({ id }) => id === name);
  const asked = one.verify.flatMap((id, index) =>
    isKnown(id) ? [] : [{ pointer: `${at}/verify/${index}`, message: `there is no verification ${id}` }],
  );
  const measured = one['decision-tables'].flatMap((table, index) =>
    Object.entries(table.measured).flatMap(([row, id]) =>
      one.verify.includes(id)
        ? []
        : [
            {
              pointer: `${at}/decision-tables/${index}/measured`,
              message: `${row} is measured by ${id}, which verify does not name`,
            },
          ],
    ),
  );
  const tables = one['decision-tables'].flatMap(({ path, heading }, index, all) =>
    all.findIndex((other) => other.path === path && other.heading === heading) < index
      ? [{ pointer: `${at}/decision-tables/${index}`, message: `the table under ${heading} of ${path} stands twice` }]
      : [],
  );
  return [...asked, ...measured, ...tables];
}

/** What a checkpoint requires and the section does not say. */
function partProblems({ id, requires, release }: Checkpoint, at: string, section: CutoverSection): ConfigProblem[] {
  const problem = (message: string): ConfigProblem => ({ pointer: `${at}/requires`, message });
  const lacks = (requirement: string, what: string): ConfigProblem =>
    problem(`${id} requires ${requirement} (everything unless requires: says less), and the section ${what}`);
  const parts = ['repin', 'hash-gate', 'rehearsal'] as const;
  const lacking = parts.flatMap((part) =>
    requires.includes(part) && section[part] === undefined ? [lacks(part, `does not configure it`)] : [],
  );
  const records = section.posture ?? [];
  const silent = sides.flatMap((side) =>
    requires.includes('posture') && !records.some((record) => record.side === side)
      ? [lacks('posture', `names no posture record of the ${side}`)]
      : [],
  );
  const repin = requires.includes('repin') && release === undefined;
  return [
    ...lacking,
    ...silent,
    ...(repin && section.repin?.tag !== undefined
      ? [problem('repin compares the pinned tag, and the checkpoint names no release')]
      : []),
    ...(repin && section.side === 'consumer'
      ? [problem('repin needs a release: without one the pin of this consumer would be held against itself')]
      : []),
  ];
}

function circleFrom(start: string, checkpoints: readonly Checkpoint[]): string[] | undefined {
  const seen = new Set<string>();
  const visit = (id: string, way: readonly string[]): string[] | undefined => {
    for (const next of checkpoints.find((each) => each.id === id)?.after ?? []) {
      if (next === start) return [...way, next];
      if (seen.has(next)) continue;
      seen.add(next);
      const found = visit(next, [...way, next]);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return visit(start, [start]);
}
