import type { Missing } from '../core/ports.ts';

/** The answer for a file over the cap. */
export function tooLarge(path: string, maxBytes: number): Missing {
  return { found: false, path, reason: 'too-large', message: `has more than the ${maxBytes} bytes that are read` };
}
