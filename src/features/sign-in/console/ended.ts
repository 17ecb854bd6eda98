import { endReasons } from '../../sessions/contract.ts'

/** Why a session is over, in words. */
export const sayEnded = (reason: string | undefined): string =>
  (endReasons as Record<string, string>)[reason ?? ''] ?? 'Your session has ended. Sign in again.'
