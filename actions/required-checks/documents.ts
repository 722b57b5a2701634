import type { Because } from '../../shared/core/errors.ts';
import { readPolicyFile } from '../../shared/domain/policy-file/policy-file.ts';
import { type ReadDeclaration, readJsonDeclaration } from '../../shared/domain/required-checks/declaration.ts';
import type { Declaration } from '../../shared/domain/required-checks/facts.ts';
import type { Ctx, DeclaredDocument } from './definition.ts';

export interface Documents {
  declarations: readonly Declaration[];
  /** Why not every document was read; other results say more. */
  unread: Because | undefined;
}

/** One document that was read, or why it declares nothing. */
export type OneDocument = { declaration: Declaration } | { unread: Because };

/** Reads documents that list required checks from the policy's tree, and judges each by itself; each once, in their order. */
export async function readDocuments(ctx: Ctx, documents: readonly DeclaredDocument[]): Promise<OneDocument[]> {
  if (documents.length === 0) ctx.notApplicable('document-readable', {}, 'the configuration names no document');
  const found: OneDocument[] = [];
  for (const document of documents) {
    const { path, complete } = document;
    const read = await readDocument(ctx, document);
    if ('because' in read) {
      ctx.unverified('document-readable', { about: [path] }, read.because, { path });
      found.push({ unread: read.because });
    } else if (read.ok) {
      ctx.passed('document-readable', { about: [path] }, { path });
      found.push({ declaration: { document: path, complete, checks: read.checks } });
    } else {
      for (const told of numbered(path, read.problems)) ctx.failed('document-readable', told.fact, told.at);
      const message = `${path} could not be read, as other results say`;
      found.push({ unread: { code: 'NO_DATA', message, needs: `a ${path} that can be read` } });
    }
  }
  return found;
}

export function documentsOf(read: readonly OneDocument[]): Documents {
  return {
    declarations: read.flatMap((one) => ('declaration' in one ? [one.declaration] : [])),
    unread: read.flatMap((one) => ('unread' in one ? [one.unread] : []))[0],
  };
}

/** Several problems of one document, each with a number of its own. */
function numbered(path: string, problems: Extract<ReadDeclaration, { ok: false }>['problems']) {
  return problems.map(({ message, at }, index) => ({
    fact: {
      about: index === 0 ? [path] : [path, String(index + 1)],
      message: `${path} ${message}`,
      expected: 'a list of required checks',
      actual: message,
      fix: `repair ${path}, or correct its entry under required-checks: documents`,
    },
    at,
  }));
}

async function readDocument(
  ctx: Ctx,
  { path, list, table, column }: DeclaredDocument,
): Promise<ReadDeclaration | { because: Because }> {
  const file = await readPolicyFile(ctx, path);
  if (!file.ok) return file;
  if (list === undefined && table === undefined) return readJsonDeclaration(path, file.text);
  const markdown = await import('../../shared/domain/required-checks/markdown-declaration.ts');
  return table === undefined
    ? markdown.readMarkdownDeclaration(path, file.text, list ?? '')
    : markdown.readTableDeclaration(path, file.text, table, column ?? '');
}
