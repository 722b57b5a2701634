import { type AnyControl, askingLists } from '../core/control.ts';

/**
 * By control, the part of a configuration with which documents show it: the first section of its name in a YAML block of these texts, else
 * the first list that asks for it, with its lines as they stand there. A control that is shown nowhere has none.
 */
export function examplesIn(texts: readonly string[], controls: readonly AnyControl[]): Record<string, string> {
  const blocks = texts.flatMap((text) =>
    [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block),
  );
  const found = controls.flatMap((control) => {
    const [example] = [control.name, ...askingLists(control)].flatMap((key) =>
      blocks.flatMap((block) => partOf(block, key)),
    );
    return example === undefined ? [] : [[control.name, example] as const];
  });
  return Object.fromEntries(found);
}

/** The lines of a key of the first level; nothing where it holds nothing below it. */
function partOf(block: string, key: string): string[] {
  const lines = block.split('\n');
  const from = lines.findIndex((line) => line.replace(/\s+#.*$/, '') === `${key}:`);
  if (from < 0) return [];
  const length = lines.slice(from + 1).findIndex((line) => !line.startsWith(' '));
  return [`${lines.slice(from, from + 1 + length).join('\n')}\n`];
}
