// The part that is used of two of npm's own libraries, neither of which brings types.

declare module 'npm-registry-fetch' {
  /** Options of any of npm's libraries; registries and credentials have keys of their own: `@acme:registry`. */
  type Options = Readonly<Record<string, unknown>>

  interface Answer {
    /** After redirects. */
    readonly url: string
    readonly headers: { get(name: string): string | null }
    readonly body: AsyncIterable<Uint8Array>
  }

  interface NpmFetch {
    /** @throws an error with a `statusCode` where the registry answers with a status of 400 and above */
    (path: string, options: Options): Promise<Answer>
    /** The registry of a package, by scope and default. */
    pickRegistry(name: string, options: Options): string
  }

  const npmFetch: NpmFetch
  export default npmFetch
}

declare module '@npmcli/config' {
  interface Settings {
    readonly definitions: object
    readonly shorthands: object
    readonly flatten: object
    readonly npmPath: string
    readonly argv: readonly string[]
    readonly env: Record<string, string | undefined>
  }

  export default class Config {
    constructor(settings: Settings)
    load(): Promise<void>
    /** Under the names that npm's other libraries take. */
    readonly flat: Readonly<Record<string, unknown>>
  }
}

declare module '@npmcli/config/lib/definitions/index.js' {
  const definitions: { readonly definitions: object; readonly shorthands: object; readonly flatten: object }
  export default definitions
}
