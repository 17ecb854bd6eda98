import { Banner } from '#src/console/kit/banner.tsx'
import { AppButton, ButtonLink } from '#src/console/kit/button.tsx'
import { plural } from '#src/console/kit/numbers.ts'
import { TimeText } from '#src/console/kit/time-text.tsx'
import type { Storm } from '../contract.ts'

type StormBannerProps = {
  storm: Storm
  here: string
  /** Its accounts are shown below. */
  open: boolean
  busy: boolean
  onUnlock: () => void
}

/** "212 accounts at Riga locked since 09:14, from 3 addresses": one event, however many it hit. */
export function StormBanner({
  storm: { site, accounts, addresses, since },
  here,
  open,
  busy,
  onUnlock,
}: StormBannerProps) {
  return (
    <Banner
      kind="warning"
      actions={
        <>
          {!open && (
            <ButtonLink small to={here} search={{ storm: String(site.id) }}>
              Show them
            </ButtonLink>
          )}
          <AppButton small busy={busy} onClick={onUnlock}>
            Unlock all at <bdi>{site.name}</bdi>…
          </AppButton>
        </>
      }
    >
      {plural(accounts, 'account')} at <bdi>{site.name}</bdi> locked since <TimeText at={since} />, from{' '}
      {plural(addresses, 'address', 'addresses')}. Somebody may be trying passwords.
    </Banner>
  )
}
