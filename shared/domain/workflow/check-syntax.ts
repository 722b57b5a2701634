import type { Json } from '../../core/json.ts';
import { quote } from '../../parse/text.ts';
import { misnamed, type Sees } from './available.ts';
import type { Source } from './source.ts';
import { type Form, workflowForm } from './syntax.ts';
import { hasExpression, parseTemplate } from './template.ts';
import type { ProblemCode, WorkflowProblem } from './workflow.ts';

type Say = (effect: WorkflowProblem['effect'], code: ProblemCode, message: string, fix?: string) => void;

/** Says of everything in a workflow file that has no form that GitHub takes there, of keys that are not known, and of expressions that are none. */
export function checkSyntax(root: Source): void {
  // Where the walk is. Only for a problem the place is looked up, so that a sound file costs little.
  const path: string[] = [];
  const say: Say = (...problem) => {
    const source = path.reduce<Source | undefined>((at, key) => at?.member(key), root) ?? root;
    source.problem(...problem);
  };
  const inside = (key: string, value: Json, form: Form): void => {
    path.push(key);
    visit(value, form);
    path.pop();
  };
  const visit = (value: Json, form: Form): void => {
    if (typeof value === 'string') checkText(value, form, path, say);
    else if (Array.isArray(value)) {
      const items = form.list ?? (form.any ? form : undefined);
      if (items === undefined) return wrongShape(form, path, say);
      for (const [index, item] of value.entries()) inside(String(index), item, items);
    } else if (value === null) checkEmpty(form, path, say);
    else if (typeof value !== 'object') {
      const fits = form.any || form.text || (typeof value === 'number' ? form.number : form.flag);
      if (fits !== true) wrongShape(form, path, say);
      else if (form.oneOf?.includes(String(value)) === false) wrongChoice(form.oneOf, path, say);
    } else {
      const { keys, others = form.any ? leafOf(form) : undefined } = form;
      if (keys === undefined && others === undefined) return wrongShape(form, path, say);
      const members = value as Readonly<Record<string, Json>>;
      const own = Object.keys(members);
      checkTwins(own, path, say);
      for (const key of own) {
        const member = members[key] ?? null;
        const known = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : others;
        if (known !== undefined && key !== '<<') inside(key, member, known);
        else {
          path.push(key);
          unknownKey(key, path, say);
          path.pop();
        }
      }
      for (const key of form.needs ?? [])
        if (!Object.hasOwn(value, key)) say('invalid', 'lacking-key', `has ${whole(path)} without ${key}`);
    }
  };
  visit(root.value, workflowForm);
}

/** What is inside of anything: its texts see the same. */
function leafOf({ expressions }: Form): Form {
  return { any: true, ...(expressions === undefined ? {} : { expressions }) };
}

function checkText(value: string, form: Form, path: readonly string[], say: Say): void {
  if (hasExpression(value)) {
    if (form.expressions !== undefined) checkExpressions(value, form.expressions, path, say);
    else if (!form.any)
      say(
        'unclear',
        'bad-expression',
        `has ${whole(path)} with an expression, of which it is not known whether it may stand there`,
      );
    return;
  }
  if (form.any) return;
  if (form.oneOf !== undefined && !form.oneOf.includes(value)) return wrongChoice(form.oneOf, path, say);
  if (form.text) return;
  // Whether a number or switch in quotes is one is not documented.
  const perhaps = form.number ? /^\d+(\.\d+)?$/.test(value) : form.flag === true && /^(?:true|false)$/.test(value);
  wrongShape(form, path, say, perhaps ? 'unclear' : 'invalid');
}

/** An expression that is nothing but a path, as most are: then its context is all there is to look at. */
const plainPath = /\$\{\{ *([A-Za-z_][\w-]*)(?:\.[A-Za-z_][\w-]*)+ *\}\}/g;

function isPlain(value: string, { contexts }: Sees): boolean {
  plainPath.lastIndex = 0;
  for (let at = value.indexOf('${{'); at !== -1; at = value.indexOf('${{', plainPath.lastIndex)) {
    const found = plainPath.exec(value);
    if (found?.index !== at || !contexts.has(found[1] ?? '')) return false;
  }
  return true;
}

function checkExpressions(value: string, sees: Sees, path: readonly string[], say: Say): void {
  if (isPlain(value, sees)) return;
  const parsed = parseTemplate(value);
  if (!parsed.ok) return say('invalid', 'bad-expression', `has ${whole(path)} that ${parsed.message}`);
  for (const part of parsed.template) {
    if (typeof part === 'string') continue;
    for (const { effect, message } of misnamed(part, sees))
      say(effect, 'unknown-name', `has ${whole(path)} with an expression that ${message}`);
  }
}

/** A text can be empty; whether GitHub takes a list or a mapping without a value is not documented. */
function checkEmpty({ any, empty, text, number, flag }: Form, path: readonly string[], say: Say): void {
  if (any ?? empty ?? text ?? number ?? flag) return;
  say('unclear', 'wrong-shape', `has ${whole(path)} without a value`);
}

/** GitHub takes keys that differ by case alone for one. */
function checkTwins(keys: readonly string[], path: readonly string[], say: Say): void {
  if (keys.length < 2 || path.at(-1) === 'jobs' || keys.every((key) => key === key.toLowerCase())) return;
  const folded = new Set(keys.map((key) => key.toUpperCase()));
  if (folded.size === keys.length) return;
  say(
    'unclear',
    'key-twice',
    `has ${whole(path)} with two keys that differ by case alone, which GitHub may take for one`,
  );
}

function unknownKey(key: string, path: readonly string[], say: Say): void {
  const where = whole(path.slice(0, -1));
  if (key === '<<') {
    const fix = 'repeat the keys; an alias can only stand for a whole value';
    say('invalid', 'merge-key', `has a merge key (<<) in ${where}, which GitHub does not know`, fix);
  } else say('unclear', 'unknown-key', `has the key ${quote(key)} in ${where}, which is not known`);
}

function wrongChoice(choices: readonly string[], path: readonly string[], say: Say): void {
  say('invalid', 'wrong-shape', `has ${whole(path)} that is none of ${choices.join(', ')}`);
}

function wrongShape(
  form: Form,
  path: readonly string[],
  say: Say,
  effect: WorkflowProblem['effect'] = 'invalid',
): void {
  const shapes = [
    form.text && 'text',
    form.number && 'number',
    form.flag && 'switch',
    form.list && 'list',
    (form.keys ?? form.others) && 'mapping',
  ].filter((shape) => typeof shape === 'string');
  const code = shapes.join() === 'mapping' ? 'not-a-mapping' : 'wrong-shape';
  const words = shapes.length > 1 ? `${shapes.slice(0, -1).join(', ')} or ${shapes.at(-1)}` : (shapes[0] ?? '');
  say(effect, code, `has ${whole(path)} that is no ${words}`);
}

/** A place in words: `env of step 2 of the job "a"`. */
function whole(path: readonly string[]): string {
  const [top, id, steps, index] = path;
  if (top === undefined) return 'its top level';
  if (top !== 'jobs' || id === undefined) return path.join('.');
  const isStep = steps === 'steps' && index !== undefined;
  const base = isStep ? `step ${Number(index) + 1} of the job ${quote(id)}` : `the job ${quote(id)}`;
  const rest = path.slice(isStep ? 4 : 2);
  return rest.length === 0 ? base : `${rest.join('.')} of ${base}`;
}
