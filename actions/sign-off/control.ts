import { catalog, controlNames } from '../../shared/core/catalog.ts';
import { defineControl } from '../../shared/core/control.ts';
import { suggestion } from '../../shared/core/nearest.ts';
import type { PointerProblem } from '../../shared/core/pointer-problem.ts';
import { chosenTask } from '../../shared/domain/tasks/chosen-task.ts';
import { inputs, lists, outputs } from './definition.ts';
import { judge } from './judge.ts';
import { signOffData } from './outcome.ts';
import { type RuleId, rules } from './rules.ts';
import { rulesOf } from './tell.ts';

export const control = defineControl({
  name: 'sign-off',
  title: 'Sign-off',
  kind: 'record',
  description:
    'Draws up the documents of a release decision with what is proven, and verifies them: people, references, commits, gates and risks.',
  permissions: { actions: 'read', checks: 'read', contents: 'read', 'pull-requests': 'read' },
  inputs,
  lists,
  outputs,
  documents: {
    'approval-note.md': 'the note of approval, as far as it is proven',
    'go-no-go.md': 'the go/no-go package',
    'handoff.md': 'the handoff decision',
  },
  data: signOffData,
  rules,
  configProblems: (_lists, section) => (section === undefined ? [] : problemsOf(section)),
  async evaluate(ctx) {
    const task = chosenTask(ctx.inputs, ctx.subject);
    for (const rule of Object.keys(rules) as RuleId[])
      if (!rulesOf[task].includes(rule))
        ctx.notApplicable(rule, { about: [] }, `it is not asked when the task is ${task}`);
    await judge(ctx, task);
  },
});

type Section = Partial<{
  tasks: readonly string[];
  documents: readonly { id: string; path: string; decides: boolean }[];
  gates: readonly { id: string; control?: string | undefined }[];
  evidence: readonly {
    id: string;
    path?: string | undefined;
    commit?: string | undefined;
    time?: string | undefined;
  }[];
  matrices: readonly { id: string }[];
  checklists: readonly { path: string }[];
  accept: readonly string[];
  package: { scope: readonly string[]; conditions: readonly string[] } | undefined;
}>;

/** What the schema of the section cannot say. */
function problemsOf(section: Section): PointerProblem[] {
  const problems: PointerProblem[] = [];
  const add = (pointer: string, message: string): void =>
    void problems.push({ pointer: `/sign-off${pointer}`, message });
  const {
    tasks = ['verify'],
    documents = [],
    gates = [],
    evidence = [],
    matrices = [],
    checklists = [],
    accept = ['go'],
  } = section;
  const again = (values: readonly string[], pointer: (index: number) => string, what: string): void => {
    for (const [index, value] of values.entries())
      if (values.indexOf(value) !== index) add(pointer(index), `there are two ${what} ${value}`);
  };
  for (const [name, entries] of Object.entries({ documents, gates, evidence, matrices }))
    again(
      entries.map(({ id }) => id),
      (index) => `/${name}/${index}/id`,
      name,
    );
  again(
    documents.map(({ path }) => path),
    (index) => `/documents/${index}/path`,
    'documents with the path',
  );
  again(
    checklists.map(({ path }) => path),
    (index) => `/checklists/${index}/path`,
    'checklists with the path',
  );
  if (tasks.includes('render') && section.package === undefined)
    add('/tasks', 'render is asked for, and there is no package:');
  if (section.package !== undefined) restrictionProblems(section.package, accept, add);
  if (tasks.includes('verify') && !documents.some(({ decides }) => decides))
    add('/documents', 'verify is asked for, and no document decides');
  for (const [index, { path = '', commit, time }] of evidence.entries())
    for (const [name, place] of Object.entries({ commit, time }))
      if (place !== undefined && !/\.(?:md|markdown)$/i.test(path) && !place.startsWith('/'))
        add(`/evidence/${index}/${name}`, `${path} is no Markdown: expected a JSON Pointer`);
  for (const [index, { control: name }] of gates.entries())
    if (name !== undefined && !Object.hasOwn(catalog, name))
      add(`/gates/${index}/control`, `there is no control ${name}${suggestion(name, controlNames)}`);
    else if (name === 'sign-off') add(`/gates/${index}/control`, 'the sign-off cannot be a gate of itself');
  return problems;
}

/** A package that restricts its decision recommends a restricted one, and such a one lists both. */
function restrictionProblems(
  { scope, conditions }: NonNullable<Section['package']>,
  accept: readonly string[],
  add: (pointer: string, message: string) => void,
): void {
  if (scope.length + conditions.length === 0) return;
  if (scope.length === 0) add('/package', 'there are conditions, and no scope: a restricted decision has both');
  if (conditions.length === 0) add('/package', 'there is a scope, and no conditions: a restricted decision has both');
  if (!accept.includes('restricted'))
    add('/accept', 'the package has a scope and conditions, and restricted decisions are not accepted');
}
