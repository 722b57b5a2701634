/** One word for a POSIX shell, whatever is in it. */
export function shellWord(text: string): string {
  // A word that begins with an equals sign is replaced by zsh.
  return /^(?!=)[A-Za-z0-9_./%:@=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
