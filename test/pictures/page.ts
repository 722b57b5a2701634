import { githubHtml } from './github-html.ts';
import { terminalHtml } from './terminal-html.ts';

/** What is photographed: a summary, or what a command printed on a terminal of so many columns. */
export type Shown = { kind: 'summary'; markdown: string } | { kind: 'terminal'; text: string; columns: number };

/**
 * The page of a summary or a terminal, in light or dark as the browser prefers: the same text gives the same bytes. It has no
 * script and asks for nothing. `open` opens what is closed until a click.
 */
export function pageOf(shown: Shown, open = false): string {
  const body =
    shown.kind === 'summary'
      ? `<main>\n${githubHtml(shown.markdown, open)}\n</main>`
      : `<pre class="terminal" style="width: ${shown.columns}ch">${terminalHtml(shown.text)}</pre>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${shown.kind}</title>
<style>${style}</style>
${body}
</html>
`;
}

/* Measures and colours as a reader finds them at GitHub; the rules are our own. */
const style = `
:root { color-scheme: light dark; --page: #fff; --ink: #1f2328; --faint: #59636e; --line: #d1d9e0; --stripe: #f6f8fa; --code: #818b981f;
  --bad: #cf222e; --good: #1a7f37; --open: #9a6700; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --ink: #f0f6fc; --faint: #9198a1; --line: #3d444d; --stripe: #151b23;
  --code: #656c7633; --bad: #ff7b72; --good: #3fb950; --open: #d29922; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
main { padding: 24px; max-width: 1280px; overflow-wrap: break-word; }
@media (max-width: 600px) { main { padding: 16px; } }
main > :first-child { margin-top: 0; }
main > :last-child { margin-bottom: 0; }
h1, h2, h3 { margin: 24px 0 16px; font-weight: 600; line-height: 1.25; }
h1, h2 { padding-bottom: .3em; border-bottom: 1px solid var(--line); }
h1 { font-size: 2em; } h2 { font-size: 1.5em; } h3 { font-size: 1.25em; }
p, ul, ol, pre, table, details { margin: 0 0 16px; }
ul, ol { padding-left: 2em; } li + li { margin-top: .25em; }
code { padding: .2em .4em; border-radius: 6px; background: var(--code); font: 85% ui-monospace, "Liberation Mono", monospace; white-space: break-spaces; }
pre { padding: 16px; border-radius: 6px; background: var(--stripe); overflow: auto; font: 85%/1.45 ui-monospace, "Liberation Mono", monospace; }
pre code { padding: 0; background: none; font-size: 100%; white-space: pre; }
table { display: block; width: max-content; max-width: 100%; overflow: auto; border-spacing: 0; border-collapse: collapse; }
th, td { padding: 6px 13px; border: 1px solid var(--line); } th { font-weight: 600; }
tr { background: var(--page); } tbody tr:nth-child(2n) { background: var(--stripe); }
summary { cursor: pointer; }
.terminal { box-sizing: content-box; margin: 0; padding: 16px 20px; border-radius: 0; background: var(--page); white-space: pre;
  font: 14px/1.4 ui-monospace, "Liberation Mono", monospace; }
.bold { font-weight: 700; } .dim { color: var(--faint); } .red { color: var(--bad); } .green { color: var(--good); } .yellow { color: var(--open); }
`;
