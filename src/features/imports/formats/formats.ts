import { entra } from './entra.ts'
import type { Format } from './format.ts'
import { freepbx } from './freepbx.ts'
import { plain, rollcall } from './rollcall.ts'
import { switchvox } from './switchvox.ts'

/** The more particular first: the first whose header it can be is taken. */
export const formats: readonly Format[] = [switchvox, freepbx, entra, rollcall, plain]
