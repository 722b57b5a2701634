import { serveBlocks } from '../adapters/scan-worker.ts';
import { rowsScan } from '../domain/kpi/rows-scan.ts';

serveBlocks(rowsScan);
