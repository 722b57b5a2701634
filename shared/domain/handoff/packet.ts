import { codeSpan, escapeMarkdown, tableLines } from '../../core/markdown-text.ts';
import { oneLine } from '../../core/sanitise.ts';
import { shellWord } from '../../core/shell-word.ts';
import type { Baseline, Handoff, Previous } from './payload.ts';

/** The packet that people read, from the payload with that digest: the same payload gives the same bytes. */
export function packetText(payload: Handoff, digest: string): string {
  const { baseline, active, previous, packet, verification, impact, impactFrom, rollback, changelog } = payload;
  const parts: string[][] = [
    [`# ${plain(`Handoff of ${payload.producer} ${baseline.tag}`)}`],
    [
      `- Mode: ${plain(payload.mode)}`,
      `- Read at commit: ${code(payload.commit)}`,
      `- Generated at: ${plain(payload.generatedAt)}`,
      `- Payload (SHA-256): ${code(digest)}`,
    ],
    ['## Intent'],
    quoted(packet.intent),
    ['## Baseline'],
    tableLines(
      ['Baseline', 'Tag', 'Commit', 'Versions', 'Manifest', 'SHA-256 of the manifest'],
      [
        row('Handed over', baseline),
        ...(active === undefined ? [] : [row('In force', active)]),
        ...(previous === null ? [] : [row('Before', previous)]),
      ],
    ),
    ...(previous === null ? [['This is the first release.']] : []),
    ['## Gates'],
    tableLines(
      ['Verification', 'Asked for', 'Status', 'Tests', 'Measured at', 'Log (SHA-256)'],
      verification.results.map(({ id, title, required, status, executed, measuredAt, log }) => [
        plain(title ?? id),
        required ? 'yes' : 'no',
        plain(status),
        executed === undefined ? '' : String(executed),
        plain(measuredAt),
        log === undefined ? '' : code(log),
      ]),
    ),
    ['## Evidence'],
    tableLines(
      ['File', 'SHA-256'],
      [
        ...verification.reports.map((sha256) => ['report of the control verification', code(sha256)]),
        ...(impactFrom.path === changelog.path ? [changelog] : [changelog, impactFrom]).map(({ path, sha256 }) => [
          plain(path),
          code(sha256),
        ]),
        ...packet.evidence.map(({ path, sha256 }) => [plain(path), code(sha256)]),
      ],
    ),
    ['## Contract'],
    [`Error codes: ${payload.errorCodes.map(code).join(', ') || 'none'}`],
    ...(payload.envelope === undefined ? [] : [envelopeLines(payload.envelope)]),
    ...(payload.terms === undefined
      ? []
      : [Object.entries(payload.terms).map(([name, value]) => `- ${plain(name)}: ${code(JSON.stringify(value))}`)]),
    ['## Consumer impact'],
    Object.entries(impact).map(([label, answer]) => `- ${plain(label)}: ${plain(answer)}`),
    [`## ${plain(`Changelog: ${changelog.heading}`)}`],
    quoted(changelog.text),
    ['## Ownership and escalation'],
    tableLines(
      ['Responsibility', 'Owner', 'Escalation'],
      packet.owners.map(({ responsibility, owner, escalation }) => [responsibility, owner, escalation].map(plain)),
    ),
    ['## Open risks'],
    packet.risks.map((risk) => `- ${plain(risk)}`),
    ['## Rollback'],
    [
      rollback.to === null
        ? 'There is no release to go back to.'
        : `Back to ${plain(rollback.to.tag)}, commit ${code(rollback.to.commit)}:`,
    ],
    rollback.steps.map((step, index) => `${index + 1}. ${plain(step)}`),
    ['## Operator commands'],
    ...packet.commands.flatMap(({ what, run }, index) => [
      [`${index + 1}. ${plain(what)}`],
      [`    ${code(run.map(shellWord).join(' '))}`],
    ]),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function row(name: string, { tag, commit, versions, manifest }: Baseline | Previous): string[] {
  const said = Object.entries(versions).map(([id, version]) => `${plain(id)} ${plain(version)}`);
  return [
    name,
    plain(tag),
    code(commit),
    said.join(', '),
    plain(manifest?.path ?? ''),
    manifest === undefined ? '' : code(manifest.sha256),
  ];
}

function envelopeLines({ version, failure, success }: NonNullable<Handoff['envelope']>): string[] {
  const kinds = [
    ['failed answers', failure],
    ['successful answers', success],
  ] as const;
  return kinds.flatMap(([kind, fields]) =>
    fields === undefined
      ? []
      : (['requires', 'optional', 'forbids'] as const).flatMap((demand) =>
          fields[demand].length === 0
            ? []
            : [`- ${plain(version)}, ${kind}, ${demand}: ${fields[demand].map(code).join(', ')}`],
        ),
  );
}

/** One line that shows just its characters. */
function plain(text: string): string {
  return escapeMarkdown(oneLine(text));
}

/** The same as code; in cells of tables only what has no pipe. */
function code(text: string): string {
  const inner = oneLine(text);
  return inner === '' ? '(empty)' : codeSpan(inner);
}

/** A text of several lines, as a quotation of just its characters. */
function quoted(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => (line.trim() === '' ? '>' : `> ${plain(line)}`));
}
