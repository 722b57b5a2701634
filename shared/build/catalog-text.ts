import { type AnyControl, askingLists, documentLines } from '../core/control.ts';
import { type Field, type Fields, inputText } from '../core/inputs.ts';
import type { Rules } from '../core/rule.ts';
import { needsOf } from '../domain/control-needs/needs.ts';
import { type Composite, composites, permissionsOf } from './composites.ts';
import { table } from './document-table.ts';
import { questions } from './questions.ts';
import { keyRows } from './schema-text.ts';

const kinds: Record<AnyControl['kind'], string> = {
  check: 'Checks: they judge and change nothing',
  record: 'Records: they write evidence files',
  act: 'Acts: they change something on GitHub or in the checkout',
  decide: 'Decides',
};

/** What to do about a failed result of each rule, by control and rule: sentences without the values that a report has. */
export type Fixes = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the catalog is made of. */
export interface CatalogParts {
  controls: readonly AnyControl[];
  /** The rules that every run in Actions checks besides. */
  trust: Rules;
  common: Fields;
  /** owner/name of the suite. */
  slug: string;
  /** The JSON Schema of the configuration. */
  configuration: unknown;
  records: readonly { name: string; title: string; description: string; schema: unknown }[];
  fixes: Fixes;
  /** By control, a part of a configuration that a guide shows. */
  examples: Readonly<Record<string, string>>;
}

/** The whole of action-catalog.md. Throws where a rule has no fix. */
export function catalogText({
  controls,
  trust,
  common,
  slug,
  configuration,
  records,
  fixes,
  examples,
}: CatalogParts): string {
  const parts = [
    '# Action catalog',
    'Written by `npm run generate` from the controls themselves. What a control needs to be asked, and why, is told in the [guides](README.md#guides).',
    ...questionsText(controls),
    '## All controls',
    table(
      ['Control', 'Kind', 'What it answers', 'Rights'],
      controls.map((control) => [
        `[${control.name}](#${control.name})`,
        control.kind,
        control.description,
        rightsOf(control),
      ]),
    ),
  ];
  for (const kind of ['check', 'record', 'act', 'decide'] as const) {
    const own = controls.filter((control) => control.kind === kind);
    if (own.length > 0)
      parts.push(
        `## ${kinds[kind]}`,
        ...own.map((control) => controlText(control, slug, fixes, examples[control.name])),
      );
  }
  const known = new Set(controls.map(({ name }) => name));
  const whole = composites.filter((composite) => composite.controls.every((name) => known.has(name)));
  if (whole.length > 0) parts.push('## Several controls in one job', compositesText(whole, controls));
  parts.push(
    '## For every control',
    '### Common inputs',
    inputTable(common),
    'A policy input is decided by the configuration on the base branch; a differing value in `with:` is reported and not used.',
    '### Trust rules',
    'Every run in Actions also checks these. They only ever add failed results.',
    ruleTable('trust', trust, fixes),
    '### Outputs',
    table(
      ['Output', 'Meaning'],
      [
        ['`status`', 'passed, failed, unverified, not-applicable or error'],
        ['`report`', 'path of the JSON report'],
        ['`artifact`', 'name of the artifact that has the report; empty where none was uploaded'],
        ['`passed`, `failed`, `unverified`', 'how many results'],
      ],
    ),
  );
  parts.push(
    '## The configuration',
    'Every key of `.github/release-governance.yml`. All of it is policy: on a pull request it is read from the base.',
    keyTable(configuration),
  );
  parts.push(
    '## Records',
    'Files that people write and controls believe: YAML, JSON by its ending, or the front matter of a Markdown file. An editor completes one that names its schema in the first line, `# yaml-language-server: $schema=…/dist/schema/<name>.schema.json`.',
  );
  for (const { name, title, description, schema } of records)
    parts.push(`### ${title}`, `${description} Schema: \`dist/schema/${name}.schema.json\`.`, keyTable(schema));
  return `${parts.join('\n\n')}\n`;
}

/** The questions that people have, each with the controls that answer it; those of controls that are not there are left out. */
function questionsText(controls: readonly AnyControl[]): string[] {
  const known = new Set(controls.map(({ name }) => name));
  const rows = questions.flatMap(({ question, controls: names, guide }) => {
    const answering = names.filter((name) => known.has(name)).map((name) => `[${name}](#${name})`);
    const name = guide.replace(/^.*\//, '').replace('.md', '');
    return answering.length === 0 ? [] : [[question, answering.join(', '), `[${name}](${guide})`]];
  });
  return rows.length === 0 ? [] : ['## By question', table(['The question', 'Answered by', 'Guide'], rows)];
}

/** What a control may do: with the token of the workflow, and with one of its own, by which it acts. */
function rightsOf({ permissions, inputs }: AnyControl): string {
  const writes = Object.entries(permissions).filter(([, access]) => access !== 'read');
  if (writes.length > 0) return `**writes** ${writes.map(([scope]) => `\`${scope}\``).join(', ')}`;
  return Object.hasOwn(inputs, 'pull-request-token') ? 'reads; **writes** with `pull-request-token`' : 'reads';
}

function permissionsText(control: AnyControl): string {
  const each = Object.entries(control.permissions).map(([scope, access]) => `\`${scope}: ${access}\``);
  return `Permissions (${rightsOf(control)}): ${each.join(' · ')}`;
}

