import type { Position } from '../core/location.ts';

/** What may show a reader something else than what is read. `message` is a clause that continues "the document …". */
export interface HiddenPart {
  message: string;
  position: Position;
}

/**
 * The opaque parts of a document, or of a section of it (`opaqueUnder`), as problems; `where` says for people where they stand:
 * `beside it`, `under "Gates"`.
 */
export function hiddenParts(opaque: readonly { position: Position }[], where?: string): HiddenPart[] {
  const message = `has HTML, an image, a reference or a quotation${where === undefined ? '' : ` ${where}`}, so that a reader may see something else`;
  return opaque.map(({ position }) => ({ message, position }));
}
