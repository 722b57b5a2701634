import { logLine, redact } from '../core/sanitise.ts';

const ansi = { bold: 1, red: 31, green: 32, yellow: 33, dim: 2 } as const;
export type Paint = (style: keyof typeof ansi, text: string) => string;

/** Colours text, or leaves it as it is. */
export function painter(color: boolean): Paint {
  return (style, text) => (color ? `\u001b[${ansi[style]}m${text}\u001b[0m` : text);
}

/** Also at the start of a line nothing that a runner would obey: the command line is used in workflow steps too. */
export function safe(text: string): string {
  return logLine(redact(text).text);
}
