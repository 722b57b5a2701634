import type { Evidence } from '../../shared/domain/claim/evidence.ts';
import type { JudgeMeasure } from '../../shared/domain/claim/measure.ts';
import type { Verdict } from '../../shared/domain/verdict/verdict.ts';
import type { LoadDocument } from './documents.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import type { LastTouched } from './touched.ts';

/** What the sources of a run share. */
export interface Around {
  /** Documents of the base. */
  base: LoadDocument;
  files: EvidenceFiles;
  measure: JudgeMeasure;
  touched: LastTouched;
  /** The evidence of all sources, and the sources of copies, by the path of their document. */
  rests: ReadonlyMap<string, readonly Evidence[]>;
  /** What the documents of sources say of themselves, by their path. */
  words: ReadonlyMap<string, Verdict>;
}
