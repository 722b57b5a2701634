import { isObject } from '../../core/json.ts';
import { z } from '../../core/zod.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';
import { type AgainstStatement, predicateProblem, type Stated } from './statement.ts';

/*
 * What `gh attestation verify --format json` prints, by its source: an array with one entry for each attestation that it
 * verified, `attestation` and `verificationResult`. Only what is needed here is read; the names are those of sigstore-go's verification result
 * and certificate summary, whose extensions are flat beside `subjectAlternativeName`.
 */

const EntrySchema = z.object({
  verificationResult: z.object({
    statement: z.object({
      subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).min(1),
      predicateType: z.string(),
      predicate: z.unknown(),
    }),
    signature: z.object({
      certificate: z.object({
        issuer: z.string(),
        buildSignerURI: z.string(),
        sourceRepositoryURI: z.string(),
        sourceRepositoryDigest: z.string(),
      }),
    }),
  }),
});

export interface WantedSignature {
  /** What may be signed, by its digest: the archive and its list; and what a signed statement of ours must agree with. */
  stated: Stated;
  host: string;
  repository: string;
  signs(signer: string): boolean;
}

/** The commit whose workflow run signed, or why what gh printed shows no signature of this bundle: a clause. */
export type Signed = { ok: true; commit: string } | ({ ok: false } & AgainstStatement);

/** Finds the signature of a bundle in what gh printed. Of those that are its own none may say that it did not pass. */
export function signatureIn(content: Uint8Array, wanted: WantedSignature): Signed {
  const against = (message: string): Signed => ({ ok: false, message });
  const decoded = decodeText(content);
  if (!decoded.ok) return decoded;
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return against(`is no JSON: ${parsed.message}`);
  const [twice] = parsed.document.duplicates;
  if (twice !== undefined) return against(`has the key ${twice.pointer} twice`);
  const entries = z.array(EntrySchema).safeParse(parsed.document.value);
  if (!entries.success) return against('is not what gh attestation verify --format json prints');
  const problems = entries.data.map((entry) => ({ entry, problem: problemOf(entry, wanted) }));
  const own = problems.filter(({ problem }) => problem === undefined);
  const [first] = own;
  if (first === undefined) return against(problems[0]?.problem ?? 'has no attestation');
  for (const { entry } of own) {
    const { predicateType, predicate } = entry.verificationResult.statement;
    const said = predicateProblem({ predicateType, predicate: isObject(predicate) ? predicate : {} }, wanted.stated);
    if (said !== undefined) return { ok: false, ...said, message: `signs a statement that ${said.message}` };
  }
  return { ok: true, commit: first.entry.verificationResult.signature.certificate.sourceRepositoryDigest };
}

function problemOf({ verificationResult }: z.infer<typeof EntrySchema>, wanted: WantedSignature): string | undefined {
  const { statement, signature } = verificationResult;
  const { issuer, buildSignerURI, sourceRepositoryURI, sourceRepositoryDigest } = signature.certificate;
  if (!statement.subject.some(({ digest }) => wanted.stated.digests.has(digest['sha256'] ?? '')))
    return 'is about other bytes than this bundle';
  if (issuer !== `https://token.actions.${wanted.host === 'github.com' ? 'githubusercontent.com' : wanted.host}`)
    return `was signed with an identity of ${issuer}`;
  if (sourceRepositoryURI.toLowerCase() !== `https://${wanted.host}/${wanted.repository}`.toLowerCase())
    return `is of ${sourceRepositoryURI}, expected ${wanted.repository}`;
  const signer = buildSignerURI.replace(/^https:\/\//, '');
  if (!wanted.signs(signer)) return `was signed by ${signer}, which is not among the signers`;
  const { commit } = wanted.stated;
  if (commit !== undefined && sourceRepositoryDigest !== commit)
    return `is of the commit ${sourceRepositoryDigest}, expected ${commit}`;
  return undefined;
}
