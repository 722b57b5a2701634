import { parsePointer } from '../../core/pointer.ts';
import {
  demands,
  type EnvelopeFields,
  type EnvelopeFinding,
  type EnvelopePolicy,
  type HeldEnvelope,
} from './envelope.ts';
import { mayBeJson } from './media-type.ts';
import type { Schema, SchemaLink } from './schema.ts';
import type { OpenApiSurface, Surface } from './surface.ts';

/**
 * What a schema says of a field: whether each body must have it and whether one may. `named`: it is written down. Undefined
 * where it cannot be told.
 */
interface FieldFact {
  must: boolean | undefined;
  may: boolean | undefined;
  named: boolean;
  pointer: string;
}

const choices = [
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'patternProperties',
  'dependentSchemas',
  'propertyNames',
];

/** A schema of bodies held against the fields that are asked, one finding for each. */
export function schemaFindings(surface: Surface, link: SchemaLink, fields: EnvelopeFields): EnvelopeFinding[] {
  return demands(fields).map(([demand, field]) => {
    const fact = factOf(surface, link, parsePointer(field) ?? []);
    const { document } = surface;
    const position = document.keyAt(fact.pointer) ?? document.near(fact.pointer);
    return { demand, field, ...judged(demand, field, fact), pointer: fact.pointer, position };
  });
}

function judged(
  demand: EnvelopeFinding['demand'],
  field: string,
  { must, may, named }: FieldFact,
): Pick<EnvelopeFinding, 'holds' | 'because'> {
  const no = (because: string) => ({ holds: false, because }) as const;
  const unknown = (because: string) => ({ holds: 'unknown', because }) as const;
  const untold = `says in a way that is not understood whether there is ${field}`;
  switch (demand) {
    case 'requires':
      if (must === true && may !== false) return { holds: true, because: undefined };
      if (may === false) return no(`does not allow ${field}, which is required`);
      if (must === undefined) return unknown(untold);
      return no(named ? `has ${field}, but does not require it` : `has no ${field}, which is required`);
    case 'optional':
      if (may === false) return no(`does not allow ${field}, which is optional`);
      if (must === true) return no(`requires ${field}, which is optional`);
      return must === undefined || may === undefined ? unknown(untold) : { holds: true, because: undefined };
    case 'forbids':
      if (may === false) return { holds: true, because: undefined };
      if (named || must === true) return no(`has ${field}, which is forbidden`);
      return unknown(
        may === undefined ? untold : `does not name ${field}, but allows it: additionalProperties is not false`,
      );
  }
}

function factOf(surface: Surface, link: SchemaLink, tokens: readonly string[]): FieldFact {
  let links = [link];
  let fact: FieldFact = { must: true, may: true, named: true, pointer: link.target ?? link.pointer };
  for (const token of tokens) {
    const found = memberOf(surface, links, token);
    fact = {
      must: both(fact.must, found.must),
      may: both(fact.may, found.may),
      named: fact.named && found.links.length > 0,
      pointer: found.links[0]?.pointer ?? (fact.named ? (found.around ?? fact.pointer) : fact.pointer),
    };
    links = found.links;
  }
  return fact;
}

/** False as soon as one is false, else undefined as soon as one is not known. */
function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

interface MemberFact {
  must: boolean | undefined;
  may: boolean | undefined;
  /** The schemas of the member, that hold all together. */
  links: SchemaLink[];
  around: string | undefined;
}

/** What schemas that hold all together say of a member. */
function memberOf(surface: Surface, links: readonly SchemaLink[], token: string): MemberFact {
  const { schemas, known } = branches(surface, links);
  const member: MemberFact = { must: false, may: true, links: [], around: schemas[0]?.pointer };
  let object = false;
  for (const schema of schemas) {
    const own = schema.properties.get(token);
    if (own !== undefined) member.links.push(own);
    else if (schema.additional === 'none') member.may = false;
    const target = own?.target === undefined ? undefined : surface.schemas.get(own.target);
    if (target?.types?.length === 0) member.may = false;
    // What is no object need not have any fields, however many are required of objects.
    if (schema.types?.length === 1 && schema.types[0] === 'object') object = true;
    if (schema.required.includes(token)) member.must = true;
  }
  if (member.must === true && !object) member.must = undefined;
  // Something that is not understood could require it or exclude it; it cannot take back what another part says.
  if (!known && member.must === false) member.must = undefined;
  if (!known && member.may === true) member.may = undefined;
  return member;
}

/** The schemas that links lead to, with those that hold beside them; `known`: none of them says more than is understood. */
function branches(surface: Surface, links: readonly SchemaLink[]): { schemas: Schema[]; known: boolean } {
  const found = new Map<string, Schema>();
  let known = links.length > 0;
  const pending = [...links];
  for (let link = pending.pop(); link !== undefined; link = pending.pop()) {
    const schema = link.target === undefined ? undefined : surface.schemas.get(link.target);
    if (schema === undefined) known = false;
    else if (!found.has(schema.pointer)) {
      found.set(schema.pointer, schema);
      pending.push(...schema.allOf);
      if (choices.some((keyword) => schema.opaque.has(keyword))) known = false;
    }
  }
  return { schemas: [...found.values()], known };
}

/**
 * Every JSON body of an OpenAPI document held against the policy: those of 2XX by `success`, of all other answers by `failure`. A
 * body without a schema keeps nothing for certain. Answers without a body are not held; 1XX and 3XX only when they have one.
 */
export function openApiEnvelopes(surface: OpenApiSurface, policy: EnvelopePolicy): HeldEnvelope[] {
  const held: HeldEnvelope[] = [];
  for (const [name, { responses }] of surface.operations) {
    for (const [status, response] of responses) {
      const fields = status.startsWith('2') ? policy.success : policy.failure;
      if (fields === undefined) continue;
      for (const [type, media] of response.content) {
        if (!mayBeJson(type)) continue;
        const findings =
          media.schema === undefined
            ? demands(fields).map(
                ([demand, field]): EnvelopeFinding => ({
                  demand,
                  field,
                  holds: 'unknown',
                  because: 'has no schema',
                  pointer: media.pointer,
                  position: surface.document.near(media.pointer),
                }),
              )
            : schemaFindings(surface, media.schema, fields);
        held.push({ name: `${name} ${status} ${type}`, findings });
      }
    }
  }
  return held;
}
