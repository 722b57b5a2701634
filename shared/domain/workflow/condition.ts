import { type Scope, type Status, truth } from './expression.ts';
import { callsIn, type Expression, isBlank, parseExpression } from './expression-syntax.ts';
import { hasExpression, parseTemplate } from './template.ts';

/** `message` is a clause that continues "the condition …". */
export type ParsedCondition = { ok: true; condition: Expression } | { ok: false; message: string };

const statusFunctions = ['always', 'cancelled', 'failure', 'success'] as const;
const success: Expression = { kind: 'call', name: 'success', arguments: [] };

/**
 * The condition of a job as GitHub reads it: `success()` must hold too unless a status function is called, and a
 * text around `${{ }}` makes the whole a text, which is always true.
 */
export function parseCondition(text: string): ParsedCondition {
  if (isBlank(text)) return { ok: true, condition: success };
  let written: Expression;
  if (hasExpression(text)) {
    // A line break behind the expression, as a block scalar has one, is a text around it too.
    const parsed = parseTemplate(text);
    if (!parsed.ok) return parsed;
    const [sole] = parsed.template;
    written = parsed.template.length === 1 && typeof sole === 'object' ? sole : mixed(parsed.template);
  } else {
    const parsed = parseExpression(text);
    if (!parsed.ok) return parsed;
    written = parsed.expression;
  }
  const calls = callsIn(written);
  if (statusFunctions.some((name) => calls.has(name))) return { ok: true, condition: written };
  return { ok: true, condition: { kind: 'operator', operator: '&&', left: success, right: written } };
}

/** `format(…)` of the pieces: calls in it count, and its value is a text that is not empty. */
function mixed(template: readonly (string | Expression)[]): Expression {
  const parts = template.map(
    (part): Expression => (typeof part === 'string' ? { kind: 'literal', value: part } : part),
  );
  return parts.reduceRight<Expression>(
    (rest, part) => ({ kind: 'operator', operator: '||', left: rest, right: part }),
    { kind: 'literal', value: true },
  );
}

/** When a job runs; undefined where that cannot be known from the file. */
export interface Runs {
  /** When everything that it needs succeeded. */
  afterSuccess: boolean | undefined;
  /** When a job that it needs failed or was skipped. For a job without needs as after success. */
  afterFailure: boolean | undefined;
  /** When the run was cancelled. */
  afterCancel: boolean | undefined;
  /** Its condition lets it run, or may, when something failed, and not, or perhaps not, when the run was cancelled. */
  onlyCancelStops: boolean;
}

const situations = {
  afterSuccess: { success: true, failure: false, cancelled: false },
  // A needed job that was skipped is no failure, so that failure() can be either.
  afterFailure: { success: false, failure: undefined, cancelled: false },
  afterCancel: { success: false, failure: false, cancelled: true },
} as const satisfies Readonly<Record<string, Status>>;

/**
 * When a job runs. `scopes` gives what expressions see after everything succeeded, and otherwise. A condition that cannot
 * be read makes everything unknown.
 */
export function runsOf(
  text: string | undefined,
  hasNeeds: boolean,
  scopes: { success: Scope; otherwise: Scope },
): Runs {
  const parsed = parseCondition(text ?? '');
  if (!parsed.ok)
    return { afterSuccess: undefined, afterFailure: undefined, afterCancel: undefined, onlyCancelStops: false };
  const when = (situation: keyof typeof situations, scope: Scope): boolean | undefined =>
    truth(parsed.condition, { ...scope, status: situations[situation] });
  const afterSuccess = when('afterSuccess', scopes.success);
  const failed = when('afterFailure', scopes.otherwise);
  const afterCancel = when('afterCancel', scopes.otherwise);
  return {
    afterSuccess,
    afterFailure: hasNeeds ? failed : afterSuccess,
    afterCancel,
    onlyCancelStops: failed !== false && afterCancel !== true,
  };
}
