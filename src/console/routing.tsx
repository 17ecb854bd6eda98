/**
 * Pages and addresses. A feature exports `PageRoute`s, entry/console.tsx lists them, and nothing else in the console
 * knows which router is beneath.
 *
 * Search parameters are plain text, name to value, written in the order in which a page gives them: `status=any:active`
 * stays readable and can be typed by hand. A page reads what it knows and says so about the rest.
 */
import {
  createBrowserHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Outlet,
  useBlocker,
  useLocation,
  useNavigate,
  useParams,
  type RouterHistory,
} from '@tanstack/react-router'
import { forwardRef, useCallback, type AnchorHTMLAttributes, type ComponentType, type ReactNode } from 'react'

export type Search = Readonly<Record<string, string>>

export type PageRoute = {
  /** `/users/$id/changes`: what begins with $ is read with `useParam`. */
  readonly path: string
  readonly load: () => Promise<ComponentType>
  /** `bare`: without rail and top bar, and without a session: sign-in and the like. */
  readonly frame?: 'shell' | 'bare'
}

/** A page that is fetched when first opened: `page('/users', () => import('./users-page.tsx'), 'UsersPage')`. */
export function page<M, N extends keyof M>(
  path: string,
  load: () => Promise<M>,
  name: M[N] extends ComponentType ? N : never,
  frame: PageRoute['frame'] = 'shell',
): PageRoute {
  return { path, load: async () => (await load())[name as N] as ComponentType, frame }
}

type Frames = {
  readonly Shell: (props: { children: ReactNode }) => ReactNode
  readonly NotFound: () => ReactNode
  readonly Failed: (props: { error: unknown; reset?: () => void }) => ReactNode
  /** Where `/` leads. */
  readonly home: string
}

export function makeRouter(
  pages: readonly PageRoute[],
  frames: Frames,
  history: RouterHistory = createBrowserHistory(),
) {
  const root = createRootRoute({ component: Outlet, notFoundComponent: frames.NotFound })
  const { Shell } = frames
  const shell = createRoute({
    getParentRoute: () => root,
    id: 'shell',
    component: () => (
      <Shell>
        <Outlet />
      </Shell>
    ),
    notFoundComponent: frames.NotFound,
  })
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => <Redirect to={frames.home} />,
  })
  const missing = createRoute({ getParentRoute: () => shell, path: '$', component: frames.NotFound })
  const under = (frame: PageRoute['frame'], parent: typeof shell | typeof root) =>
    pages
      .filter((p) => (p.frame ?? 'shell') === frame)
      .map((p) =>
        createRoute({
          getParentRoute: () => parent as typeof root,
          path: p.path,
          component: lazyRouteComponent(async () => ({ default: await p.load() })),
        }),
      )
  return createRouter({
    routeTree: root.addChildren([home, ...under('bare', root), shell.addChildren([missing, ...under('shell', shell)])]),
    history,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: frames.Failed,
    scrollRestoration: true,
  })
}

function Redirect({ to }: { to: string }) {
  const go = useGo()
  queueMicrotask(() => go(to, { replace: true }))
  return null
}

export const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text))

/** Leaves `:`, `,` and `|` as they are, which an address may hold (RFC 3986 section 3.4), so that people can read it. */
export function stringifySearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== '')
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return text === '' ? '' : `?${text.replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%7C', '|')}`
}

/** The parts of an address of this console; another origin's leads to the start, since anybody could have written it. */
export function insideConsole(address: string): { path: string; search: Search } {
  const at = new URL(address, location.origin)
  return at.origin === location.origin
    ? { path: at.pathname, search: parseSearch(at.search) }
    : { path: '/', search: {} }
}

export const usePath = (): string => useLocation({ select: (location) => location.pathname })

export const useSearch = (): Search => useLocation({ select: (location) => location.search as Search })

/** Where this page stands in the history of the tab: the same number again after Back, another for a page newly opened. */
export const useHistoryPlace = (): number => useLocation({ select: (location) => location.state.__TSR_index })

/** The part of the address that the route calls `$name`. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false })
  const value = params[name]
  if (value === undefined) throw new Error(`This page's route has no $${name}.`)
  return value
}

export type GoOptions = {
  readonly search?: Search
  /** No new entry in the history: for typing, where Back should not undo letter by letter. */
  readonly replace?: boolean
  readonly hash?: string
  /** Leaves the scroll position alone, as when only a filter changes. */
  readonly stay?: boolean
}

/** Goes to a path with exactly the given search parameters. */
export function useGo(): (to: string, options?: GoOptions) => void {
  const navigate = useNavigate()
  return useCallback(
    (to, { search = {}, replace = false, hash, stay = false } = {}) => {
      void navigate({ to, search: search, replace, hash, resetScroll: !stay })
    },
    [navigate],
  )
}

/** Changes search parameters of the present page; `undefined` or '' takes one away. */
export function useSetSearch(): (
  change: Readonly<Record<string, string | undefined>>,
  options?: { replace?: boolean },
) => void {
  const navigate = useNavigate()
  return useCallback(
    (change, { replace = false } = {}) => {
      const search = (before: Search) => ({ ...before, ...change })
      void navigate({ to: '.', search: search, replace, resetScroll: false })
    },
    [navigate],
  )
}

/** Asks before the page is left while `when` holds; `ask` answers true to leave. Closing the tab asks as browsers do. */
export function useLeaveGuard(when: boolean, ask: () => Promise<boolean>): void {
  useBlocker({
    shouldBlockFn: async ({ current, next }) => current.pathname !== next.pathname && !(await ask()),
    enableBeforeUnload: when,
    disabled: !when,
  })
}

/** Else the router calls each link current whose address the present one begins with. */
const EXACTLY = { exact: true }

type AppLinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  to: string
  search?: Search
  hash?: string
}

/** A link inside the console: a real one, that opens in a new tab and can be copied. */
export const AppLink = forwardRef<HTMLAnchorElement, AppLinkProps>(function AppLink({ to, search = {}, ...rest }, ref) {
  return <Link ref={ref} to={to} search={search} activeOptions={EXACTLY} {...rest} />
})
