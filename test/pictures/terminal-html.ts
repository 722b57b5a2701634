const classes: Readonly<Record<string, string>> = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow' };
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** What a command printed, as HTML: the few styles that the suite uses as classes, everything else as text. */
export function terminalHtml(text: string): string {
  const parts = text.trimEnd().split(/\u001b\[(\d+)m/);
  let html = '';
  let opened = false;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      html += part.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
      continue;
    }
    const name = classes[part];
    if (name === undefined && part !== '0') throw new Error(`the style ${part} has no class here`);
    html += `${opened ? '</span>' : ''}${name === undefined ? '' : `<span class="${name}">`}`;
    opened = name !== undefined;
  }
  return html;
}
