import './theme/styles.ts'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './query.ts'
import { makeRouter, type PageRoute } from './routing.tsx'
import { NotFound, PageFailed } from './shell/pages.tsx'
import { ThemeProvider } from './theme/theme.tsx'

export type ConsoleParts = {
  readonly pages: readonly PageRoute[]
  /** The frame of a signed-in person's pages: reads who it is, and draws Shell around its children. */
  readonly Frame: (props: { children: ReactNode }) => ReactNode
  /** Where `/` leads. */
  readonly home: string
}

/** Draws the console into the page. */
export function startConsole({ pages, Frame, home }: ConsoleParts): void {
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no #root.')
  const router = makeRouter(pages, { Shell: Frame, NotFound, Failed: PageFailed, home })
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </ThemeProvider>
    </StrictMode>,
  )
}
