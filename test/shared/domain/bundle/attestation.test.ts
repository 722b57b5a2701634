import { describe, expect, test } from '@jest/globals';
import { signatureIn, type WantedSignature } from '../../../../shared/domain/bundle/attestation.ts';

/* What gh prints, as a whole: each case changes one part of it. */

const digest = 'd'.repeat(64);
const commit = 'c'.repeat(40);
const signer = 'github.com/acme/app/.github/workflows/release.yml@refs/heads/main';

const wanted: WantedSignature = {
  stated: { digests: new Set([digest]), commit },
  host: 'github.com',
  repository: 'acme/app',
  signs: (each) => each === signer,
};

/** One verified attestation. `certificate`: what differs in its summary. */
function entry(certificate: object = {}, sha256 = digest): object {
  return {
    attestation: {
      bundle: { mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json', dsseEnvelope: {} },
      bundle_url: '',
      initiator: 'user',
    },
    verificationResult: {
      mediaType: 'application/vnd.dev.sigstore.verificationresult+json;version=0.1',
      signature: {
        certificate: {
          certificateIssuer: 'CN=sigstore-intermediate,O=sigstore.dev',
          subjectAlternativeName: `https://${signer}`,
          issuer: 'https://token.actions.githubusercontent.com',
          githubWorkflowTrigger: 'push',
          githubWorkflowSHA: commit,
          githubWorkflowName: 'release',
          githubWorkflowRepository: 'acme/app',
          githubWorkflowRef: 'refs/heads/main',
          buildSignerURI: `https://${signer}`,
          buildSignerDigest: commit,
          runnerEnvironment: 'github-hosted',
          sourceRepositoryURI: 'https://github.com/acme/app',
          sourceRepositoryDigest: commit,
          sourceRepositoryRef: 'refs/heads/main',
          sourceRepositoryIdentifier: '1',
          sourceRepositoryOwnerURI: 'https://github.com/acme',
          sourceRepositoryOwnerIdentifier: '2',
          buildConfigURI: `https://${signer}`,
          buildConfigDigest: commit,
          buildTrigger: 'push',
          runInvocationURI: 'https://github.com/acme/app/actions/runs/3/attempts/1',
          sourceRepositoryVisibilityAtSigning: 'public',
          ...certificate,
        },
      },
      verifiedTimestamps: [{ type: 'Tlog', uri: 'https://log.example', timestamp: '2026-03-10T11:00:00Z' }],
      verifiedIdentity: { subjectAlternativeName: {}, issuer: {} },
      statement: {
        _type: 'https://in-toto.io/Statement/v1',
        subject: [{ name: 'evidence.zip', digest: { sha256 } }],
        predicateType: 'https://in-toto.io/attestation/test-result/v0.1',
        predicate: { result: 'PASSED' },
      },
    },
  };
}

const signed = (entries: unknown, more: Partial<WantedSignature> = {}): ReturnType<typeof signatureIn> =>
  signatureIn(new TextEncoder().encode(JSON.stringify(entries)), { ...wanted, ...more });

describe('what gh attestation verify prints', () => {
  const anyCommit = { digests: wanted.stated.digests, commit: undefined };
  const tenant = {
    issuer: 'https://token.actions.acme.ghe.com',
    sourceRepositoryURI: 'https://acme.ghe.com/acme/app',
    buildSignerURI: 'https://acme.ghe.com/acme/ci/.github/workflows/sign.yml@refs/tags/v1',
  };
  test.each<[string, unknown, Partial<WantedSignature>]>([
    ['of one attestation', [entry()], {}],
    ['of several, one of which counts', [entry({}, 'e'.repeat(64)), entry()], {}],
    ['of a repository in other letters', [entry({ sourceRepositoryURI: 'https://github.com/Acme/App' })], {}],
    ['of any commit where none is wanted', [entry({ sourceRepositoryDigest: 'e'.repeat(40) })], { stated: anyCommit }],
    [
      'of a reusable workflow on a host of its own',
      [entry(tenant)],
      { host: 'acme.ghe.com', signs: (each) => each === tenant.buildSignerURI.slice('https://'.length) },
    ],
  ])('%s shows a signature', (_name, entries, more) => {
    expect(signed(entries, more)).toMatchObject({ ok: true });
  });

  const shape = 'is not what gh attestation verify --format json prints';
  test.each<[string, unknown, string]>([
    ['nothing', [], 'has no attestation'],
    ['no list', entry(), shape],
    [
      'a signature by a key instead of a certificate',
      [{ verificationResult: { signature: { publicKeyId: 'a' } } }],
      shape,
    ],
    ['other bytes', [entry({}, 'e'.repeat(64))], 'is about other bytes than this bundle'],
    [
      'an identity of an enterprise that names itself in it',
      [entry({ issuer: 'https://token.actions.githubusercontent.com/acme' })],
      'was signed with an identity of https://token.actions.githubusercontent.com/acme',
    ],
    ['an identity of a host', [entry(tenant)], 'was signed with an identity of https://token.actions.acme.ghe.com'],
    [
      'another repository',
      [entry({ sourceRepositoryURI: 'https://github.com/acme/fork' })],
      'is of https://github.com/acme/fork, expected acme/app',
    ],
    [
      'another workflow, whatever its name says',
      [entry({ buildSignerURI: 'https://github.com/acme/app/.github/workflows/ci.yml@refs/heads/main' })],
      'was signed by github.com/acme/app/.github/workflows/ci.yml@refs/heads/main, which is not among the signers',
    ],
    [
      'another commit',
      [entry({ sourceRepositoryDigest: 'e'.repeat(40) })],
      `is of the commit ${'e'.repeat(40)}, expected ${commit}`,
    ],
  ])('%s shows none', (_name, entries, expected) => {
    expect(signed(entries)).toMatchObject({ ok: false, message: expected });
  });
});
