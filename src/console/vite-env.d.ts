/// <reference types="vite/client" />

// Icons come one file each, so that neither the tests nor the build read all five thousand; those files carry no types.
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { ComponentType, SVGProps } from 'react'
  const icon: ComponentType<SVGProps<SVGSVGElement> & { size?: number | string; stroke?: number | string }>
  export default icon
}
