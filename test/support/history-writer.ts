import { writeReport } from '../../shared/adapters/report-files.ts';
import { histories } from './history-states.ts';

/* Writes reports with histories into a folder without an end, and says each time when one lies there: it is there to be killed. */

const [, , folder = ''] = process.argv;
for (let round = 0; ; round += 1) {
  const text = histories[round % histories.length] ?? '';
  await writeReport(folder, 'promotion-record', {
    json: JSON.stringify({ round }),
    markdown: `# Round ${round}\n`,
    documents: { 'promotion-record.history.jsonl': new TextEncoder().encode(text) },
    packed: [],
  });
  process.stdout.write('.');
}
