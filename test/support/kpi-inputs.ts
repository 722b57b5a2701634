import type { z } from '../../shared/core/zod.ts';
import type { KpiSchema } from '../../shared/domain/kpi/definition.ts';
import type { GateSchema } from '../../shared/domain/kpi-gate/config.ts';

/** A KPI and a gate as they are written, without what is added by default. */
export type KpiInput = z.input<typeof KpiSchema>;
export type GateInput = z.input<typeof GateSchema>;
