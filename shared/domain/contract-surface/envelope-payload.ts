import type { JsonDocument } from '../../parse/document.ts';
import { demands, type EnvelopeFields, type EnvelopeFinding } from './envelope.ts';

/** A sample body held against the fields that are asked: each must be there, may be, or must not be there even as null. */
export function payloadFindings(document: JsonDocument, fields: EnvelopeFields, at = ''): EnvelopeFinding[] {
  return demands(fields).map(([demand, field]) => {
    const pointer = `${at}${field}`;
    const there = document.get(pointer) !== undefined;
    const holds = demand === 'optional' || there === (demand === 'requires');
    const because = holds
      ? undefined
      : there
        ? `has ${field}, which is forbidden`
        : `has no ${field}, which is required`;
    return { demand, field, holds, because, pointer, position: document.keyAt(pointer) ?? document.near(pointer) };
  });
}