function compositesText(some: readonly Composite[], controls: readonly AnyControl[]): string {
  const rows = some.map((composite) => [
    `\`${composite.name}\``,
    composite.description,
    composite.controls.map((name) => `[${name}](#${name})`).join(', '),
    Object.entries(permissionsOf(composite, controls))
      .map(([permission, access]) => `\`${permission}: ${access}\``)
      .join(', '),
  ]);
  const head = table(['Composite', 'What it does', 'Controls, in this order', 'Permissions'], rows);
  return `Composite actions, with one summary; what the configuration does not ask for is not applicable.\n\n${head}`;
}

const checkout: Readonly<Record<ReturnType<typeof needsOf>['history'], readonly string[]>> = {
  none: [],
  one: ['  - uses: actions/checkout@v7'],
  all: ['  - uses: actions/checkout@v7', '    with: { fetch-depth: 0 }'],
};

/** What a job needs to run the control. Who decides comes last, whatever became of the others. */
function snippet({ name, kind, permissions }: AnyControl, slug: string): string {
  return [
    ...(kind === 'decide' ? ['if: always()', 'needs: [contracts, changes]  # every job whose reports count'] : []),
    'permissions:',
    ...Object.entries(permissions).map(([permission, level]) => `  ${permission}: ${level}`),
    'steps:',
    ...checkout[needsOf(name).history],
    `  - uses: ${slug}/actions/${name}@v0`,
  ].join('\n');
}

function controlText(control: AnyControl, slug: string, fixes: Fixes, example: string | undefined): string {
  const own = Object.keys(control.inputs).length > 0 ? inputTable(control.inputs) : 'None.';
  const outputs = Object.entries(control.outputs);
  return [
    `### ${control.name}`,
    `**${control.title}.** ${control.description}`,
    permissionsText(control),
    `\`\`\`yaml\n${snippet(control, slug)}\n\`\`\``,
    `Asked for by the section \`${control.name}:\`${askingLists(control)
      .map((list) => ` or the list \`${list}:\``)
      .join('')} of the configuration.${readsBesides(control)}${guideOf(control)}`,
    ...(example === undefined ? [] : [`\`\`\`yaml\n${example}\`\`\``]),
    'Inputs, besides the [common ones](#common-inputs):',
    own,
    ...(outputs.length === 0
      ? ['Outputs: the [common ones](#outputs).']
      : [
          'Outputs, besides the [common ones](#outputs):',
          table(
            ['Output', 'Meaning'],
            outputs.map(([name, { description }]) => [`\`${name}\``, description]),
          ),
        ]),
    ...documentsText(control),
    'Rules:',
    ruleTable(control.name, control.rules, fixes),
  ].join('\n\n');
}

/** The further files of a run; those of a summary are told in its own words. */
function documentsText(control: AnyControl): string[] {
  const lines = documentLines(control).map(([file, holds]) => `\`${file}\`: ${holds}`);
  return lines.length === 0
    ? []
    : [`Beside its report it leaves, unless it broke:\n\n${lines.map((line) => `- ${line}`).join('\n')}`];
}

/** The lists that a control reads when it runs, and that do not make it run. */
function readsBesides(control: AnyControl): string {
  const besides = Object.keys(control.lists).filter((list) => !askingLists(control).includes(list));
  return besides.length === 0 ? '' : ` It also reads ${besides.map((list) => `\`${list}:\``).join(', ')}.`;
}

/** Where the control is explained with a configuration: the first guide that answers a question with it. */
function guideOf({ name }: AnyControl): string {
  const found =
    questions.find(({ controls: [first] }) => first === name) ??
    questions.find(({ controls }) => controls.includes(name));
  return found === undefined ? '' : ` What becomes of what is told in its [guide](${found.guide}).`;
}

function ruleTable(control: string, rules: Rules, fixes: Fixes): string {
  return table(
    ['Rule', 'Severity', 'Asserts', 'Why', 'What to do'],
    Object.entries(rules).map(([id, rule]) => {
      const fix = fixes[control]?.[id];
      if (fix === undefined)
        throw new Error(`shared/build/rule-fixes.yml does not say what to do about ${control}/${id}`);
      return [
        `\`${control}/${id}\`${rule.waivable === false ? ' (never waived)' : ''}`,
        rule.severity,
        rule.asserts,
        rule.why,
        fix,
      ];
    }),
  );
}

function inputTable(fields: Fields): string {
  return table(
    ['Input', 'Default', 'Meaning'],
    Object.entries(fields).map(([name, field]) => [
      `\`${name}\`${field.policy === true ? ' (policy)' : ''}`,
      defaultText(field),
      field.description,
    ]),
  );
}

function defaultText(field: Field<unknown>): string {
  if (field.shape === 'secret') return 'secret';
  const text = field.default === undefined ? '' : inputText(field.default);
  return text === '' ? '' : `\`${text}\``;
}

function keyTable(schema: unknown): string {
  return table(
    ['Key', 'Holds', 'Meaning'],
    keyRows(schema, '').map(([path, form, meaning]) => [`\`${path}\``, form, meaning]),
  );
}
