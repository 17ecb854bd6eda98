import { EmptyState, ErrorState } from '../kit/states.tsx'
import { AppButton, ButtonLink } from '../kit/button.tsx'
import { PageHeader } from '../kit/page-header.tsx'

/** Also for what lies outside one's sites, so that nothing leaks. */
export function NotFound() {
  return (
    <>
      <PageHeader title="Nothing here that you can see" />
      <EmptyState
        title="This page does not exist, or lies outside your sites"
        actions={<ButtonLink to="/">Go to the start</ButtonLink>}
      >
        Check the address. An administrator of your tenant can tell you more.
      </EmptyState>
    </>
  )
}

/** A page that broke while it was drawn, or whose code could not be fetched. */
export function PageFailed({ error }: { error: unknown; reset?: () => void }) {
  const fetching = error instanceof TypeError && /module|import|fetch/i.test(error.message)
  return (
    <ErrorState title="This page could not be shown.">
      <p>
        {fetching
          ? 'Its code could not be fetched: the connection broke, or a newer version was installed.'
          : 'Something in it failed. The other pages still work.'}
      </p>
      <AppButton onClick={() => location.reload()}>Reload</AppButton>
    </ErrorState>
  )
}
