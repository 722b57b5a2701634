/** A full commit id: 40 or, in repositories with SHA-256, 64 lower-case hexadecimal digits. */
export const commitIdForm = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** A SHA-256 as it is written: 64 lower-case hexadecimal digits. */
export const sha256Form = /^[0-9a-f]{64}$/;

export function isCommitId(text: string): boolean {
  return commitIdForm.test(text);
}

export function isSha256(text: string): boolean {
  return sha256Form.test(text);
}
