import { type Because, distinctBecause } from '../../core/errors.ts';
import { isObject, type Json, stableJson } from '../../core/json.ts';
import { sourceText } from '../github-rules/source.ts';
import type { Target } from '../seen-repository/observation.ts';
import type { Row } from './row.ts';
import { flag } from './scales.ts';
import { settingOf } from './settings.ts';

/*
 * Rows in words, for people. Nothing is made safe here: names of rulesets and branches are texts of others.
 */

/** `branch main`, `tag v1.0.0`, `pushes` */
export function refText(target: Target, ref: string): string {
  return target === 'push' ? 'pushes' : `${target} ${ref}`;
}

/** The name of a setting; of a switch with what it says when it is on, since "force-push: yes" could be taken for its opposite. */
export function settingText(setting: string): string {
  const spec = settingOf(setting);
  if (spec === undefined || !isSwitchSetting(setting)) return setting;
  return `${setting} (${spec.describes.charAt(0).toLowerCase()}${spec.describes.slice(1).replace(/\.$/, '')})`;
}

/** Whether it is one of those that hold or do not. */
export function isSwitchSetting(setting: string): boolean {
  return settingOf(setting)?.scale === flag;
}

/** What a policy asks for: `at least 2`, `exactly build (app 15368)`, `yes`; with who asks. */
export function askedText({ setting, asked }: Pick<Row, 'setting' | 'asked'>): string {
  return asked
    .map(({ mode, value, by }) => {
      const who = by.length === 0 ? '' : ` (${by.join(', ')})`;
      return `${modeText(setting, mode, value)}${who}`;
    })
    .join('; ');
}

function modeText(setting: string, mode: Row['asked'][number]['mode'], value: readonly Json[]): string {
  const text = valueText(setting, value);
  const grants = settingOf(setting)?.scale.grants === true;
  if (grants && mode === 'at-least') return value.length === 0 ? 'nobody' : `nobody but ${text}`;
  if (grants) return mode === 'contains' ? `among others ${text}` : `exactly ${text}`;
  if (mode === 'exactly') return `exactly ${text}`;
  return isSwitch(value) || value.length === 0 || value.some(isObject) ? text : `at least ${text}`;
}

/** What is in force. */
export function actualText({ setting, actual, verdict }: Pick<Row, 'setting' | 'actual' | 'verdict'>): string {
  if (actual === undefined) return 'not known';
  const grants = settingOf(setting)?.scale.grants === true;
  // Of a list of exempt actors only the one of a ref without any protection is empty and too weak.
  if (grants && actual.length === 0 && verdict === 'weaker') return 'everybody: nothing protects it';
  return valueText(setting, actual);
}

function valueText(setting: string, value: readonly Json[]): string {
  const spec = settingOf(setting);
  if (value.length === 0) return spec?.scale.grants === true ? 'nobody' : isSwitchSetting(setting) ? 'no' : 'nothing';
  return isSwitch(value) ? 'yes' : value.map(atomText).join(', ');
}

function isSwitch(value: readonly Json[]): boolean {
  return value.length === 1 && value[0] === true;
}

function atomText(atom: Json): string {
  if (typeof atom === 'string') return atom;
  if (!isObject(atom)) return stableJson(atom);
  const { context, app, type, mode, id, allowed } = atom;
  if (typeof context === 'string')
    return app === undefined ? context : `${context} (${app === null ? 'any app' : `app ${stableJson(app)}`})`;
  if (typeof type === 'string' && typeof mode === 'string')
    return `${type}${id === null ? '' : ` ${stableJson(id)}`} (${mode})`;
  if (Array.isArray(allowed))
    return allowed.length === 0
      ? 'none'
      : `only ${allowed.map((one) => (typeof one === 'string' ? one : stableJson(one))).join(', ')}`;
  return stableJson(atom);
}

/** Each place once. */
export function sourcesText(sources: Row['sources']): string {
  return [...new Set(sources.map(sourceText))].join('; ');
}

const verdictTexts: Record<Row['verdict'], string> = {
  weaker: 'weaker than asked',
  unknown: 'not verified',
  stricter: 'stricter than asked',
  met: 'at least as asked',
  equal: 'as asked',
  'not-asked': 'in force, not asked for',
};

export function verdictText({ verdict, holds }: Pick<Row, 'verdict' | 'holds'>): string {
  return verdict === 'stricter' && holds === false ? 'not exactly as asked' : verdictTexts[verdict];
}

/** Several reasons as one. That GitHub gave no answer goes before the others: it makes the run a broken one. */
export function oneBecause(reasons: readonly Because[]): Because {
  const distinct = distinctBecause(reasons);
  const down = distinct.filter(({ code }) => code === 'GITHUB_DOWN');
  const told = down.length > 0 ? down : distinct;
  const [first] = told;
  if (first === undefined) return { code: 'NO_DATA', message: 'it could not be told', needs: 'a token that sees it' };
  const needs = [...new Set(told.flatMap((one) => (one.needs === undefined ? [] : [one.needs])))];
  return {
    code: first.code,
    message: joined(told.map(({ message }) => message)),
    ...(needs.length === 0 ? {} : { needs: joined(needs) }),
  };
}

const mostReasons = 3;

function joined(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const more = distinct.length - mostReasons;
  return [...distinct.slice(0, mostReasons), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
