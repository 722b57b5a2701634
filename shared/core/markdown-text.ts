/** One line of text, escaped; a word joiner breaks what GitHub would link although its characters are escaped. */
export function escapeMarkdown(line: string): string {
  // Letters and spaces, with no address in them, are what most texts are.
  if (/^[A-Za-z ,;]*$/.test(line)) return line;
  return (
    line
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[\\`*_{}[\]()#+!|~$-]/g, '\\$&')
      .replace(/@(?=\S)/g, '@\u2060')
      .replace(/(#|\bGH\\-)(?=\d)/gi, '$1\u2060')
      .replace(/(https?|ftp)(?=:\/\/)/gi, '$1\u2060')
      .replace(/www(?=\.)/gi, '$&\u2060')
      // A number with a point is no mark of a list.
      .replace(/^(\d+)(?=\.(?: |$))/, '$1\u2060')
  );
}
