import type { Scope } from '../workflow/expression.ts';
import type { Value } from '../workflow/expression-value.ts';
import { expandMatrix, type Leg } from '../workflow/matrix.ts';
import { hasExpression, type ParsedTemplate, parseTemplate, type Rendered, render } from '../workflow/template.ts';
import type { Job } from '../workflow/workflow.ts';
import { type CheckName, certain, cut, isTooLong } from './check-name.ts';

/** One job that a job of a workflow file becomes, with its own part of the name and what expressions in it see. */
export interface NamedLeg {
  name: CheckName;
  /** For the workflow that the job calls; that of a job that calls none is not of use. */
  scope: Scope;
  /** The name before the runner cut it, when it did. */
  uncut?: string | undefined;
}

/**
 * The jobs that a job becomes, by the algorithm of the runner: a name without expressions (or the id) gets the values of
 * the matrix behind it and is cut; a name with expressions is evaluated for each job of the matrix, and gets nothing.
 */
export function namedLegs(job: Job, scope: Scope): NamedLeg[] {
  const written = job.name?.value ?? job.id;
  const plain = !hasExpression(written);
  const base = plain ? written : job.id;
  const parsed = plain ? undefined : parseTemplate(written);
  const nameIn = (inner: Scope, otherwise: CheckName): CheckName =>
    parsed === undefined ? otherwise : evaluated(parsed, inner, otherwise);
  const expanded = job.matrix === undefined ? undefined : expandMatrix(job.matrix.value, scope);
  if (expanded !== undefined && expanded.kind !== 'legs') {
    const unknown =
      expanded.kind === 'unknown' ? expanded.unknown : expanded.messages.map((why) => `a matrix that ${why}`);
    const missing: Value = { unknown: unknown[0] ?? 'the matrix' };
    const inner = withContexts(scope, missing, undefined);
    const any = { alternatives: [[cut(base)], [`${base} (`, ')'], [`${base} (`.slice(0, 97), '...']], unknown };
    return [{ name: nameIn(inner, any), scope: inner }];
  }
  // Without any job left, GitHub makes one as if there were no matrix.
  const legs: readonly (Leg | undefined)[] = expanded?.legs.length ? expanded.legs : [undefined];
  // Nothing is called: one scope for all legs, in which only the matrix and the place change, is enough for their names.
  const shared = plain || job.uses !== undefined ? undefined : new Map(scope.contexts);
  const needsPlace = job.uses !== undefined || /strategy/i.test(written);
  return legs.map((leg, index) => {
    const full = leg === undefined || leg.shown.length === 0 ? base : `${base} (${leg.shown.join(', ')})`;
    const uncut = plain && isTooLong(full) ? { uncut: full } : {};
    if (plain && job.uses === undefined) return { name: certain(cut(full)), scope, ...uncut };
    const place = needsPlace ? { index, total: legs.length } : undefined;
    const inner = withContexts(scope, leg?.values ?? null, place, shared);
    const name = nameIn(inner, certain(cut(full)));
    return { name, scope: shared === undefined ? inner : scope, ...uncut };
  });
}

function withContexts(
  scope: Scope,
  matrix: Value,
  place: { index: number; total: number } | undefined,
  contexts: Map<string, Value> = new Map(scope.contexts),
): Scope {
  contexts.set('matrix', matrix);
  contexts.set('strategy', place === undefined ? { unknown: 'strategy' } : strategyOf(place));
  return { ...scope, contexts };
}

function strategyOf({ index, total }: { index: number; total: number }): Value {
  return new Map<string, Value>([
    ['job-index', index],
    ['job-total', total],
    ['fail-fast', { unknown: 'strategy.fail-fast' }],
    ['max-parallel', { unknown: 'strategy.max-parallel' }],
  ]);
}

/** A name with expressions. One that comes out empty is as if there were none. */
function evaluated(parsed: ParsedTemplate, scope: Scope, otherwise: CheckName): CheckName {
  if (!parsed.ok) return { alternatives: [['', '']], unknown: [`a name that ${parsed.message}`] };
  const rendered = render(parsed.template, scope);
  if (rendered.unknown.length > 0) return { alternatives: [rendered.pieces], unknown: rendered.unknown };
  return evaluatedName(rendered, otherwise);
}

function evaluatedName({ pieces }: Rendered, otherwise: CheckName): CheckName {
  const [name = ''] = pieces;
  if (name === '') return otherwise;
  if (!isTooLong(name)) return certain(name);
  // Whether GitHub cuts a name that it did not build is not documented.
  return { alternatives: [[name], [cut(name)]], unknown: [`how a name of ${name.length} characters is cut`] };
}
