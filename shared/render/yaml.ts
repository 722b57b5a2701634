import { isObject, type Json } from '../core/json.ts';

/*
 * Plain data as YAML, as people write it: what fits on a line stands on one line.
 */

const width = 110;

/** The lines of a mapping or list at an indent; each ends without white space, and holds printable ASCII alone. */
export function yamlLines(value: Json, indent = 0): string[] {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value) && value.length > 0) {
    return value.flatMap((item) => {
      const short = flow(item);
      if (!isObject(item) || Object.keys(item).length === 0 || (isFlat(item) && indent + 2 + short.length <= width))
        return [`${pad}- ${short}`];
      const [first = '', ...rest] = yamlLines(item, indent + 2);
      return [`${pad}- ${first.trimStart()}`, ...rest];
    });
  }
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.entries(value as Record<string, Json>).flatMap(([key, inner]) => {
      const short = flow(inner);
      const head = `${pad}${scalar(key)}:`;
      const oneLine = !isDeep(inner) || Object.keys(inner as object).length === 0;
      if (oneLine || (isFlat(inner) && head.length + 1 + short.length <= width)) return [`${head} ${short}`];
      return [head, ...yamlLines(inner, indent + 2)];
    });
  }
  return [`${pad}${flow(value)}`];
}

function isDeep(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** Holds no mapping or list, or nothing but lists of plain values. */
function isFlat(value: Json): boolean {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [];
  return members.every((member) => !isDeep(member) || (Array.isArray(member) && !member.some(isDeep)));
}

function flow(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.entries(value as Record<string, Json>).map(
      ([key, inner]) => `${scalar(key)}: ${flow(inner)}`,
    );
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  return typeof value === 'string' ? scalar(value) : JSON.stringify(value);
}

const plain = /^[A-Za-z/.][A-Za-z0-9_./ -]*$/;
/** What YAML of one version or another takes for something else than text. */
const other = /^(?:true|false|yes|no|on|off|y|n|null|\.nan|\.inf|\.?\d.*)$/i;

/** A text as YAML reads it back: plain where nothing can be mistaken, else in double quotes with everything escaped but ASCII. */
function scalar(text: string): string {
  if (plain.test(text) && !other.test(text) && !text.endsWith(' ') && !/^[.]+$/.test(text)) return text;
  const quoted = JSON.stringify(text);
  return quoted.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
