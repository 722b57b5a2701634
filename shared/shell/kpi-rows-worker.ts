import { serveBlocks } from '../adapters/serve-blocks.ts';
import { rowsScan } from '../domain/kpi/rows-scan.ts';

serveBlocks(rowsScan);
