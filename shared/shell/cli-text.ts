import { type AnyControl, documentLines } from '../core/control.ts';
import { type Field, type Fields, inputText } from '../core/inputs.ts';
import type { Rules } from '../core/rule.ts';
import { optionFields } from './cli-options.ts';
import { trustRules } from './trust.ts';

/** The name of the environment variable that holds a secret input on the command line. */
export function secretVariable(name: string): string {
  return name === 'token' ? 'GITHUB_TOKEN' : `RELEASE_GOVERNANCE_${name.replaceAll('-', '_').toUpperCase()}`;
}

/** The secret inputs of a control, with the variables that hold them. */
export function secretVariables(control: AnyControl): Record<string, string> {
  const secrets = Object.entries(control.inputs).filter(([, field]) => field.shape === 'secret');
  return Object.fromEntries(['token', ...secrets.map(([name]) => name)].map((name) => [name, secretVariable(name)]));
}

export function usage(names: readonly string[]): string {
  return [
    'Usage: release-governance <command> [options]',
    '',
    'Commands:',
    '  <control>                  judge one control: ' + names.join(', '),
    '  init                       write a first configuration and workflow for this repository',
    '  doctor                     what is wrong with the setup, and what each control will be able to verify',
    '  run                        judge every control that the configuration asks for',
    '  prove                      which facts of the files the controls would notice if they were wrong',
    '  backtest <A..B>            what they would have blocked in a range of history',
    '  list                       the controls, their kinds, inputs and rules',
    '  explain <control>/<rule>   what a rule asserts and why',
    '',
    'Options:',
    '  --help      this text, or that of a command',
    '  --version   the version of the suite',
    '  --json      one JSON document on standard output, everything else on standard error',
    '',
    'Exit codes: 0 passed or not applicable, 1 failed, 2 asked wrongly, 3 not verified, 4 broken.',
    '',
  ].join('\n');
}

export function controlUsage(control: AnyControl): string {
  const fields = optionFields(control.inputs);
  const fieldOf = control.inputs as Fields;
  const variables = Object.entries(secretVariables(control)).map(
    ([name, variable]) =>
      `  ${variable}  ${fieldOf[name]?.description ?? 'What GitHub is asked with; a public repository needs none.'}`,
  );
  return [
    `Usage: release-governance ${control.name} [options]`,
    '',
    control.description,
    '',
    'Options:',
    ...optionLines(fields),
    ...(variables.length === 0 ? [] : ['', 'Environment:', ...variables]),
    ...documentsUsage(control),
    '',
  ].join('\n');
}

function documentsUsage(control: AnyControl): string[] {
  const lines = documentLines(control);
  if (lines.length === 0) return [];
  const width = Math.max(...lines.map(([file]) => file.length));
  return [
    '',
    'With --report-dir it also writes:',
    ...lines.map(([file, holds]) => `  ${file.padEnd(width)}  ${holds}`.trimEnd()),
  ];
}

export function runUsage(): string {
  return [
    'Usage: release-governance run [options]',
    '',
    'Judges every control that the configuration asks for.',
    '',
    'Options:',
    ...optionLines(optionFields({})),
    '',
  ].join('\n');
}

/** The text of `--help` of a command that no control is. */
export function commandUsage(name: 'prove' | 'backtest', fields: Fields): string {
  const { call, says } = further[name];
  return [`Usage: release-governance ${call} [options]`, '', ...says, '', 'Options:', ...optionLines(fields), ''].join(
    '\n',
  );
}

const further = {
  prove: {
    call: 'prove',
    says: [
      'Makes every fact in the files that the controls read wrong, one at a time and in memory, and lists what no control notices.',
      'Exit codes: 0 every fact is guarded, 1 one is not, 2 asked wrongly, 3 not all could be tried or the files do not pass, 4 broken.',
    ],
  },
  backtest: {
    call: 'backtest <A..B>',
    says: [
      'Judges every landing of a range of history as its pull request would have been judged, and says what would have been blocked.',
      'Exit codes: 0 nothing is, 1 something is, 2 asked wrongly, 3 nothing is, but not everything could be judged, 4 broken.',
    ],
  },
} as const;

export function optionLines(fields: Fields): string[] {
  const heads = Object.entries(fields).map(([name, field]) => ({ head: `--${name}${valueWord(field)}`, field }));
  const width = Math.max(...heads.map(({ head }) => head.length));
  return heads.map(({ head, field }) => {
    const text = field.default === undefined ? '' : inputText(field.default);
    const fallback = text === '' ? '' : ` Default: ${text}`;
    return `  ${head.padEnd(width)}  ${field.description}${fallback}`;
  });
}

function valueWord(field: Field<unknown>): string {
  if (field.shape === 'flag') return '';
  if (field.shape === 'choice') return ` <${(field.choices ?? []).join('|')}>`;
  return field.shape === 'integer' ? ' <n>' : ' <text>';
}

/** What `list --json` prints, and the base of the plain list. */
export function describeControl(control: AnyControl): object {
  return {
    name: control.name,
    title: control.title,
    kind: control.kind,
    description: control.description,
    permissions: control.permissions,
    lists: Object.keys(control.lists),
    documents: control.documents ?? {},
    inputs: Object.entries(control.inputs as Fields).map(([name, field]) => ({
      name,
      shape: field.shape,
      description: field.description,
      ...(field.default === undefined ? {} : { default: field.default }),
      ...(field.policy === true ? { policy: true } : {}),
    })),
    rules: Object.entries(control.rules as Rules).map(([id, { severity, asserts, why, waivable }]) => ({
      id: `${control.name}/${id}`,
      severity,
      asserts,
      why,
      waivable: waivable !== false,
    })),
  };
}

export function listText(controls: readonly AnyControl[]): string {
  return controls
    .map((control) => {
      const rules = Object.entries(control.rules as Rules).map(
        ([id, rule]) => `    ${control.name}/${id} (${rule.severity})`,
      );
      return [
        `${control.name} (${control.kind})  ${control.title}`,
        `  ${control.description}`,
        '  rules:',
        ...rules,
        '',
      ].join('\n');
    })
    .join('\n');
}

/** The text of `explain`, or undefined when there is no such rule. */
export function explain(rules: Rules, id: string, name: string): string | undefined {
  const rule = Object.hasOwn(rules, id) ? rules[id] : undefined;
  if (rule === undefined) return undefined;
  const waivable =
    rule.waivable === false ? 'It cannot be waived.' : 'A failed result can be waived for its observed value.';
  return [`${name} (${rule.severity})`, '', `Asserts: ${rule.asserts}`, `Why: ${rule.why}`, waivable, ''].join('\n');
}

export const commonRules: Rules = trustRules;
