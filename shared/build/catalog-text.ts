import { type AnyControl, askingLists, documentLines } from '../core/control.ts';
import { type Field, type Fields, inputText } from '../core/inputs.ts';
import type { Rules } from '../core/rule.ts';
import { type Composite, composites, permissionsOf } from './composites.ts';
import { keyRows } from './schema-text.ts';

const kinds: Record<AnyControl['kind'], string> = {
  check: 'Checks: they judge and change nothing',
  record: 'Records: they write evidence files',
  act: 'Acts: they change something on GitHub or in the checkout',
  decide: 'Decides',
};

/** The whole of action-catalog.md. */
export function catalogText(
  controls: readonly AnyControl[],
  trust: Rules,
  common: Fields,
  slug: string,
  configuration: unknown,
  records: readonly { name: string; title: string; description: string; schema: unknown }[],
): string {
  const parts = [
    '# Action catalog',
    'Written by `npm run generate` from the controls themselves.',
    table(
      ['Control', 'Kind', 'What it answers'],
      controls.map((control) => [`[${control.name}](#${control.name})`, control.kind, control.description]),
    ),
  ];
  for (const kind of ['check', 'record', 'act', 'decide'] as const) {
    const own = controls.filter((control) => control.kind === kind);
    if (own.length > 0) parts.push(`## ${kinds[kind]}`, ...own.map((control) => controlText(control, slug)));
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
    ruleTable('trust', trust),
    '### Outputs',
    table(
      ['Output', 'Meaning'],
      [
        ['`status`', 'passed, failed, unverified, not-applicable or error'],
        ['`report`', 'path of the JSON report'],
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

/** What a job needs to run the control. Who decides comes last, whatever became of the others. */
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

function snippet({ name, kind, permissions }: AnyControl, slug: string): string {
  return [
    ...(kind === 'decide' ? ['if: always()', 'needs: [contracts, changes]  # every job whose reports count'] : []),
    'permissions:',
    ...Object.entries(permissions).map(([permission, level]) => `  ${permission}: ${level}`),
    'steps:',
    ...(kind === 'decide' ? [] : ['  - uses: actions/checkout@v7']),
    `  - uses: ${slug}/actions/${name}@v0`,
  ].join('\n');
}

function controlText(control: AnyControl, slug: string): string {
  const own = Object.keys(control.inputs).length > 0 ? inputTable(control.inputs) : 'None besides the common ones.';
  const outputs = Object.entries(control.outputs);
  return [
    `### ${control.name}`,
    `**${control.title}.** ${control.description}`,
    `\`\`\`yaml\n${snippet(control, slug)}\n\`\`\``,
    `Asked for by the section \`${control.name}:\`${askingLists(control)
      .map((list) => ` or the list \`${list}:\``)
      .join('')} of the configuration.${readsBesides(control)}`,
    'Inputs:',
    own,
    ...(outputs.length === 0
      ? []
      : [
          'Outputs:',
          table(
            ['Output', 'Meaning'],
            outputs.map(([name, { description }]) => [`\`${name}\``, description]),
          ),
        ]),
    ...documentsText(control),
    'Rules:',
    ruleTable(control.name, control.rules),
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

function ruleTable(control: string, rules: Rules): string {
  return table(
    ['Rule', 'Severity', 'Asserts', 'Why'],
    Object.entries(rules).map(([id, rule]) => [
      `\`${control}/${id}\`${rule.waivable === false ? ' (never waived)' : ''}`,
      rule.severity,
      rule.asserts,
      rule.why,
    ]),
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

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
