import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { ExportOffer } from './offer.ts'

const ExportDialog = lazy(() => import('../export-dialog.tsx').then((m) => ({ default: m.ExportDialog })))

/** The dialog that asks what is exported; fetched when it first opens. */
export function useExport(): { ask: (offer: ExportOffer) => void; dialog: ReactNode } {
  const [offer, setOffer] = useState<ExportOffer>()
  return {
    ask: setOffer,
    dialog: offer && (
      <Suspense fallback={null}>
        <ExportDialog offer={offer} onClose={() => setOffer(undefined)} />
      </Suspense>
    ),
  }
}
