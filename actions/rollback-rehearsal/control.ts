import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import type { PointerProblem } from '../../shared/core/pointer-problem.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { placeOf } from '../../shared/domain/drill/active.ts';
import type { Active, DrillPlace, PostCheck } from '../../shared/domain/drill/config.ts';
import { wordsWith } from '../../shared/domain/drill/words.ts';
import { type RunReports, reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { inputs, lists, outputs } from './definition.ts';
import { type Around, type JudgedDrill, judgeDrill } from './drill.ts';
import { dataOf, drillData, exhibitsOf } from './outcome.ts';
import { rules } from './rules.ts';
import { findActive, judgeSwitches } from './switches.ts';

export const control = defineControl({
  name: 'rollback-rehearsal',
  title: 'Rollback rehearsal',
  kind: 'check',
  joins: true,
  description:
    'Judges the records of rollback drills: every flag and pin that is on was rolled back, for this commit, in time, as real as asked, and checked.',
  permissions: { actions: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  data: drillData,
  rules,
  configProblems: (_lists, section) => (section === undefined ? [] : problemsOf(section)),
  async evaluate(ctx) {
    const { roles } = ctx.policy;
    let collected: Promise<RunReports> | undefined;
    const around: Around = {
      repository: await namedRepository(ctx.github(), ctx.subject.repository, 'the input token'),
      approvers: peopleOf(ctx.inputs.approvers, roles, 'rollback-rehearsal: approvers'),
      operators: peopleOf(ctx.inputs.operators, roles, 'rollback-rehearsal: operators'),
      words: wordsWith(ctx.inputs.words),
      reports: () => (collected ??= reportsOfRun(ctx)),
    };
    const drills: JudgedDrill[] = [];
    for (const place of ctx.inputs.drills) drills.push(await judgeDrill(ctx, place, around));
    const active = await findActive(ctx, around.reports);
    const switches = judgeSwitches(ctx, active, drills);
    ctx.data(dataOf(drills, switches));
    ctx.output('active', switches.map(({ name }) => name).join('\n'));
    ctx.output('uncovered', switches.flatMap(({ name, drill }) => (drill === undefined ? [name] : [])).join('\n'));
    ctx.metric('drills', drills.length);
    ctx.metric('active-switches', switches.length);
    ctx.metric('uncovered-switches', switches.filter(({ drill }) => drill === undefined).length);
    for (const exhibit of exhibitsOf(drills, switches)) ctx.exhibit(exhibit);
  },
});

interface Section {
  drills?: readonly DrillPlace[] | undefined;
  active?: readonly Active[] | undefined;
  'post-checks'?: readonly PostCheck[] | undefined;
}

/** What the schema of the section cannot say. */
function problemsOf({ drills = [], active = [], 'post-checks': checks = [] }: Section): PointerProblem[] {
  const again = (values: readonly string[], pointer: (index: number) => string, what: string): PointerProblem[] =>
    values.flatMap((value, index) =>
      values.indexOf(value) === index
        ? []
        : [{ pointer: `/rollback-rehearsal${pointer(index)}`, message: `there are two ${what} ${value}` }],
    );
  return [
    ...again(
      drills.map(({ id }) => id),
      (index) => `/drills/${index}/id`,
      'drills',
    ),
    ...again(
      drills.map(({ record }) => record),
      (index) => `/drills/${index}/record`,
      'drills with the record',
    ),
    ...again(
      checks.map(({ name }) => name),
      (index) => `/post-checks/${index}/name`,
      'post-checks',
    ),
    ...again(
      active.map((source) => placeOf(source).join(' ')),
      (index) => `/active/${index}`,
      'sources',
    ),
    ...active.flatMap(({ control: name }, index) =>
      name === undefined || Object.hasOwn(catalog, name)
        ? []
        : [
            {
              pointer: `/rollback-rehearsal/active/${index}/control`,
              message: `there is no control ${name}${suggestion(name, controlNames)}`,
            },
          ],
    ),
  ];
}
