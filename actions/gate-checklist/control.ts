import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import { childPointer } from '../../shared/core/pointer.ts';
import type { PointerProblem } from '../../shared/core/pointer-problem.ts';
import type { Copy, Matrix, Source } from '../../shared/domain/claim/config.ts';
import { inputs, lists, outputs } from './definition.ts';
import { checklistData } from './outcome.ts';
import { rules } from './rules.ts';

export const control = defineControl({
  name: 'gate-checklist',
  title: 'Gate checklist',
  kind: 'check',
  joins: true,
  description:
    'Judges go-live documents: every status and tick is a claim that something must measure, with evidence that is there, current and green.',
  permissions: { actions: 'read', checks: 'read', contents: 'read' },
  inputs,
  lists,
  outputs,
  data: checklistData,
  rules,
  configProblems: (_lists, section) => (section === undefined ? [] : problemsOf(section)),
  async evaluate(ctx) {
    // The Markdown parser takes most of a start.
    const { judgeAll } = await import('./judge.ts');
    await judgeAll(ctx);
  },
});

interface Section {
  sources?: readonly Source[] | undefined;
  copies?: readonly Copy[] | undefined;
  matrices?: readonly Matrix[] | undefined;
}

/** What the schema of the section cannot say. */
function problemsOf({ sources = [], copies = [], matrices = [] }: Section): PointerProblem[] {
  const named = [
    ...sources.map(({ id }, index) => ({ id, pointer: `/gate-checklist/sources/${index}/id` })),
    ...copies.map(({ id }, index) => ({ id, pointer: `/gate-checklist/copies/${index}/id` })),
    ...matrices.map(({ id }, index) => ({ id, pointer: `/gate-checklist/matrices/${index}/id` })),
  ];
  const twice = named.flatMap(({ id, pointer }, index) =>
    named.findIndex((other) => other.id === id) === index
      ? []
      : [{ pointer, message: `there are two of the id ${id}` }],
  );
  const tables = sources.filter(({ table }) => table !== undefined).map(({ id }) => id);
  const loose = copies.flatMap(({ of }, index) =>
    tables.includes(of)
      ? []
      : [
          {
            pointer: `/gate-checklist/copies/${index}/of`,
            message: `there is no source ${of} with a table${suggestion(of, tables)}`,
          },
        ],
  );
  const unknown = sources.flatMap(({ measured }, source) =>
    measured.flatMap(({ control: name }, index) => {
      if (name === undefined || (Object.hasOwn(catalog, name) && name !== 'gate-checklist')) return [];
      const pointer = `/gate-checklist/sources/${source}/measured/${index}/control`;
      const message =
        name === 'gate-checklist'
          ? 'a control measures no claim that it reads itself'
          : `there is no control ${name}${suggestion(name, controlNames)}`;
      return [{ pointer, message }];
    }),
  );
  const foreign = matrices.flatMap(({ environments, dimensions }, matrix) =>
    Object.entries(dimensions).flatMap(([dimension, of]) =>
      Object.keys(of)
        .filter((name) => !environments.includes(name))
        .map((name) => ({
          pointer: childPointer(`/gate-checklist/matrices/${matrix}/dimensions`, dimension),
          message: `there is no environment ${name}${suggestion(name, environments)}`,
        })),
    ),
  );
  return [...twice, ...loose, ...unknown, ...foreign];
}
