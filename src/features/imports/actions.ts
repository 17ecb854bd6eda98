import type { AnyStagedAction } from '../changes/service/action.ts'
import { importRowsAction } from './service/treat.ts'

export const staged: readonly AnyStagedAction[] = [importRowsAction]
