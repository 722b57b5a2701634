import type { Position } from '../../core/location.ts';

/** What the bodies of answers must, may and must not have. Fields are JSON Pointers into the body: `/error/code`. */
export interface EnvelopeFields {
  requires: readonly string[];
  optional: readonly string[];
  forbids: readonly string[];
}

/** The envelope of one contract version: of failed answers (not 2XX), and of successful ones where that is asked. */
export interface EnvelopePolicy {
  version: string;
  failure: EnvelopeFields;
  success?: EnvelopeFields | undefined;
}

/**
 * Whether a body keeps one demand of the policy. `unknown`: the schema allows both, or says it in a way that is not understood;
 * `because` says why it does not hold or is not known, as a clause without a full stop.
 */
export interface EnvelopeFinding {
  demand: 'requires' | 'optional' | 'forbids';
  field: string;
  holds: true | false | 'unknown';
  because: string | undefined;
  pointer: string;
  position: Position | undefined;
}

/** A body that was held against the policy, and where it stands. */
export interface HeldEnvelope {
  /** `POST /v1/things 404 application/json`, `body` for a schema or a sample. */
  name: string;
  findings: EnvelopeFinding[];
}

/** Each field with what is demanded of it, in the order of the policy. */
export function demands(fields: EnvelopeFields): [demand: EnvelopeFinding['demand'], field: string][] {
  return (['requires', 'optional', 'forbids'] as const).flatMap((demand) =>
    fields[demand].map((field): [EnvelopeFinding['demand'], string] => [demand, field]),
  );
}

/** What is wrong with a list of fields: not a pointer, named twice, or required inside what is forbidden. */
export function envelopeProblems(fields: EnvelopeFields): string[] {
  const all = demands(fields);
  const problems = all
    .filter(([, field]) => !/^(?:\/(?:[^~/]|~[01])+)+$/.test(field))
    .map(([demand, field]) => `${demand} ${JSON.stringify(field)} is no JSON Pointer to a field`);
  for (const [index, [demand, field]] of all.entries()) {
    const other = all.slice(0, index).find(([, earlier]) => earlier === field);
    if (other !== undefined) problems.push(`${field} is named by ${other[0]} and by ${demand}`);
    const outer = fields.forbids.find((each) => demand === 'requires' && field.startsWith(`${each}/`));
    if (outer !== undefined) problems.push(`${field} is required, but ${outer} is forbidden`);
  }
  return problems;
}
