import {
  createTheme,
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useMantineColorScheme,
} from '@mantine/core'
import type { ReactNode } from 'react'

const theme = createTheme({
  primaryColor: 'blue',
  autoContrast: false,
  cursorType: 'pointer',
  defaultRadius: 'md',
  // What opens and closes is timed by scripts, which the style sheet for less motion does not reach.
  respectReducedMotion: true,
  focusRing: 'never', // base.css marks focus, the same way on everything
  fontFamily: 'var(--rc-font)',
  variantColorResolver: ({ color, variant }) => {
    const danger = color === 'red'
    const strong = danger ? 'var(--rc-danger)' : 'var(--rc-accent)'
    const none = '1px solid transparent'
    if (variant === 'filled')
      return {
        background: strong,
        hover: danger ? 'var(--rc-danger-hover)' : 'var(--rc-accent-hover)',
        color: danger ? 'var(--rc-on-danger)' : 'var(--rc-on-accent)',
        border: none,
      }
    if (variant === 'light')
      return {
        background: danger ? 'var(--rc-danger-soft)' : 'var(--rc-accent-soft)',
        hover: 'var(--rc-hover)',
        color: strong,
        border: none,
      }
    if (variant === 'subtle' || variant === 'transparent')
      return { background: 'transparent', hover: 'var(--rc-hover)', color: strong, border: none }
    return {
      background: 'var(--rc-page)',
      hover: 'var(--rc-hover)',
      color: danger ? strong : 'var(--rc-text)',
      border: '1px solid var(--rc-control)',
    }
  },
})

const keptTheme = localStorageColorSchemeManager({ key: 'rollcall-theme' })

/** Theme and direction for everything below. Writes no inline style: every variable stands in theme/*.css. */
export function ThemeProvider({ children, still = false }: { children: ReactNode; still?: boolean }) {
  return (
    <DirectionProvider initialDirection="ltr" detectDirection>
      <MantineProvider
        theme={theme}
        colorSchemeManager={keptTheme}
        defaultColorScheme="auto"
        withCssVariables={false}
        withGlobalClasses={false}
        env={still ? 'test' : 'default'}
      >
        {children}
      </MantineProvider>
    </DirectionProvider>
  )
}

export type ThemeName = 'system' | 'light' | 'dark'

export function useTheme(): { theme: ThemeName; setTheme: (theme: ThemeName) => void } {
  // keepTransitions: else Mantine adds an inline <style> for a moment.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  return {
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    setTheme: (name) => setColorScheme(name === 'system' ? 'auto' : name),
  }
}
