import { AppButton } from '#src/console/kit/button.tsx'
import { Banner } from '#src/console/kit/banner.tsx'
import { TimeText } from '#src/console/kit/time-text.tsx'
import { definition } from '../../fields/catalogue.ts'
import { differing, type Draft } from './draft.ts'
import type { FormValues } from './values.ts'

type DraftBannerProps = { draft: Draft; saved: FormValues; onTake: () => void; onDrop: () => void }

export function DraftBanner({ draft, saved, onTake, onDrop }: DraftBannerProps) {
  const labels = differing(saved, draft).map((name) => definition(name).label)
  return (
    <Banner
      actions={
        <>
          <AppButton small onClick={onTake}>
            Take it back
          </AppButton>
          <AppButton small look="quiet" onClick={onDrop}>
            Discard
          </AppButton>
        </>
      }
    >
      You left without saving <TimeText at={new Date(draft.at).toISOString()} />: {labels.slice(0, 4).join(', ')}
      {labels.length > 4 && ` and ${labels.length - 4} more`}.
    </Banner>
  )
}
