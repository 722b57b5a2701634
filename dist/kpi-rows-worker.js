import { serveBlocks } from "./adapters-serve-blocks.js";
import { rowsScan } from "./domain-kpi.js";

// shared/shell/kpi-rows-worker.ts
serveBlocks(rowsScan);

export {  };