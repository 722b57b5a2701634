import { appendJournal, readJournalFile } from '../adapters/journal-file.ts';
import type { AnyControl } from '../core/control.ts';
import { GovernanceError } from '../core/errors.ts';
import type { Journal } from '../core/ports.ts';
import { redactText } from '../render/redact-report.ts';
import { secretsOf } from './conclude.ts';
import type { Host } from './host.ts';
import { earlierFolder } from './report-place.ts';

/** The file `name` in the folder of the reports; without a folder it keeps nothing. */
export function journalBeside(
  control: AnyControl,
  host: Pick<Host, 'kind' | 'cwd' | 'temporary' | 'secret'>,
  { folder, name }: { folder: string | undefined; name: string },
): Journal {
  const secrets = secretsOf(control, host);
  let begun = false;
  return {
    earlier: (from, maxBytes) => readJournalFile(earlierFolder(host, 'resume', from), name, maxBytes),
    async append(text) {
      if (folder === undefined) return;
      try {
        await appendJournal(folder, name, redactText(text, secrets), { anew: !begun });
      } catch (cause) {
        const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
        throw new GovernanceError('BAD_INPUT', `the journal ${name} cannot be written to ${folder} (${code})`, {
          hint: 'Name another folder with report-dir.',
          cause,
        });
      }
      begun = true;
    },
  };
}
