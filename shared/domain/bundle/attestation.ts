import { z } from '../../core/zod.ts';
import { parseJson } from '../../parse/json.ts';
import { decodeText } from '../../parse/text.ts';

/*
 * What `gh attestation verify --format json` prints, by its source: an array with one entry for each attestation that it
 * verified, `attestation` and `verificationResult`. Only what is needed here is read; the names are those of sigstore-go's verification result
 * and certificate summary, whose extensions are flat beside `subjectAlternativeName`.
 */

const EntrySchema = z.object({
  verificationResult: z.object({
    statement: z.object({
      subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })).min(1),
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
  /** The digests of what may be signed: of the archive and of its manifest. */
  digests: ReadonlySet<string>;
  host: string;
  repository: string;
  commit: string | undefined;
  signs(signer: string): boolean;
}

/** Why what gh printed shows no signature of this bundle; undefined when one of its entries does. */
export function attestationProblem(content: Uint8Array, wanted: WantedSignature): string | undefined {
  const decoded = decodeText(content);
  if (!decoded.ok) return decoded.message;
  const parsed = parseJson(decoded.text);
  if (!parsed.ok) return `is no JSON: ${parsed.message}`;
  const entries = z.array(EntrySchema).safeParse(parsed.document.value);
  if (!entries.success) return 'is not what gh attestation verify --format json prints';
  if (entries.data.length === 0) return 'has no attestation';
  const problems = entries.data.map((entry) => problemOf(entry, wanted));
  return problems.includes(undefined) ? undefined : problems[0];
}

function problemOf({ verificationResult }: z.infer<typeof EntrySchema>, wanted: WantedSignature): string | undefined {
  const { statement, signature } = verificationResult;
  const { issuer, buildSignerURI, sourceRepositoryURI, sourceRepositoryDigest } = signature.certificate;
  if (!statement.subject.some(({ digest }) => wanted.digests.has(digest['sha256'] ?? '')))
    return 'is about other bytes than this bundle';
  if (issuer !== `https://token.actions.${wanted.host === 'github.com' ? 'githubusercontent.com' : wanted.host}`)
    return `was signed with an identity of ${issuer}`;
  if (sourceRepositoryURI.toLowerCase() !== `https://${wanted.host}/${wanted.repository}`.toLowerCase())
    return `is of ${sourceRepositoryURI}, expected ${wanted.repository}`;
  const signer = buildSignerURI.replace(/^https:\/\//, '');
  if (!wanted.signs(signer)) return `was signed by ${signer}, which is not among the signers`;
  if (wanted.commit !== undefined && sourceRepositoryDigest !== wanted.commit)
    return `is of the commit ${sourceRepositoryDigest}, expected ${wanted.commit}`;
  return undefined;
}
