import { parsePointer } from './pointer.ts';
import { z } from './zod.ts';

/** A JSON Pointer to a value inside of a document, in the configuration. */
export const Pointer = z
  .string()
  .refine((text) => text !== '' && parsePointer(text) !== undefined, 'expected a JSON Pointer such as /release_tag')
  .meta({ description: 'JSON Pointer (RFC 6901).' });
