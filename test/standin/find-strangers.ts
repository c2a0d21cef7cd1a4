/** What a seed names. */
interface Named {
  readonly users: readonly { readonly login: string }[]
  readonly organizations: readonly { readonly login: string; readonly admins: readonly string[] }[]
  readonly repositories: readonly { readonly name: string; readonly collaborators: Readonly<Record<string, unknown>> }[]
  readonly issues: readonly {
    readonly repository: string
    readonly author: string
    readonly comments: readonly { readonly author: string }[]
  }[]
  readonly threads: readonly { readonly repository: string }[]
}

/** People and repositories that are named and not there. */
export function findStrangers(value: Named): { path: (string | number)[]; message: string }[] {
  const users = new Set(value.users.map(({ login }) => login.toLowerCase()))
  const organizations = new Set(value.organizations.map(({ login }) => login.toLowerCase()))
  const repositories = new Set(value.repositories.map(({ name }) => name.toLowerCase()))
  const person = (login: string, ...path: (string | number)[]) =>
    users.has(login.toLowerCase()) ? [] : [{ path, message: `no user ${login}` }]
  return [
    ...value.organizations.flatMap(({ admins }, index) =>
      admins.flatMap((login, place) => person(login, 'organizations', index, 'admins', place)),
    ),
    ...value.repositories.flatMap(({ name, collaborators }, index) => {
      const [owner = ''] = name.split('/')
      const isKnown = users.has(owner.toLowerCase()) || organizations.has(owner.toLowerCase())
      return [
        ...(isKnown ? [] : [{ path: ['repositories', index, 'name'], message: `no user or organization ${owner}` }]),
        ...Object.keys(collaborators).flatMap((login) => person(login, 'repositories', index, 'collaborators', login)),
      ]
    }),
    ...value.issues.flatMap(({ repository, author, comments }, index) => [
      ...(repositories.has(repository.toLowerCase())
        ? []
        : [{ path: ['issues', index, 'repository'], message: `no repository ${repository}` }]),
      ...person(author, 'issues', index, 'author'),
      ...comments.flatMap((comment, place) => person(comment.author, 'issues', index, 'comments', place, 'author')),
    ]),
    ...value.threads.flatMap(({ repository }, index) =>
      repositories.has(repository.toLowerCase())
        ? []
        : [{ path: ['threads', index, 'repository'], message: `no repository ${repository}` }],
    ),
  ]
}
