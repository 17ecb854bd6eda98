import { ButtonLink } from '#src/console/kit/button.tsx'

/** Leads between what was done and what is being done. */
export function WhichView({ userId, live }: { userId: string; live: boolean }) {
  const page = `/users/${userId}/activity`
  return live ? (
    <ButtonLink to={page}>All activity</ButtonLink>
  ) : (
    <ButtonLink to={`${page}/live`}>Activity (live)</ButtonLink>
  )
}
