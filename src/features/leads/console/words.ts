import type { LeadStatus } from '../contract.ts'

export const statusWords: Readonly<Record<LeadStatus, string>> = { open: 'Open', worked: 'Worked', closed: 'Closed' }
