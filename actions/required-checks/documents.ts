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

/** Reads the documents that list required checks from the policy's tree, and judges each by itself. */
export async function documentsOf(ctx: Ctx): Promise<Documents> {
  const { documents } = ctx.inputs;
  if (documents.length === 0) ctx.notApplicable('document-readable', {}, 'the configuration names no document');
  const declarations: Declaration[] = [];
  let unread: Because | undefined;
  for (const document of documents) {
    const { path, complete } = document;
    const read = await readDocument(ctx, document);
    if ('because' in read) {
      ctx.unverified('document-readable', { about: [path] }, read.because, { path });
      unread ??= read.because;
    } else if (read.ok) {
      ctx.passed('document-readable', { about: [path] }, { path });
      declarations.push({ document: path, complete, checks: read.checks });
    } else {
      for (const told of numbered(path, read.problems)) ctx.failed('document-readable', told.fact, told.at);
      unread ??= {
        code: 'NO_DATA',
        message: `${path} could not be read, as other results say`,
        needs: `a ${path} that can be read`,
      };
    }
  }
  return { declarations, unread };
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
