import { page } from '#src/console/routing.tsx'

export const googleSignInPages = [page('/sign-in/google', () => import('./return-page.tsx'), 'ReturnPage', 'bare')]
