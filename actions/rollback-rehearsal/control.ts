import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import { type PointerProblem, repeatedProblems } from '../../shared/core/pointer-problem.ts';
import { peopleOf } from '../../shared/domain/approval/people.ts';
import { placeOf } from '../../shared/domain/drill/active.ts';
import type { Active, DrillPlace, PostCheck } from '../../shared/domain/drill/config.ts';
import { wordsWith } from '../../shared/domain/drill/words.ts';
import { type RunReports, reportsOfRun } from '../../shared/domain/own-report/of-run.ts';
import { namedRepository } from '../../shared/domain/repository/repository.ts';
import { findActive } from './active.ts';
import { inputs, lists, outputs } from './definition.ts';
import { type Around, type JudgedDrill, judgeDrill } from './drill.ts';
import { dataOf, drillData, exhibitsOf } from './outcome.ts';
import { rules } from './rules.ts';
import { type JudgedSwitch, judgeSwitches } from './switches.ts';

export const control = defineControl({
  name: 'rollback-rehearsal',
  title: 'Rollback rehearsal',
  kind: 'check',
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
    const active = await findActive(ctx, around.reports);
    const drills: JudgedDrill[] = [];
    for (const place of ctx.inputs.drills) drills.push(await judgeDrill(ctx, place, around, active));
    const switches = judgeSwitches(ctx, active, drills);
    ctx.data(dataOf(drills, switches));
    const uncovered = switches.filter(({ drill }) => drill === undefined);
    ctx.output('active', namesOf(switches));
    ctx.output('uncovered', namesOf(uncovered));
    ctx.metric('drills', drills.length);
    ctx.metric('active-switches', switches.length);
    ctx.metric('uncovered-switches', uncovered.length);
    for (const exhibit of exhibitsOf(drills, switches)) ctx.exhibit(exhibit);
  },
});

/** The names, one a line, each once. */
function namesOf(switches: readonly JudgedSwitch[]): string {
  return [...new Set(switches.map(({ name }) => name))].join('\n');
}

interface Section {
  drills?: readonly DrillPlace[] | undefined;
  active?: readonly Active[] | undefined;
  'post-checks'?: readonly PostCheck[] | undefined;
  'version-pin'?: string | undefined;
}

/** What the schema of the section cannot say. */
function problemsOf(section: Section): PointerProblem[] {
  const { drills = [], active = [], 'post-checks': checks = [], 'version-pin': versionPin } = section;
  const at = (pointer: string): string => `/rollback-rehearsal${pointer}`;
  const ids = drills.map(({ id }) => id);
  const records = drills.map(({ record }) => record);
  const names = checks.map(({ name }) => name);
  const sources = active.map((source) => placeOf(source).join(' '));
  const pins = active.flatMap(({ pin }) => pin ?? []);
  return [
    ...repeatedProblems(ids, (index) => at(`/drills/${index}/id`), 'drills'),
    ...repeatedProblems(records, (index) => at(`/drills/${index}/record`), 'drills with the record'),
    ...repeatedProblems(names, (index) => at(`/post-checks/${index}/name`), 'post-checks'),
    ...repeatedProblems(sources, (index) => at(`/active/${index}`), 'sources'),
    ...active.flatMap(({ control: name }, index) =>
      name === undefined || Object.hasOwn(catalog, name)
        ? []
        : [
            {
              pointer: at(`/active/${index}/control`),
              message: `there is no control ${name}${suggestion(name, controlNames)}`,
            },
          ],
    ),
    ...(versionPin === undefined || pins.includes(versionPin)
      ? []
      : [
          {
            pointer: at('/version-pin'),
            message: `no source under active has the pin ${versionPin}${suggestion(versionPin, pins)}`,
          },
        ]),
  ];
}
